import type { FieldId, FieldValue } from './vocabulary.ts';

/**
 * Builds the answer anew from the fields that may leave; nothing is ever deleted from what a source gave. A released field
 * that the source does not hold is absent from the answer.
 */
export function minimise(
  allowed: readonly FieldId[],
  obtained: ReadonlyMap<FieldId, FieldValue>,
): ReadonlyMap<FieldId, FieldValue> {
  const answer = new Map<FieldId, FieldValue>();
  for (const field of allowed) {
    const value = obtained.get(field);
    if (value !== undefined) answer.set(field, value);
  }
  return answer;
}
