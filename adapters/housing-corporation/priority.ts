import type { Ceiling } from '../code-lists/code-list.ts';
import { latestBy } from '../latest.ts';
import type { FieldReaders } from '../parts.ts';
import { dayAt, valueAt, type JsonObject } from '../read-json.ts';
import { codeOf, idsIn, itemsAbout, wordOf, type ListVera, type VeraResource } from './vera.ts';

/** No process interface has it, so the Woonruimteverdeling domain is asked. */
const PRIORITIES: VeraResource = {
  path: '/woonruimteverdeling/v4/voorrangsregelingen',
  scope: 'Woonruimteverdeling.Voorrangsregelingen.Read',
};

/** The latest urgency the person has; another kind of priority (an indication, a tie to the region) is not urgency. */
export async function fetchUrgency(list: ListVera, personId: string): Promise<JsonObject | undefined> {
  const priorities = itemsAbout(await list(PRIORITIES, { relatie: personId }), personId, item =>
    idsIn(valueAt(item, 'relatie')),
  );
  const urgencies = priorities.filter(item => codeOf(item, 'soort') === 'URG');
  return latestBy(urgencies, 'begindatum');
}

export const URGENCY_FIELDS: FieldReaders<JsonObject | undefined> = new Map([
  ['wonen.urgentie_status', readUrgency],
]);

/** That there is urgency and until when. Why (`detailSoort`: medical, after detention) is never read. */
function readUrgency(urgency: JsonObject | undefined, ceiling: Ceiling): string | undefined {
  if (wordOf(urgency, 'soort', 'VOORRANGSOORT', ceiling) === undefined) return undefined;
  const until = dayAt(urgency, 'einddatum');
  return until === undefined ? 'ja' : `ja, geldig tot ${until}`;
}
