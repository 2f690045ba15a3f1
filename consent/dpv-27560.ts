import type { ConsentKind, Handreiking } from '../policies/handreiking.ts';
import type { FieldId } from '../policies/vocabulary.ts';
import type { ConsentGround } from './grounds.ts';
import type { ConsentState } from './states.ts';

/** A party as a record names it. */
export interface RecordParty {
  readonly name: string;
  readonly identifier: string;
}

/** Everything of one consent, with its history; moments are ISO 8601. */
export interface ConsentHistory {
  readonly id: string;
  /** A pseudonym that means something to the resident alone. */
  readonly subject: string;
  readonly purpose: string;
  readonly sender: RecordParty;
  readonly recipient: RecordParty;
  readonly fields: readonly FieldId[];
  readonly grounds: readonly ConsentGround[];
  readonly text: { readonly version: string; readonly language: string; readonly sha256: string };
  readonly events: readonly {
    readonly state: ConsentState;
    readonly at: string;
    readonly until: string;
    readonly by: string;
    readonly how: string;
  }[];
}

const CONTEXT = {
  dpv: 'https://w3id.org/dpv#',
  'eu-gdpr': 'https://w3id.org/dpv/legal/eu/gdpr#',
  loc: 'https://w3id.org/dpv/loc#',
  dct: 'http://purl.org/dc/terms/',
} as const;

/** Only two of the four kinds are grounds in the AVG; the other two open a secrecy, or are what a national law asks for. */
const BASES: Readonly<Record<ConsentKind, string>> = {
  'T-6': 'eu-gdpr:A6-1-a',
  'T-9': 'eu-gdpr:A9-2-a',
  'T-geheim': 'dpv:ExplicitlyExpressedConsent',
  'T-wet': 'dpv:ExplicitlyExpressedConsent',
};
const STATUSES: Readonly<Record<ConsentState, string>> = {
  Requested: 'dpv:ConsentRequested',
  RequestDeferred: 'dpv:ConsentRequestDeferred',
  Refused: 'dpv:ConsentRefused',
  ConsentGiven: 'dpv:ConsentGiven',
  RenewedConsentGiven: 'dpv:RenewedConsentGiven',
  Withdrawn: 'dpv:ConsentWithdrawn',
  Expired: 'dpv:ConsentExpired',
  Terminated: 'dpv:ConsentTerminated',
  Invalidated: 'dpv:ConsentInvalidated',
};

const EXERCISED =
  'In het portaal, bij het wijkteam, of bij elke organisatie die hier staat; elke dag, zonder reden.';

/** The record as ISO/IEC TS 27560 by way of DPV: what the resident can take to another system, or to a court. */
export function toDpv27560(history: ConsentHistory, handreiking: Pick<Handreiking, 'purposes' | 'fields'>) {
  const { id, subject, sender, text, events } = history;
  return {
    '@context': CONTEXT,
    '@id': `urn:uuid:${id}`,
    '@type': 'dpv:ConsentRecord',
    'dct:identifier': id,
    'dct:conformsTo': 'https://w3id.org/dpv/schema/dpv-27560#record-eu-gdpr',
    'dpv:hasDataSubject': { '@id': `urn:pseudoniem:${subject}` },
    'dpv:hasNotice': {
      '@type': 'dpv:ConsentNotice',
      'dct:identifier': text.version,
      'dct:language': text.language,
      'dct:description': `sha256:${text.sha256}`,
    },
    'dpv:hasProcess': [processOf(history, handreiking)],
    'dpv:hasDataController': party(sender),
    'dpv:hasConsentControl': {
      '@type': ['dpv:ProvideConsent', 'dpv:WithdrawConsent'],
      'dpv:isExercisedAt': EXERCISED,
    },
    'dpv:hasJurisdiction': 'loc:NL',
    'dpv:hasApplicableLaw': 'eu-gdpr:GDPR',
    'dpv:hasRight': [{ '@type': ['dpv:DataSubjectRight', 'eu-gdpr:A7-3'], 'dpv:isExercisedAt': EXERCISED }],
    'dpv:hasAuthority': 'Autoriteit Persoonsgegevens',
    'dpv:hasConsentStatus': events.map(({ state, at, until, by, how }) => ({
      '@type': [STATUSES[state], 'dpv:ExplicitlyExpressedConsent'],
      'dpv:isIndicatedBy': by,
      'dpv:hasIndicationMethod': how,
      'dpv:isIndicatedAtTime': at,
      'dpv:hasDuration': until,
    })),
  };
}

export type Dpv27560Record = ReturnType<typeof toDpv27560>;

function processOf(
  { purpose, recipient, fields, grounds }: ConsentHistory,
  handreiking: Pick<Handreiking, 'purposes' | 'fields'>,
) {
  return {
    '@type': 'dpv:Process',
    'dpv:hasPurpose': {
      'dct:identifier': purpose,
      'dct:title': handreiking.purposes.get(purpose)?.description ?? purpose,
    },
    'dpv:hasPersonalData': fields.map(field => personalData(field, handreiking)),
    'dpv:hasStorageCondition': [
      { '@type': 'dpv:StorageLocation', 'dpv:hasLocation': 'loc:NL' },
      { '@type': 'dpv:StorageDuration', 'dpv:hasDuration': 'P0D' },
    ],
    'dpv:hasRecipient': [party(recipient)],
    'dpv:hasLegalBasis': grounds.map(({ kind, articles }) => ({
      '@type': BASES[kind],
      'dct:identifier': kind,
      'dct:source': articles,
    })),
  };
}

const party = ({ name, identifier }: RecordParty) => ({
  'dpv:hasName': name,
  'dpv:hasIdentifier': identifier,
});

function personalData(id: FieldId, { fields }: Pick<Handreiking, 'fields'>) {
  const field = fields.get(id);
  const isSpecial = /^(9|10)/.test(field?.sensitivity ?? '');
  return {
    '@type': isSpecial ? 'dpv:SpecialCategoryPersonalData' : 'dpv:PersonalData',
    'dct:identifier': id,
    'dct:title': field?.name ?? id,
    'dpv:hasNecessity': 'dpv:Optional',
  };
}
