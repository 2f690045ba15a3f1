/** Every event that the process log can hold, how bad it is, and what an operator reads in it. */
export const LOG_EVENTS = {
  started: { level: 'info', says: 'De poort is open.', fields: [] },
  stopping: {
    level: 'info',
    says: 'De poort sluit: /readyz zegt nee, wat loopt wordt afgemaakt.',
    fields: [],
  },
  request: {
    level: 'info',
    says: 'Een verzoek is beantwoord. Nooit wat erin stond. Een proxy die hoort dat alles goed is, staat er niet bij.',
    fields: ['requestId', 'traceId', 'method', 'route', 'status', 'durationMs'],
  },
  migrated: { level: 'info', says: 'De database is bijgewerkt.', fields: ['count'] },
  'keys-reloaded': {
    level: 'info',
    says: 'Een sleutelring of certificaat is opnieuw gelezen en telt nu.',
    fields: ['code'],
  },
  'keys-unusable': {
    level: 'error',
    says: 'Een sleutelring of certificaat is niet te lezen; wat er was blijft gelden.',
    fields: ['code'],
  },
  'systems-reloaded': {
    level: 'info',
    says: 'De lijst van systemen is opnieuw gelezen en telt nu; zoveel partners hebben er een.',
    fields: ['count'],
  },
  'systems-unusable': {
    level: 'error',
    says: 'In de lijst van systemen klopt zoveel niet; wat er was blijft gelden. Welke fouten staat op stderr.',
    fields: ['count'],
  },
  'certificate-expires': {
    level: 'error',
    says: 'Een certificaat verloopt over zoveel dagen (count): gezegd bij 30, 14 en 3.',
    fields: ['code', 'partner', 'count'],
  },
  'clock-differs': {
    level: 'error',
    says: 'De klok van deze machine en die van de database schelen te veel (durationMs); er wordt niets verstrekt.',
    fields: ['durationMs'],
  },
  'schema-ahead': {
    level: 'info',
    says: 'De database kent meer migraties dan dit programma; een nieuwere versie draait ernaast.',
    fields: ['count'],
  },
  'ledger-writes-again': { level: 'info', says: 'Het logboek schrijft weer.', fields: [] },
  'traces-not-sent': {
    level: 'error',
    says: 'Traces kwamen niet aan; zij zijn weg.',
    fields: ['count', 'code'],
  },
  'unexpected-error': {
    level: 'error',
    says: 'Een fout van ons, met haar naam en plaats en niet met haar woorden.',
    fields: ['requestId', 'traceId', 'code', 'frames'],
  },
  'keys-differ': {
    level: 'error',
    says: 'De twee sleutels van de handreiking besloten verschillend; het veld bleef dicht. Meld dit meteen.',
    fields: ['requestId', 'traceId'],
  },
  'checkpoint-not-signed': {
    level: 'error',
    says: 'Het logboek is iets vergeten en is niet ondertekend. Er wordt niets verstrekt.',
    fields: ['code'],
  },
  'checkpoint-waits': {
    level: 'error',
    says: 'Het logboek kon nu niet worden ondertekend, zoals zonder database of met een volle schijf. Het gaat vanzelf weer; eens gezegd.',
    fields: ['code'],
  },
  'witness-did-not-sign': {
    level: 'error',
    says: 'Een getuige ondertekende niet.',
    fields: ['witness', 'code'],
  },
  'witness-saw-another-history': {
    level: 'error',
    says: 'Een getuige zag een ander verhaal. Er wordt niets meer verstrekt.',
    fields: ['witness'],
  },
  'ledger-cannot-append': {
    level: 'error',
    says: 'Het logboek kon niet schrijven (SQLSTATE); er is niets verstrekt.',
    fields: ['requestId', 'traceId', 'code'],
  },
  'handreiking-refused': {
    level: 'error',
    says: 'Versies van de handreiking zonder genoeg geldige handtekeningen zijn geweigerd.',
    fields: ['count'],
  },
  'upkeep-failed': { level: 'error', says: 'Onderhoud mislukte; het wordt opnieuw geprobeerd.', fields: [] },
  'delivery-given-up': { level: 'error', says: 'Een melding kwam niet op tijd aan.', fields: [] },
  'audit-not-taken': { level: 'error', says: 'Een zorgaanbieder nam een auditregel niet aan.', fields: [] },
  'revocation-unknown': {
    level: 'error',
    says: 'Van zoveel uitgevers is er geen intrekkingslijst die nog geldt.',
    fields: ['count'],
  },
  'revocation-list-unusable': {
    level: 'error',
    says: 'Een intrekkingslijst is niet te lezen of van een ander.',
    fields: ['code'],
  },
  'issuer-unreachable': {
    level: 'error',
    says: 'De uitgever van tokens gaf zijn sleutels niet.',
    fields: ['code'],
  },
  'token-request-failed': {
    level: 'error',
    says: 'Een aanvraag van een token ging bij ons mis.',
    fields: ['code', 'frames'],
  },
} as const satisfies Readonly<
  Record<
    string,
    { readonly level: 'info' | 'error'; readonly says: string; readonly fields: readonly LogField[] }
  >
>;

/** What each field of a line holds: the whole of it. */
export const LOG_FIELDS = {
  requestId: 'het nummer van het verzoek (uuid)',
  traceId: 'het W3C-trace-id',
  partner: 'het id van de partner in het register',
  witness: 'de naam in de sleutelregel van de getuige',
  method: 'de HTTP-methode',
  route: 'de route zoals zij is vastgelegd, nooit het adres zoals het kwam',
  status: 'de HTTP-status',
  durationMs: 'een duur in milliseconden',
  count: 'een aantal',
  code: 'een probleemcode, SQLSTATE, soort of naam van een fout',
  frames: 'waar in onze code, zonder de woorden van de fout',
} as const;

export type LogField = keyof typeof LOG_FIELDS;
export type LogEventName = keyof typeof LOG_EVENTS;

/** The page for whoever reads the log, or has a machine read it. */
export const describeLog = (): string =>
  [
    '# Het proceslog',
    '',
    'Eén JSON-object per regel (winston): `time` (ISO 8601, UTC), `level` (`info` of `error`), `message` (de gebeurtenis) en hooguit de',
    'velden die erbij staan. Er past niets van een mens in: geen naam, geen nummer, geen waarde, geen adres, geen vrije tekst. Deze pagina',
    'wordt uit `gateway/log-events.ts` gemaakt; een test houdt haar gelijk, en een andere bekijkt wat de poort echt schrijft.',
    '',
    '| `message` | `level` | wat er gebeurde | velden |',
    '| --- | --- | --- | --- |',
    ...Object.entries(LOG_EVENTS).map(
      ([name, { level, says, fields }]) =>
        `| \`${name}\` | ${level} | ${says} | ${fields.map(each => `\`${each}\``).join(', ')} |`,
    ),
    '',
    '| veld | wat het is |',
    '| --- | --- |',
    ...Object.entries(LOG_FIELDS).map(([name, says]) => `| \`${name}\` | ${says} |`),
    '',
  ].join('\n');
