import type { Ceiling } from '../code-lists/code-list.ts';
import type { FieldReaders } from '../parts.ts';
import { dayAt, objectsAt, textAt, valueAt, type JsonObject } from '../read-json.ts';
import { codeOf, itemsAbout, wordOf, type ListVera, type VeraResource } from './vera.ts';

/** BDO, not the Dossier domain: cases come with their type and roles, so that nothing else has to be fetched. */
const CASES: VeraResource = { path: '/bdo/v4/zaken', scope: 'BDO.Zaken.Read' };

/** The cases in which the person is the one complained about; in others they may be the informant. */
export async function fetchNuisance(list: ListVera, personId: string): Promise<readonly JsonObject[]> {
  const cases = itemsAbout(await list(CASES, { relatie: personId }), personId, item =>
    objectsAt(item, 'rollen').flatMap(role => textAt(role, 'relatie', 'id') ?? []),
  );
  return cases.filter(item => objectsAt(item, 'rollen').some(role => isAccused(role, personId)));
}

function isAccused(role: JsonObject, personId: string): boolean {
  return codeOf(role, 'soort') === 'BEK' && textAt(role, 'relatie', 'id') === personId;
}

export const NUISANCE_FIELDS: FieldReaders<readonly JsonObject[]> = new Map([
  ['wonen.overlast_feiten', readFacts],
]);

/** Per kind: how often and when. Who told, and what they wrote, is never read. */
function readFacts(cases: readonly JsonObject[], ceiling: Ceiling): readonly string[] | undefined {
  const days = new Map<string, string[]>();
  for (const item of cases) {
    const day = dayAt(item, 'begindatum');
    const kind = kindOf(item, day, ceiling);
    if (kind !== undefined && day !== undefined) days.set(kind, [...(days.get(kind) ?? []), day]);
  }
  const facts = [...days].map(([kind, on]) => `${kind}: ${on.length} keer (${on.sort().join(', ')})`);
  return facts.length > 0 ? facts.sort() : undefined;
}

/** Only what is nuisance: that someone is behind with the rent, or committed fraud with it, is another kind of case. */
const NUISANCE = new Set(['SOC', 'OMG']);

function kindOf(item: JsonObject, day: string | undefined, ceiling: Ceiling): string | undefined {
  const type = valueAt(item, 'zaaktype');
  const under = codeOf(type, 'soort');
  if (!NUISANCE.has(under)) return undefined;
  return wordOf(type, 'detailSoort', 'ZAAKTYPEDETAILSOORT', ceiling, { day, under });
}
