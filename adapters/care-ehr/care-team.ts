import type { FieldReaders } from '../parts.ts';
import { textAt, type JsonObject } from '../read-json.ts';
import { requireSamePatient, type SearchFhir } from './fhir.ts';
import { phonesIn } from './patient.ts';

export async function fetchCareTeams(search: SearchFhir, patientId: string): Promise<readonly JsonObject[]> {
  const resources = await search('CareTeam', {
    patient: `Patient/${patientId}`,
    _elements: 'subject,status,telecom',
  });
  return requireSamePatient(resources, 'CareTeam', patientId).filter(
    team => textAt(team, 'status') === 'active',
  );
}

/** The team's own number: not its name, which tells the kind of care, nor that of any member. */
export const CARE_TEAM_FIELDS: FieldReaders<readonly JsonObject[]> = new Map([
  ['zorg.contact_24_7', readNumber],
]);

function readNumber(teams: readonly JsonObject[]): string | undefined {
  const numbers = [...new Set(teams.flatMap(phonesIn))].sort();
  return numbers.length > 0 ? numbers.join(', ') : undefined;
}
