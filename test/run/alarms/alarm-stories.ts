/** What Prometheus saw, a value a minute from the beginning, and which alerts it then raises: by their labels, or none. */
export interface AlarmStory {
  readonly alert: string;
  readonly when: string;
  /** In the notation of promtool: `0+2x5` is 0, 2, 4, … ten; `_` is nothing seen, `stale` a target that is gone. */
  readonly series: Readonly<Record<string, string>>;
  readonly at: string;
  readonly fires: readonly Readonly<Record<string, string>>[];
}

const A = { instance: 'a' };
const MINE = { job: 'wijkpoort', ...A };
const KEYS = 'wijkpoort_besluiten_total{uitkomst="keys-differ",weg="melden",instance="a"}';
const KEYS_DIFFER = { uitkomst: 'keys-differ', weg: 'melden', ...A };
const days = (instance: string): string =>
  `wijkpoort_certificaat_dagen{soort="partner",partner="zayaz",instance="${instance}"}`;
const ZAYAZ = { soort: 'partner', partner: 'zayaz' };
const source = (outcome: string, partner = 'zayaz'): string =>
  `wijkpoort_bron_seconden_count{partner="${partner}",afloop="${outcome}",instance="a"}`;
const oldest = (row: string, instance = 'a'): string =>
  `wijkpoort_wachtrij_oudste_seconden{rij="${row}",instance="${instance}"}`;
const onList = (kind: string): string => `wijkpoort_werklijst_oudste_seconden{soort="${kind}",instance="a"}`;
const requests = (way: string, status: string): string =>
  `wijkpoort_verzoeken_seconden_count{weg="${way}",status="${status}",instance="a"}`;
const within = (seconds: string, way = 'verstrekkingen'): string =>
  `wijkpoort_verzoeken_seconden_bucket{weg="${way}",status="2xx",le="${seconds}",instance="a"}`;
const of = (name: string, instance = 'a'): string => `wijkpoort_${name}{instance="${instance}"}`;
const UP = 'up{job="wijkpoort",instance="a"}';

/** One line each: the alert, when, what was seen, at which moment, and who is called. */
const LINES: readonly (readonly [
  string,
  string,
  Readonly<Record<string, string>>,
  string,
  ...Readonly<Record<string, string>>[],
])[] = [
  ['PoortIsWeg', 'a gateway is silent for two minutes', { [UP]: '1 0x9' }, '3m', MINE],
  ['PoortIsWeg', 'a gateway is silent for one minute', { [UP]: '1 0x9' }, '2m'],
  ['PoortIsWeg', 'a gateway starts again', { [UP]: '1 0 1x9' }, '3m'],
  ['PoortIsWeg', 'Prometheus knows of no gateway at all', {}, '2m', { job: 'wijkpoort' }],

  ['PoortIsNietKlaar', 'it says so for two minutes', { [of('klaar')]: '1 0x9' }, '3m', A],
  ['PoortIsNietKlaar', 'it says so for one minute', { [of('klaar')]: '1 0x9' }, '2m'],

  ['LogboekVertrouwtZichzelfNiet', 'it says so once', { [of('logboek_alarm')]: '0 1' }, '1m', A],
  ['LogboekVertrouwtZichzelfNiet', 'all is well', { [of('logboek_alarm')]: '0x9' }, '9m'],

  ['GetuigenTekenenNiet', 'none signs', { [of('getuigen_tekenen')]: '1 0x9' }, '2m', A],
  ['GetuigenTekenenNiet', 'a gateway has just come up', { [of('getuigen_tekenen')]: '0 1x9' }, '1m'],

  ['TweeSleutelsVerschillen', 'they differ one time', { [KEYS]: '0x9 1x30' }, '10m', KEYS_DIFFER],
  [
    'TweeSleutelsVerschillen',
    'of a gateway that was never seen before',
    { [KEYS]: '1x30' },
    '1m',
    KEYS_DIFFER,
  ],
  ['TweeSleutelsVerschillen', 'they differed an hour ago', { [KEYS]: '0x9 1x90' }, '80m'],
  [
    'TweeSleutelsVerschillen',
    'fields are released',
    { [KEYS.replace('keys-differ', 'released')]: '0+9x9' },
    '5m',
  ],

  ['KlokLooptNietGelijk', 'behind', { [of('klok_verschil_seconden')]: '-10.1x9' }, '2m', A],
  ['KlokLooptNietGelijk', 'ahead', { [of('klok_verschil_seconden')]: '10.1x9' }, '2m', A],
  ['KlokLooptNietGelijk', 'ten seconds', { [of('klok_verschil_seconden')]: '10x9' }, '9m'],
  ['KlokLooptNietGelijk', 'for a minute', { [of('klok_verschil_seconden')]: '0 60 60 0x9' }, '3m'],

  ['CertificaatVerlooptBijna', 'in two days', { [days('a')]: '2x9' }, '0m', ZAYAZ],
  ['CertificaatVerlooptBijna', 'in three days', { [days('a')]: '3x9' }, '9m'],
  ['CertificaatVerloopt', 'in 29 days', { [days('a')]: '29x9' }, '0m', ZAYAZ],
  [
    'CertificaatVerloopt',
    'one gateway did not read the new one',
    { [days('a')]: '300x9', [days('b')]: '29x9' },
    '0m',
    ZAYAZ,
  ],
  ['CertificaatVerloopt', 'in thirty days', { [days('a')]: '30x9' }, '9m'],

  [
    'BronDoetHetNiet',
    'three in ten fail',
    {
      [source('answered')]: '0+7x30',
      [source('too-slow')]: '0+3x30',
      [source('answered', 'farent')]: '0+9x30',
    },
    '16m',
    { partner: 'zayaz' },
  ],
  [
    'BronDoetHetNiet',
    'it never answered since the gateway came up',
    { [source('unreachable')]: '1+1x30' },
    '16m',
    { partner: 'zayaz' },
  ],
  [
    'BronDoetHetNiet',
    'three in ten fail, but not yet for a quarter',
    { [source('answered')]: '0+7x30', [source('too-slow')]: '0+3x30' },
    '15m',
  ],
  [
    'BronDoetHetNiet',
    'one in five fails',
    { [source('answered')]: '0+8x30', [source('too-slow')]: '0+2x30' },
    '25m',
  ],
  [
    'BronDoetHetNiet',
    'nobody asks it anything',
    { [source('answered')]: '5x30', [source('too-slow')]: '7x30' },
    '25m',
  ],

  [
    'BronAntwoordtNooit',
    'it was asked four times in a day, and never answered',
    { [source('answered')]: '9x720', [source('unreachable')]: '_x60 1x180 2x180 3x180 4x120' },
    '12h',
    { partner: 'zayaz' },
  ],
  [
    'BronAntwoordtNooit',
    'it answered once between',
    { [source('answered')]: '9x300 10x420', [source('unreachable')]: '_x60 1x180 2x180 3x180 4x120' },
    '12h',
  ],
  [
    'BronAntwoordtNooit',
    'it failed once, and nobody asked again',
    { [source('answered')]: '9x720', [source('unreachable')]: '_x60 1x660' },
    '12h',
  ],

  ['MeldingWachtLang', 'over four hours', { [oldest('melding')]: '14401x9' }, '0m', { rij: 'melding' }],
  [
    'MeldingWachtLang',
    'over four hours, as every gateway says',
    { [oldest('melding')]: '14401x9', [oldest('melding', 'b')]: '14402x9' },
    '0m',
    { rij: 'melding' },
  ],
  [
    'MeldingWachtLang',
    'four hours',
    { [oldest('melding')]: '14400x9', [oldest('bericht')]: '99999x9' },
    '9m',
  ],
  ['BerichtWachtLang', 'over two days', { [oldest('bericht')]: '172801x9' }, '0m', { rij: 'bericht' }],
  ['BerichtWachtLang', 'two days', { [oldest('bericht')]: '172800x9' }, '9m'],

  ['NoodwegStaatOpen', 'four hours', { [of('noodweg_open_seconden')]: '900x300' }, '4h', {}],
  [
    'NoodwegStaatOpen',
    'four hours, in which the one gateway was away for ten minutes',
    { [of('noodweg_open_seconden')]: '900x100 stale _x9 900x200' },
    '4h',
    {},
  ],
  ['NoodwegStaatOpen', 'a minute less', { [of('noodweg_open_seconden')]: '900x300' }, '239m'],
  [
    'NoodwegStaatOpen',
    'it was closed after three hours',
    { [of('noodweg_open_seconden')]: '900x180 0x99' },
    '4h',
  ],

  ['NoodgevallenNietNagekeken', 'over a day', { [of('noodgevallen_oudste_seconden')]: '86401x9' }, '0m', {}],
  [
    'NoodgevallenNietNagekeken',
    'every day another, each looked at within the day',
    { [of('noodgevallen_oudste_seconden')]: '86400x9', [of('noodgevallen_open')]: '3x9' },
    '9m',
  ],

  ['BezwaarBlijftLiggen', 'over a week', { [onList('objection')]: '604801x9' }, '0m', { soort: 'objection' }],
  [
    'BezwaarBlijftLiggen',
    'a week, and something else longer',
    { [onList('objection')]: '604800x9', [onList('minor')]: '999999x9' },
    '9m',
  ],

  [
    'VeelFouten',
    'six in a hundred',
    {
      [requests('verstrekkingen', '2xx')]: '0+94x30',
      [requests('verstrekkingen', '5xx')]: '0+6x30',
      [requests('gezondheid', '2xx')]: '0+900x30',
    },
    '11m',
    {},
  ],
  [
    'VeelFouten',
    'six in a hundred, not yet for ten minutes',
    { [requests('verstrekkingen', '2xx')]: '0+94x30', [requests('verstrekkingen', '5xx')]: '0+6x30' },
    '10m',
  ],
  [
    'VeelFouten',
    'four in a hundred, and a gateway that says it is not ready',
    {
      [requests('verstrekkingen', '2xx')]: '0+96x30',
      [requests('meldingen', '5xx')]: '0+4x30',
      [requests('gezondheid', '5xx')]: '0+900x30',
    },
    '25m',
  ],

  [
    'BronDoetHetNiet',
    'it was away for four minutes, and answers again',
    { [source('answered')]: '0x5 0+10x30', [source('unreachable')]: '0 10 20 30 40x30' },
    '12m',
  ],
  [
    'VeelFouten',
    'half failed for two minutes, and nothing since',
    { [requests('verstrekkingen', '2xx')]: '0+50x40', [requests('verstrekkingen', '5xx')]: '0x5 50 100x30' },
    '16m',
  ],

  [
    'TraagAntwoord',
    'six in a hundred take longer',
    { [within('2')]: '0+94x40', [within('5')]: '0+100x40', [within('+Inf')]: '0+100x40' },
    '16m',
    {},
  ],
  [
    'TraagAntwoord',
    'six in a hundred, not yet for a quarter',
    { [within('2')]: '0+94x40', [within('5')]: '0+100x40', [within('+Inf')]: '0+100x40' },
    '15m',
  ],
  [
    'TraagAntwoord',
    'four in a hundred take longer',
    { [within('2')]: '0+96x40', [within('5')]: '0+100x40', [within('+Inf')]: '0+100x40' },
    '35m',
  ],
  [
    'TraagAntwoord',
    'a page does',
    { [within('2', 'paginas')]: '0+4x40', [within('+Inf', 'paginas')]: '0+100x40' },
    '35m',
  ],

  [
    'VaakOpnieuwBesloten',
    'over twenty a second',
    { [of('logboek_opnieuw_besloten_total')]: '0+1206x60' },
    '26m',
    A,
  ],
  [
    'VaakOpnieuwBesloten',
    'not yet for a quarter',
    { [of('logboek_opnieuw_besloten_total')]: '0+1206x60' },
    '24m',
  ],
  [
    'VaakOpnieuwBesloten',
    'under twenty a second',
    { [of('logboek_opnieuw_besloten_total')]: '0+1194x40' },
    '35m',
  ],

  ['StandenNietTeLezen', 'for ten minutes', { [of('toestand_gelezen')]: '1 0x30' }, '11m', A],
  ['StandenNietTeLezen', 'for nine minutes', { [of('toestand_gelezen')]: '1 0x30' }, '10m'],
];

export const ALARM_STORIES: readonly AlarmStory[] = LINES.map(([alert, when, series, at, ...fires]) => ({
  alert,
  when,
  series,
  at,
  fires,
}));
