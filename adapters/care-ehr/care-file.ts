import type { FhirDialect } from './dialect.ts';
import type { SearchFhir } from './fhir.ts';
import type { Patient } from './patient.ts';

/** One patient's file at one care provider, while one question is answered. */
export interface CareFile {
  readonly patient: Patient;
  readonly search: SearchFhir;
  readonly dialect: FhirDialect;
}
