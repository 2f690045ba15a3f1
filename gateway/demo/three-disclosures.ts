import type { Schemas } from '../http/openapi-document.ts';
import type { ResidentKey } from '../../adapters/sandbox/resident.ts';

/** One exchange of the demo: what a partner sends, and the words around it. */
export type DemoExchange = {
  readonly title: string;
  readonly story: string;
  readonly resident: ResidentKey;
  readonly caller: string;
} & (
  | { readonly kind: 'ask'; readonly body: Omit<Schemas['Verstrekkingsverzoek'], 'betrokkene'> }
  | { readonly kind: 'bring'; readonly body: Omit<Schemas['Meldingsverzoek'], 'betrokkene'> }
);

const arrears = (resident: ResidentKey, title: string, story: string): DemoExchange => ({
  title,
  story,
  resident,
  caller: 'zayaz',
  kind: 'bring',
  body: {
    doel: 'D05',
    naar: 'schuldhulp',
    velden: [
      'identiteit.naam',
      'contact.adres',
      'contact.telefoon_email',
      'wonen.huurachterstand',
      'wonen.overlast_feiten',
      'identiteit.bsn',
    ],
    namens: { medewerker: 'mw-212' },
  },
});

/** The three disclosures of the demo, and what happens to the third when the resident said no. */
export const EXCHANGES: readonly DemoExchange[] = [
  {
    title: 'Woonprofiel',
    story:
      'Zayaz vraagt het wijkteam om het woonprofiel van Anja. Anja koos per onderdeel wat Zayaz mag weten; de woonafspraken niet.',
    resident: 'anja',
    caller: 'zayaz',
    kind: 'ask',
    body: {
      doel: 'D01',
      van: 'wijkteam-zuidoost',
      velden: [
        'identiteit.naam',
        'contact.telefoon_email',
        'contact.voorkeur',
        'wonen.urgentie_status',
        'woonprofiel.akkoord',
        'woonprofiel.woonwens',
        'inkomen.draagkracht_huur',
        'zorg.begeleidingsvoorwaarden',
        'zorg.contact_24_7',
        'woonprofiel.woonafspraken',
        'zorg.ondersteuningsbehoefte',
        'identiteit.bsn',
      ],
      namens: { medewerker: 'mw-417' },
    },
  },
  {
    title: 'Uitkering bij opname',
    story:
      'De sociale dienst vraagt de kliniek schriftelijk naar de gedwongen opname van Ahmed. De kliniek moet de datums geven. Niet waarom.',
    resident: 'ahmed',
    caller: 'sociale-dienst',
    kind: 'ask',
    body: {
      doel: 'D03',
      van: 'reinier-van-arkel-kliniek',
      velden: [
        'identiteit.naam',
        'identiteit.geboortedatum',
        'identiteit.bsn',
        'opname.begindatum',
        'opname.einddatum',
        'opname.verlof',
        'opname.titel',
        'zorg.diagnose',
      ],
      namens: { medewerker: 'sd-088' },
    },
  },
  arrears(
    'kees',
    'Vroegsignalering',
    'Zayaz meldt de huurachterstand van Kees bij schuldhulp. De vier wettelijke stappen zijn gezet; Kees zei geen nee.',
  ),
  arrears(
    'omar',
    'Vroegsignalering, en de huurder zei nee',
    'Ook Omar heeft huurachterstand. Hij antwoordde: "niet melden". Dan gaat er niets.',
  ),
];
