import type { FieldReaders } from '../parts.ts';
import { dayAt, objectsAt, textAt, valueAt, type JsonObject } from '../read-json.ts';
import { NUISANCE_KIND } from './code-lists.ts';
import { codeOf, requireSamePerson, type ListVera } from './vera.ts';

const CASES = '/bdo/v4/zaken';

/** The cases in which the person is the one complained about; in others they may be the informant. */
export async function fetchNuisance(list: ListVera, personId: string): Promise<readonly JsonObject[]> {
  const cases = requireSamePerson(await list(CASES, { relatie: personId }), item =>
    objectsAt(item, 'rollen').some(role => textAt(role, 'relatie', 'id') === personId),
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
function readFacts(cases: readonly JsonObject[]): readonly string[] | undefined {
  const days = new Map<string, string[]>();
  for (const item of cases) {
    const kind = kindOf(item);
    const day = dayAt(item, 'begindatum');
    if (kind !== undefined && day !== undefined) days.set(kind, [...(days.get(kind) ?? []), day]);
  }
  const facts = [...days].map(([kind, on]) => `${kind}: ${on.length} keer (${on.sort().join(', ')})`);
  return facts.length > 0 ? facts.sort() : undefined;
}

function kindOf(item: JsonObject): string | undefined {
  const type = valueAt(item, 'zaaktype');
  return NUISANCE_KIND.get(`${codeOf(type, 'soort')}.${codeOf(type, 'detailSoort')}`);
}
