import type { Handreiking } from './handreiking.ts';
import { shortFieldNames } from './print/short-names.ts';
import type { Situation } from './situations.ts';
import type { FieldId, PurposeId, RoleId } from './vocabulary.ts';

/** `a, b en c`. */
export const listed = (words: readonly string[], last = 'en'): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1) ?? ''}`;

export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A party as people say it: without what stands between brackets or after a comma. */
export const partyName = ({ roles }: Handreiking, id: RoleId): string =>
  (roles.get(id)?.name ?? id).split(/[,(/]/)[0]?.trim() ?? id;

type Fields = Handreiking['fields'];
const shortNames = new WeakMap<Fields, ReadonlyMap<FieldId, string>>();

/** A field as short as it can be said while it is still that field's name alone. */
export function fieldName({ fields }: Pick<Handreiking, 'fields'>, id: FieldId): string {
  const known = shortNames.get(fields) ?? shortFieldNames({ fields });
  shortNames.set(fields, known);
  return known.get(id) ?? id;
}

export const purposeName = ({ purposes }: Handreiking, id: PurposeId): string =>
  (purposes.get(id)?.name ?? id).replaceAll('_', ' ');

/** A situation as a story tells it: the facts that are known, and nothing about the rest. */
export const factsOfSituation = ({ conditions }: Handreiking, situation: Situation): string =>
  situation.length === 0
    ? 'er is niets bekend'
    : listed(situation.map(key => conditions.get(key)?.fact ?? key));
