import type { FieldId } from '../../policies/vocabulary.ts';
import { latestBy } from '../latest.ts';
import type { FieldReader } from '../parts.ts';
import { dayAt, objectsAt, textAt, type JsonObject } from '../read-json.ts';
import { requireSamePatient, type SearchFhir } from './fhir.ts';

const ACT_CODE = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';
/** A stay with a bed for the night. Ambulatory care is no admission, and that someone has it is nobody's business here. */
const STAYS = new Set(['IMP', 'ACUTE', 'NONAC']);
const ONGOING = new Set(['arrived', 'in-progress', 'onleave']);
const KNOWN = new Set([...ONGOING, 'planned', 'finished']);

/** The stay that is going on; failing that, the latest that was or is to be. */
export async function fetchAdmission(search: SearchFhir, patientId: string): Promise<JsonObject | undefined> {
  const resources = await search('Encounter', {
    patient: `Patient/${patientId}`,
    _elements: 'subject,class,status,period,statusHistory',
  });
  const stays = requireSamePatient(resources, 'Encounter', patientId).filter(isStay);
  const ongoing = stays.filter(stay => ONGOING.has(textAt(stay, 'status') ?? ''));
  return latestBy(ongoing.length > 0 ? ongoing : stays, 'period', 'start');
}

function isStay(encounter: JsonObject): boolean {
  const isBed =
    textAt(encounter, 'class', 'system') === ACT_CODE && STAYS.has(textAt(encounter, 'class', 'code') ?? '');
  return isBed && KNOWN.has(textAt(encounter, 'status') ?? '');
}

export const ADMISSION_FIELDS = new Map<FieldId, FieldReader<JsonObject | undefined>>([
  ['opname.begindatum', stay => dayAt(stay, 'period', 'start')],
  ['opname.einddatum', stay => dayAt(stay, 'period', 'end')],
  ['opname.verlof', readLeave],
  // P-wet 1 onder f: care or treatment with a stay day and night.
  ['opname.is_inrichting', stay => (stay === undefined ? undefined : true)],
]);

function readLeave(stay: JsonObject | undefined): readonly string[] | undefined {
  const periods = objectsAt(stay, 'statusHistory')
    .filter(episode => textAt(episode, 'status') === 'onleave')
    .flatMap(episode => leaveOf(episode) ?? [])
    .sort();
  return periods.length > 0 ? periods : undefined;
}

function leaveOf(episode: JsonObject): string | undefined {
  const from = dayAt(episode, 'period', 'start');
  const until = dayAt(episode, 'period', 'end');
  if (from === undefined) return undefined;
  return until === undefined ? `vanaf ${from}` : `${from} t/m ${until}`;
}
