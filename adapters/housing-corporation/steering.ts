import { CONSENT, type ConditionKey, type FieldId } from '../../policies/vocabulary.ts';
import { dayAt, objectsAt, textAt } from '../read-json.ts';
import type { PersonTold } from '../source.ts';
import type { Person } from './person.ts';
import { codeOf } from './vera.ts';

/** RELATIEROLSOORT of somebody who decides for another. */
const CURATOR = 'CUR';

/**
 * What the corporation knows about the person that closes fields: of someone who died nothing leaves, and for someone with a
 * curator nothing that rests on a yes of their own. Why it closed stays here.
 */
export function closedFor(
  { relatie }: Person,
  fields: readonly FieldId[],
  restsOn: ReadonlyMap<FieldId, readonly ConditionKey[]>,
): readonly FieldId[] {
  if (textAt(relatie, 'overlijdensdatum') !== undefined) return fields;
  const hasCurator = objectsAt(relatie, 'rollen').some(
    role => codeOf(role, 'soort') === CURATOR && textAt(role, 'einddatum') === undefined,
  );
  return hasCurator ? fields.filter(field => restsOn.get(field)?.includes(CONSENT) === true) : [];
}

/** By what it can be seen that this is still the same person. */
export function toldOf({ relatie }: Person): PersonTold {
  const birthDate = dayAt(relatie, 'geboortedatum');
  return birthDate === undefined ? {} : { birthDate };
}
