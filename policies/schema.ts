// The closed shapes of the handreiking's files. A key that is not here is a mistake, never an extra.

type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: 'string', minLength: 1 };
const words: Schema = { type: 'array', items: text, minItems: 1, uniqueItems: true };
const date: Schema = { type: 'string', format: 'date' };
const flag: Schema = { type: 'boolean' };
const whole: Schema = { type: 'integer', minimum: 0 };
const fieldId: Schema = { type: 'string', pattern: '^[a-z]+\\.[a-z0-9_]+$' };
const fieldIds: Schema = { type: 'array', items: fieldId, minItems: 1, uniqueItems: true };
const purposeId: Schema = { type: 'string', pattern: '^D[0-9]{2}$' };
const gate: Schema = { enum: ['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7'] };
const consentKinds: Schema = {
  type: 'array',
  minItems: 1,
  uniqueItems: true,
  items: { enum: ['T-geheim', 'T-wet', 'T-9', 'T-6'] },
};

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
    poorten: { type: 'object', propertyNames: gate, additionalProperties: text },
    zin: text,
  },
  {
    toestemmingssoorten: consentKinds,
    verplichtingen: words,
    noodzaak: text,
    eigenaar: text,
    van_kracht: date,
    herziening: date,
    te_bevestigen: { type: 'integer', minimum: 1 },
  },
);

const context = closed({}, { casus_open: flag, casuslid: flag, geinformeerd: flag, bezwaar: flag });

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
    context,
  },
);

const everyone: Schema = { anyOf: [{ const: 'iedereen' }, words] };

/** One step may hold for several senders and recipients: what is in `vrij` leaves, and all the rest stays. */
const exerciseStep = closed(
  {
    vooraf: text,
    doel: purposeId,
    van: everyone,
    naar: everyone,
    gevraagd: { anyOf: [{ const: 'alles' }, fieldIds] },
    vrij: { type: 'array', items: fieldId, uniqueItems: true },
  },
  {
    niet_van: words,
    niet_naar: words,
    toestemming: { anyOf: [{ const: 'alles' }, fieldIds] },
    voorwaarden: { anyOf: [{ const: 'alle' }, words] },
    zonder: words,
    context,
  },
);

const story = (stepSchema: Schema): Schema =>
  closed({
    scenario: { type: 'string', pattern: '^S[0-9]+$' },
    titel: text,
    kenmerken: words,
    gegeven: text,
    als: text,
    dan: text,
    zin: text,
    stappen: { type: 'array', items: stepSchema, minItems: 1 },
  });

const selector: Record<string, Schema> = {
  doel: { type: 'array', items: purposeId, minItems: 1, uniqueItems: true },
  van: words,
  naar: words,
  velden: fieldIds,
  klassen: { type: 'array', minItems: 1, items: { enum: ['9', '9a', '10', 'P', 'BSN', 'D', 'M', 'W'] } },
  rubrieken: { type: 'array', minItems: 1, items: { type: 'string', pattern: '^[A-L]$' } },
};

const invariantCheck = closed({
  als: closed({}, { ...selector, steunt_op: words }),
  dan: {
    type: 'array',
    items: closed({}, { ...selector, voorwaarden: words, soorten: consentKinds, verplichtingen: words }),
  },
});

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
    closed(
      {
        voorwaarde: text,
        code: { type: 'string', pattern: '^K[0-9]+$' },
        poort: gate,
        feit: text,
        tekst: text,
      },
      { verplichtingen: words },
    ),
  ),
  verplichtingen: listOf(
    'verplichtingen',
    closed({ verplichting: text, soort: text, tekst: text }, { uren: whole, dagen: whole, werkdagen: whole }),
  ),
  nooit: closed({ nooit: { type: 'object', additionalProperties: fieldIds, minProperties: 1 } }),
  invarianten: listOf(
    'invarianten',
    closed(
      {
        invariant: { type: 'string', pattern: '^INV-[0-9]{2}$' },
        automatisch: flag,
        precies: text,
        zin: text,
      },
      {
        toetsen: { type: 'array', items: invariantCheck, minItems: 1 },
        stelling: {
          enum: ['standaard_nee', 'intrekken_sluit', 'nooit_wint', 'monotoon', 'regel_is_volledig'],
        },
        elders: text,
      },
    ),
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
    verplichtingen: words,
    regels: { type: 'array', items: rule },
  }),
  scenarios: story(step),
  'scenarios-aanvullend': story(exerciseStep),
} as const;

export type FileKind = keyof typeof schemas;
