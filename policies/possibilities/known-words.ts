import { editDistance } from '../edit-distance.ts';
import type { Handreiking } from '../handreiking.ts';
import type { FieldId, PurposeId, RoleId } from '../vocabulary.ts';

/** A word that the handreiking does not have, with the words it may have been meant for. */
export interface UnknownWord {
  readonly kind: 'doel' | 'partij' | 'veld';
  readonly word: string;
  readonly suggestions: readonly string[];
}

/** A purpose by its id (`D01`) or its name (`woonprofiel_opstellen`). */
export const findPurpose = (handreiking: Handreiking, word: string): PurposeId | UnknownWord => {
  const purposes = [...handreiking.purposes.values()];
  const found = purposes.find(({ id, name }) => id === word.toUpperCase() || name === word.toLowerCase());
  return (
    found?.id ??
    unknown(
      'doel',
      word,
      purposes.flatMap(({ id, name }) => [id, name]),
    )
  );
};

export const findRole = (handreiking: Handreiking, word: string): RoleId | UnknownWord =>
  handreiking.roles.has(word.toLowerCase())
    ? word.toLowerCase()
    : unknown('partij', word, [...handreiking.roles.keys()]);

/** A field by its id, or by the last part of it where only one field has that (`huurachterstand`). */
export function findField(handreiking: Handreiking, word: string): FieldId | UnknownWord {
  const wanted = word.toLowerCase();
  const ids = [...handreiking.fields.keys()];
  const byId = ids.find(id => id === wanted);
  const byLastPart = ids.filter(id => lastPart(id) === wanted);
  const [only] = byLastPart;
  if (byId !== undefined) return byId;
  if (only !== undefined && byLastPart.length === 1) return only;
  return unknown('veld', word, byLastPart.length > 1 ? byLastPart : ids, lastPart);
}

export const isUnknown = (found: string | UnknownWord): found is UnknownWord => typeof found !== 'string';

const lastPart = (id: string): string => id.slice(id.indexOf('.') + 1);

function unknown(
  kind: UnknownWord['kind'],
  word: string,
  known: readonly string[],
  shorten: (each: string) => string = each => each,
): UnknownWord {
  const wanted = word.toLowerCase();
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  const distanceTo = (each: string): number => likeness(wanted, each.toLowerCase(), limit);
  const scored = known
    .map(each => ({ each, distance: Math.min(distanceTo(each), distanceTo(shorten(each))) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance);
  return { kind, word, suggestions: scored.map(({ each }) => each).slice(0, 5) };
}

/** A word that is part of a known one, or holds it, is near to it, whatever the distance: `wijkteam` for `gem_wijkteam`. */
const likeness = (wanted: string, known: string, limit: number): number =>
  wanted.length >= 3 && (known.includes(wanted) || wanted.includes(known))
    ? 0
    : editDistance(wanted, known, limit);
