import { connectPartner, type PartnerConfig } from '../partner.ts';
import { askParts, definePart, type Part } from '../parts.ts';
import { NOTHING_HELD, type Source } from '../source.ts';
import { ADMISSION_FIELDS, fetchAdmission } from './admission.ts';
import { CARE_TEAM_FIELDS, fetchCareTeams } from './care-team.ts';
import { speakFhir, type SearchFhir } from './fhir.ts';
import { findPatient, PATIENT_FIELDS, type Patient } from './patient.ts';

interface File {
  readonly patient: Patient;
  readonly search: SearchFhir;
}

const PARTS: readonly Part<File>[] = [
  definePart(({ patient }) => Promise.resolve(patient.resource), PATIENT_FIELDS),
  definePart(({ search, patient }) => fetchAdmission(search, patient.id), ADMISSION_FIELDS),
  definePart(({ search, patient }) => fetchCareTeams(search, patient.id), CARE_TEAM_FIELDS),
];

/** A care provider's EHR that speaks FHIR R4. Read by an allow-list of elements, whatever else it sends along. */
export function createCareSource(config: PartnerConfig): Source {
  const partner = connectPartner(config);
  return async ({ koppelsleutel, fields, traceparent }, signal) =>
    await partner(signal, async call => {
      const search = speakFhir(call, config.apiKey, traceparent);
      const patient = await findPatient(search, koppelsleutel, fields);
      return patient === undefined ? NOTHING_HELD : await askParts(PARTS, { patient, search }, fields);
    });
}
