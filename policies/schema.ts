// The closed shapes of the handreiking's files. A key that is not here is a mistake, never an extra.

type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: 'string', minLength: 1 };
const words: Schema = { type: 'array', items: text, minItems: 1, uniqueItems: true };
const date: Schema = { type: 'string', format: 'date' };
const flag: Schema = { type: 'boolean' };
const fieldId: Schema = { type: 'string', pattern: '^[a-z]+\\.[a-z0-9_]+$' };
const fieldIds: Schema = { type: 'array', items: fieldId, minItems: 1, uniqueItems: true };
const purposeId: Schema = { type: 'string', pattern: '^D[0-9]{2}$' };

const closed = (required: Record<string, Schema>, optional: Record<string, Schema> = {}): Schema => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(required),
  properties: { ...required, ...optional },
});

const listOf = (key: string, item: Schema): Schema =>
  closed({ [key]: { type: 'array', items: item, minItems: 1 } });

const rule = closed(
  {
    regel: { type: 'string', pattern: '^[0-9]+\\.[0-9]+[a-z]?$' },
    van: words,
    naar: words,
    velden: fieldIds,
    uitkomst: { enum: ['J', 'JP', 'T', 'V'] },
    voorwaarden: { type: 'array', items: text, uniqueItems: true },
    wet: text,
    zin: text,
  },
  {
    toestemmingssoorten: {
      type: 'array',
      minItems: 1,
      uniqueItems: true,
      items: { enum: ['T-geheim', 'T-wet', 'T-9', 'T-6'] },
    },
    noodzaak: text,
    eigenaar: text,
    van_kracht: date,
    herziening: date,
    te_bevestigen: { type: 'integer', minimum: 1 },
  },
);

const step = closed(
  {
    doel: purposeId,
    van: text,
    naar: text,
    gevraagd: fieldIds,
    besluit: { type: 'object', propertyNames: fieldId, additionalProperties: text, minProperties: 1 },
  },
  {
    toestemming: fieldIds,
    voorwaarden: words,
    context: closed({}, { casus_open: flag, casuslid: flag, geinformeerd: flag, bezwaar: flag }),
  },
);

/** The schema of each kind of file, by the folder or the name it has. */
export const schemas = {
  partijen: listOf(
    'partijen',
    closed({
      partij: text,
      naam: text,
      voorbeelden: text,
      juridische_positie: text,
      geheimhouding: text,
      bsn: text,
    }),
  ),
  velden: listOf(
    'velden',
    closed({
      veld: fieldId,
      naam: text,
      categorie: text,
      bron: text,
      klasse: { type: 'string', pattern: '^(G|S|F|9a?|10|P|BSN|D|S/9a|F/9a|9a/10|9/10|anoniem)(\\+[MW])?$' },
    }),
  ),
  voorwaarden: listOf(
    'voorwaarden',
    closed({ voorwaarde: text, code: { type: 'string', pattern: '^K[0-9]+$' }, tekst: text }),
  ),
  nooit: closed({ nooit: { type: 'object', additionalProperties: fieldIds, minProperties: 1 } }),
  invarianten: listOf(
    'invarianten',
    closed({
      invariant: { type: 'string', pattern: '^INV-[0-9]{2}$' },
      automatisch: flag,
      precies: text,
      zin: text,
    }),
  ),
  doelen: closed({
    doel: purposeId,
    naam: text,
    vuistregel: text,
    wat: text,
    grondslag: text,
    noodzaak: text,
    open_casus: flag,
    eigenaar: text,
    van_kracht: date,
    herziening: date,
    regels: { type: 'array', items: rule },
  }),
  scenarios: closed({
    scenario: { type: 'string', pattern: '^S[0-9]+$' },
    titel: text,
    kenmerken: words,
    gegeven: text,
    als: text,
    dan: text,
    zin: text,
    stappen: { type: 'array', items: step, minItems: 1 },
  }),
} as const;

export type FileKind = keyof typeof schemas;
