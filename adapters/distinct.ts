import { isDeepStrictEqual } from 'node:util';
import { textAt, type JsonObject } from './read-json.ts';
import { SourceFailure } from './source.ts';

/** Each item once, however often the source repeats it. Two items that carry one id and differ cannot both be true. */
export function distinct(items: readonly JsonObject[], idName = 'id'): readonly JsonObject[] {
  const byId = new Map<string, JsonObject>();
  const nameless: JsonObject[] = [];
  for (const item of items) {
    const id = textAt(item, idName);
    if (id === undefined) {
      if (!nameless.some(known => isDeepStrictEqual(known, item))) nameless.push(item);
      continue;
    }
    const known = byId.get(id);
    if (known !== undefined && !isDeepStrictEqual(known, item)) throw new SourceFailure('nonsense');
    byId.set(id, item);
  }
  return [...byId.values(), ...nameless];
}
