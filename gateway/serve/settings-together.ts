import type { SettingFault } from './setting.ts';
import type { ServeSettings } from './settings.ts';

const LOOPBACK = /^(127(\.\d{1,3}){3}|::1|localhost)$/;

/** What is each well-formed, and together unsafe; or what only a demo may do. */
export const faultsTogether = (settings: ServeSettings): readonly SettingFault[] => [
  ...listening(settings),
  ...witnessing(settings),
  ...database(settings),
  ...loggingIn(settings),
];

const fault = (isWrong: boolean, path: string, wrong: string, todo: string): readonly SettingFault[] =>
  isWrong ? [{ path, wrong, todo }] : [];

const listening = ({ luisteren: { tls, proxies, host } }: ServeSettings): readonly SettingFault[] =>
  fault(
    tls === undefined && proxies.length === 0,
    'luisteren',
    LOOPBACK.test(host) ? 'niemand doet hier TLS' : 'niemand doet hier TLS, en iedereen kan erbij',
    'zet luisteren.tls, of noem in luisteren.proxies wie het doet',
  );

const witnessing = ({ logboek: { getuigen, naam } }: ServeSettings): readonly SettingFault[] => [
  ...fault(
    getuigen.length === 0,
    'logboek.getuigen',
    'er is geen getuige',
    'vraag een andere organisatie om wijkpoort getuige te draaien, en zet haar sleutelregel en adres hier',
  ),
  ...fault(
    /(^|\.)localhost(\/|$)/.test(naam),
    'logboek.naam',
    'dit is de naam van een proef',
    'kies een naam die van u is, zoals poort.gemeente.nl/logboek',
  ),
];

function database({ database: { dienst, eigenaar, zonder_tls } }: ServeSettings): readonly SettingFault[] {
  const { hostname, searchParams } = new URL(dienst);
  const goesOut = hostname !== '' && !LOOPBACK.test(hostname.replace(/^\[|\]$/g, ''));
  const hasTls = ['require', 'verify-ca', 'verify-full'].includes(searchParams.get('sslmode') ?? '');
  return [
    ...fault(
      goesOut && !hasTls && !zonder_tls,
      'database.dienst',
      'de weg naar de database is niet beveiligd',
      'zet sslmode=verify-full in het adres, of database.zonder_tls: true op een afgesloten netwerk',
    ),
    ...fault(
      eigenaar !== undefined && new URL(eigenaar).username === new URL(dienst).username,
      'database.dienst',
      'de dienst en de eigenaar zijn dezelfde rol',
      'geef de dienst een rol van haar eigen; wijkpoort migrate maakt die',
    ),
  ];
}

const loggingIn = ({ inloggen, luisteren }: ServeSettings): readonly SettingFault[] =>
  (inloggen === undefined ? [] : [inloggen.bewoners, ...inloggen.medewerkers]).flatMap(
    ({ uitgever, niveaus, naam }) => [
      ...fault(
        uitgever.startsWith(luisteren.adres) || uitgever.includes('/nabootsing/'),
        `inloggen (${naam})`,
        'deze aanbieder is een nabootsing voor de demo',
        'noem de echte aanbieder',
      ),
      ...fault(
        niveaus.length === 0,
        `inloggen (${naam}).niveaus`,
        'er telt geen enkel niveau',
        'noem minstens één betrouwbaarheidsniveau',
      ),
    ],
  );
