import type { ResidentKey } from '../../adapters/sandbox/resident.ts';
import type { ConsentKind } from '../../policies/handreiking.ts';
import type { FieldId } from '../../policies/vocabulary.ts';

/** What the register knows about one synthetic resident: the facts from which a story follows. */
export interface Story {
  readonly informed: boolean;
  /** Under sixteen: no yes counts until the officer opened the case. */
  readonly minor?: true;
  /** Who sits at the table: partner and professional. Without it there is no case. */
  readonly members?: readonly (readonly [partner: string, professional: string])[];
  readonly objections?: readonly string[];
  readonly consents?: readonly StoryConsent[];
  readonly declarations?: readonly StoryDeclaration[];
}

export interface StoryConsent {
  readonly purpose: string;
  readonly sender: string;
  readonly recipient: string;
  readonly fields: readonly FieldId[];
  readonly kinds: readonly ConsentKind[];
  readonly withdrawn?: true;
}

export interface StoryDeclaration {
  readonly condition: string;
  readonly fulfilled: boolean;
  readonly purpose: string;
  readonly sender: string;
  readonly recipient: string;
  readonly reference: string;
  readonly by: string;
}

const WIJKTEAM = 'wijkteam-zuidoost';
const CLINIC = 'reinier-van-arkel-kliniek';
const DIENST = 'sociale-dienst';
const TABLE = [
  [WIJKTEAM, 'wt-031'],
  ['zayaz', 'mw-417'],
] as const;

const BASIC_SET: readonly FieldId[] = [
  'identiteit.naam',
  'contact.telefoon_email',
  'contact.voorkeur',
  'wonen.urgentie_status',
  'woonprofiel.akkoord',
];

const tableInvitation = (sender: string, recipient: string): StoryDeclaration => ({
  condition: 'uitgenodigd',
  fulfilled: true,
  purpose: 'D02',
  sender,
  recipient,
  reference: 'uitnodiging doorbraaktafel 2026-11-05',
  by: WIJKTEAM,
});

const earlySignalSteps = (fulfilled: boolean): StoryDeclaration => ({
  condition: 'stappen',
  fulfilled,
  purpose: 'D05',
  sender: 'zayaz',
  recipient: 'schuldhulp',
  reference: fulfilled ? 'vier stappen gezet, geen afwijzing' : 'huurder wees melding af',
  by: 'zayaz',
});

const admission = (condition: string, reference: string, by: string): StoryDeclaration => ({
  condition,
  fulfilled: true,
  purpose: 'D03',
  sender: CLINIC,
  recipient: DIENST,
  reference,
  by,
});

/** Ten residents and Anja, each with one story. */
export const STORIES: Readonly<Record<ResidentKey, Story>> = {
  // Signed version 3 of her woonprofiel, and chose part by part: not the woonafspraken.
  anja: {
    informed: true,
    members: TABLE,
    consents: [
      {
        purpose: 'D01',
        sender: WIJKTEAM,
        recipient: 'zayaz',
        fields: [
          ...BASIC_SET,
          'woonprofiel.woonwens',
          'inkomen.draagkracht_huur',
          'zorg.begeleidingsvoorwaarden',
          'zorg.contact_24_7',
        ],
        kinds: ['T-geheim', 'T-9'],
      },
    ],
  },
  // Sits at the table himself; welfare hears his question, not his illness.
  jan: {
    informed: true,
    members: [...TABLE, ['farent', 'fa-007']],
    consents: [
      {
        purpose: 'D02',
        sender: WIJKTEAM,
        recipient: 'farent',
        fields: ['identiteit.naam', 'casus.doorbraakvraag', 'casus.acties'],
        kinds: ['T-geheim', 'T-wet'],
      },
    ],
    declarations: [tableInvitation(WIJKTEAM, 'farent')],
  },
  // Went into the clinic of her own will, and let it say when, not why.
  fatima: {
    informed: true,
    consents: [
      {
        purpose: 'D03',
        sender: CLINIC,
        recipient: DIENST,
        fields: [
          'identiteit.naam',
          'identiteit.geboortedatum',
          'opname.begindatum',
          'opname.einddatum',
          'opname.is_inrichting',
        ],
        kinds: ['T-geheim'],
      },
    ],
  },
  // Arranged beforehand who may ring whom; welfare sits at his table too.
  piet: {
    informed: true,
    members: [...TABLE, ['farent', 'fa-007']],
    declarations: [tableInvitation(CLINIC, 'farent')],
    consents: [
      {
        purpose: 'D04',
        sender: CLINIC,
        recipient: 'zayaz',
        fields: ['zorg.contact_24_7', 'crisis.terugmelding'],
        kinds: ['T-geheim', 'T-9'],
      },
    ],
  },
  // Objected: what rests on a public task stops, what rests on a legal duty goes on.
  sara: {
    informed: true,
    members: TABLE,
    objections: ['D02'],
    declarations: [tableInvitation('zayaz', WIJKTEAM)],
  },
  // Forced admission; the sociale dienst asked in writing.
  ahmed: {
    informed: true,
    declarations: [
      admission('desgevraagd', 'verzoek SD-2026-1187, P-wet 64 lid 1 onder o', DIENST),
      admission('gedwongen', 'crisismaatregel, bevestigd door de kliniek', CLINIC),
    ],
  },
  // Said yes, and then stop.
  els: {
    informed: true,
    members: TABLE,
    consents: [
      {
        purpose: 'D01',
        sender: WIJKTEAM,
        recipient: 'zayaz',
        fields: ['identiteit.naam', 'woonprofiel.woonwens'],
        kinds: ['T-geheim', 'T-9'],
        withdrawn: true,
      },
    ],
  },
  // In arrears; the landlord took the four steps and he did not say no.
  kees: { informed: true, declarations: [earlySignalSteps(true)] },
  // Under mentorship: care, not money.
  lin: { informed: true, members: TABLE },
  // In arrears, and answered: do not report me.
  omar: { informed: true, declarations: [earlySignalSteps(false)] },
  // Fifteen: her own yes is not enough, so none is registered.
  noor: { informed: false, minor: true },
};
