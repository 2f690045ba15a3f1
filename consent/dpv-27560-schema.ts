const text = { type: 'string', minLength: 1 } as const;
const moment = { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z$' } as const;
const uuid = { type: 'string', pattern: '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' } as const;

/** An object with exactly these members: a record that says more than we meant is as wrong as one that says less. */
const closed = <P extends Readonly<Record<string, object>>>(properties: P) => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties),
  properties,
});
const list = (items: object, minItems = 1) => ({ type: 'array', minItems, items });
const is = (value: string) => ({ const: value });
const oneOf = (...values: readonly string[]) => ({ enum: values });

const party = closed({ 'dpv:hasName': text, 'dpv:hasIdentifier': text });
const exercise = (...types: readonly string[]) =>
  closed({ '@type': { type: 'array', const: types }, 'dpv:isExercisedAt': text });

const process = closed({
  '@type': is('dpv:Process'),
  'dpv:hasPurpose': closed({
    'dct:identifier': { type: 'string', pattern: '^D[0-9]{2}$' },
    'dct:title': text,
  }),
  'dpv:hasPersonalData': list(
    closed({
      '@type': oneOf('dpv:PersonalData', 'dpv:SpecialCategoryPersonalData'),
      'dct:identifier': { type: 'string', pattern: '^[a-z]+\\.[a-z0-9_]+$' },
      'dct:title': text,
      'dpv:hasNecessity': is('dpv:Optional'),
    }),
  ),
  'dpv:hasStorageCondition': {
    type: 'array',
    minItems: 2,
    maxItems: 2,
    prefixItems: [
      closed({ '@type': is('dpv:StorageLocation'), 'dpv:hasLocation': is('loc:NL') }),
      closed({
        '@type': is('dpv:StorageDuration'),
        'dpv:hasDuration': { type: 'string', pattern: '^P\\d+D$' },
      }),
    ],
  },
  'dpv:hasRecipient': { ...list(party), maxItems: 1 },
  'dpv:hasLegalBasis': list(
    closed({
      '@type': oneOf('eu-gdpr:A6-1-a', 'eu-gdpr:A9-2-a', 'dpv:ExplicitlyExpressedConsent'),
      'dct:identifier': oneOf('T-geheim', 'T-wet', 'T-9', 'T-6'),
      'dct:source': list(text),
    }),
  ),
});

const status = closed({
  '@type': {
    type: 'array',
    minItems: 2,
    maxItems: 2,
    prefixItems: [
      oneOf(
        'dpv:ConsentRequested',
        'dpv:ConsentRequestDeferred',
        'dpv:ConsentRefused',
        'dpv:ConsentGiven',
        'dpv:RenewedConsentGiven',
        'dpv:ConsentWithdrawn',
        'dpv:ConsentExpired',
        'dpv:ConsentTerminated',
        'dpv:ConsentInvalidated',
      ),
      is('dpv:ExplicitlyExpressedConsent'),
    ],
  },
  'dpv:isIndicatedBy': text,
  'dpv:hasIndicationMethod': text,
  'dpv:isIndicatedAtTime': moment,
  'dpv:hasDuration': moment,
});

/** The closed shape of an exported record: exactly one recipient, every mandatory part of TS 27560, nothing else. */
export const DPV_27560_SCHEMA = closed({
  '@context': closed({ dpv: text, 'eu-gdpr': text, loc: text, dct: text }),
  '@id': { type: 'string', pattern: '^urn:uuid:' },
  '@type': is('dpv:ConsentRecord'),
  'dct:identifier': uuid,
  'dct:conformsTo': is('https://w3id.org/dpv/schema/dpv-27560#record-eu-gdpr'),
  'dpv:hasDataSubject': closed({ '@id': { type: 'string', pattern: '^urn:pseudoniem:.' } }),
  'dpv:hasNotice': closed({
    '@type': is('dpv:ConsentNotice'),
    'dct:identifier': text,
    'dct:language': { type: 'string', pattern: '^[a-z]{2}(-[a-z]+)?$' },
    'dct:description': { type: 'string', pattern: '^sha256:[0-9a-f]{64}$' },
  }),
  'dpv:hasProcess': { ...list(process), maxItems: 1 },
  'dpv:hasDataController': party,
  'dpv:hasConsentControl': exercise('dpv:ProvideConsent', 'dpv:WithdrawConsent'),
  'dpv:hasJurisdiction': is('loc:NL'),
  'dpv:hasApplicableLaw': is('eu-gdpr:GDPR'),
  'dpv:hasRight': list(exercise('dpv:DataSubjectRight', 'eu-gdpr:A7-3')),
  'dpv:hasAuthority': text,
  'dpv:hasConsentStatus': list(status),
});
