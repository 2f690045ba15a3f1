import { randomUUID } from 'node:crypto';
import { CONSENT, type FieldId } from '../../policies/vocabulary.ts';
import { connectPartner, type PartnerConfig } from '../partner.ts';
import { askParts, definePart, type Part } from '../parts.ts';
import {
  NOTHING_HELD,
  SourceFailure,
  type Source,
  type SourceAnswer,
  type SourceFailureCode,
  type SourceQuestion,
} from '../source.ts';
import { ADMISSION_FIELDS, fetchAdmission } from './admission.ts';
import { AGREED_FIELDS, fetchAgreedSentences } from './agreed-sentences.ts';
import type { CareFile } from './care-file.ts';
import { CARE_TEAM_FIELDS, fetchCareTeams } from './care-team.ts';
import { DIALECTS, type FhirDialect, type FhirVersion } from './dialect.ts';
import type { Elements } from './elements.ts';
import { EPISODE_FIELDS, fetchEpisodes } from './episode-of-care.ts';
import { speakFhir, type WithToken } from './fhir.ts';
import { isForciblyAdmitted, LEGAL_STATUS_ELEMENTS } from './legal-status.ts';
import { findPatient, PATIENT_FIELDS, toldOf } from './patient.ts';
import {
  CONTACT_ELEMENTS,
  fetchRepresentatives,
  hasCurator,
  REPRESENTATION_FIELDS,
} from './representation.ts';
import { connectSmart, type SmartClient, type SmartClock } from './smart.ts';

export interface CareConfig extends PartnerConfig {
  /** Which generation of FHIR this care provider speaks; R4 when it does not say. */
  readonly fhirVersion?: FhirVersion;
  /** Without it `apiKey` is the token itself. */
  readonly smart?: SmartClient;
  /** It wants to hear what left its files. */
  readonly auditEvents?: boolean;
}

const PARTS: readonly Part<CareFile>[] = [
  definePart(({ patient }) => Promise.resolve(patient.elements), PATIENT_FIELDS),
  definePart(fetchAdmission, ADMISSION_FIELDS),
  definePart(fetchCareTeams, CARE_TEAM_FIELDS),
  definePart(fetchEpisodes, EPISODE_FIELDS),
  definePart(fetchAgreedSentences, AGREED_FIELDS),
  definePart(fetchRepresentatives, REPRESENTATION_FIELDS),
];

const CLOCK: SmartClock = { nowMs: Date.now, newId: randomUUID };

/** A care provider's EHR that speaks FHIR R4 or STU3. Read by an allow-list of elements, whatever else it sends along. */
export function createCareSource(config: CareConfig, clock: SmartClock = CLOCK): Source {
  const partner = connectPartner(config);
  const dialect = DIALECTS[config.fhirVersion ?? 'R4'];
  const tokensFor =
    config.smart === undefined ? fixedToken(config) : connectSmart(config.smart, config, clock);
  return async ({ koppelsleutel, fields, restsOn, traceparent }, signal) =>
    await partner(signal, async (call, limited) => {
      const search = speakFhir(call, dialect, tokensFor(limited, traceparent), traceparent);
      const contested = fields.filter(field => restsOn?.get(field)?.includes(FORCED_ADMISSION) === true);
      const needsOwnYes = restingOnConsent(fields, restsOn).length > 0;
      const extra = extraElements(fields, contested, needsOwnYes, dialect);
      const patient = await findPatient(search, koppelsleutel, fields, extra);
      if (patient === undefined) return NOTHING_HELD;
      const person = toldOf(patient);
      if (patient.isDeceased) return { ...closed(fields, 'contradicted'), person };
      const file = { patient, search, dialect };
      return { ...(await askUncontradicted(file, fields, contested, restsOn)), person };
    });
}

const fixedToken =
  ({ apiKey }: PartnerConfig) =>
  (): WithToken =>
  async (_scopes, use) =>
    await use(apiKey);

/** K6. */
const FORCED_ADMISSION = 'gedwongen';

/** Where STU3 keeps in the patient what R4 keeps beside it. */
function extraElements(
  fields: readonly FieldId[],
  contested: readonly FieldId[],
  needsOwnYes: boolean,
  { representativesAre, legalStatusIs }: FhirDialect,
): Elements {
  const asksWho = fields.some(field => REPRESENTATION_FIELDS.has(field)) || needsOwnYes;
  return {
    ...(asksWho && representativesAre === 'Patient.contact' ? CONTACT_ELEMENTS : {}),
    ...(contested.length > 0 && legalStatusIs === 'Patient.extension' ? LEGAL_STATUS_ELEMENTS : {}),
  };
}

type RestsOn = SourceQuestion['restsOn'];

const restingOnConsent = (fields: readonly FieldId[], restsOn: RestsOn): readonly FieldId[] =>
  fields.filter(field => restsOn?.get(field)?.includes(CONSENT) === true);

const closed = (fields: readonly FieldId[], why: SourceFailureCode): SourceAnswer => ({
  values: new Map(),
  failed: new Map(fields.map(field => [field, why] as const)),
});

/**
 * What rests on a forced admission is given only when the file does not say otherwise; what rests on a yes of the patient's own
 * only when the file knows of nobody who decides for them.
 */
async function askUncontradicted(
  file: CareFile,
  fields: readonly FieldId[],
  contested: readonly FieldId[],
  restsOn: RestsOn,
): Promise<SourceAnswer> {
  const ownYes = restingOnConsent(fields, restsOn);
  const held = new Map([
    ...(await heldFor(ownYes, async () => !(await hasCurator(file)))),
    ...(await heldFor(contested, async () => (await isForciblyAdmitted(file)) !== false)),
  ]);
  const free = fields.filter(field => !held.has(field));
  const answer = free.length === 0 ? NOTHING_HELD : await askParts(PARTS, file, free);
  return { ...answer, failed: new Map([...answer.failed, ...held]) };
}

/** A source that may not tell us leaves the declaration as it is; one that could not tell closes the fields. */
async function heldFor(
  fields: readonly FieldId[],
  holds: () => Promise<boolean>,
): Promise<readonly (readonly [FieldId, SourceFailureCode])[]> {
  if (fields.length === 0) return [];
  try {
    return (await holds()) ? [] : fields.map(field => [field, 'contradicted'] as const);
  } catch (error) {
    if (!(error instanceof SourceFailure) || error.code === 'other-person') throw error;
    const { code } = error;
    return code === 'refused' ? [] : fields.map(field => [field, code] as const);
  }
}
