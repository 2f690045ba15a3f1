import type { FieldId } from '../../policies/vocabulary.ts';
import { latestBy } from '../latest.ts';
import type { FieldReader } from '../parts.ts';
import { dayAt, isLeftOut, objectsAt, textAt, type JsonObject } from '../read-json.ts';
import { PERIOD, type Elements } from './elements.ts';
import { aboutPatient } from './fhir.ts';
import type { CareFile } from './care-file.ts';

/** A stay with a bed for the night. Ambulatory care is no admission, and that someone has it is nobody's business here. */
const STAYS = new Set(['IMP', 'ACUTE', 'NONAC']);
const ONGOING = new Set(['arrived', 'in-progress', 'onleave']);
const KNOWN = new Set([...ONGOING, 'planned', 'finished']);

const ELEMENTS: Elements = {
  id: true,
  class: { system: true, code: true },
  status: true,
  period: PERIOD,
  statusHistory: { status: true, period: PERIOD },
};

/** The stay that is going on; failing that, the latest that was or is to be. */
export async function fetchAdmission({
  search,
  patient,
  dialect,
}: CareFile): Promise<JsonObject | undefined> {
  const resources = await search({
    type: 'Encounter',
    parameters: {
      patient: `Patient/${patient.id}`,
      _elements: 'subject,class,status,period,statusHistory',
    },
    read: { Encounter: ELEMENTS },
  });
  const isStay = (encounter: JsonObject): boolean =>
    textAt(encounter, 'class', 'system') === dialect.actCodes &&
    STAYS.has(textAt(encounter, 'class', 'code') ?? '') &&
    KNOWN.has(textAt(encounter, 'status') ?? '');
  const stays = aboutPatient(resources, 'Encounter', patient.id).filter(isStay);
  const ongoing = stays.filter(stay => ONGOING.has(textAt(stay, 'status') ?? ''));
  return latestBy(ongoing.length > 0 ? ongoing : stays, 'period', 'start');
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
  const isOpen = isLeftOut(episode, 'period', 'end');
  if (from === undefined || (until === undefined && !isOpen)) return undefined;
  return until === undefined ? `vanaf ${from}` : `${from} t/m ${until}`;
}
