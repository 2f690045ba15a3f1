import type { Handreiking } from '../handreiking.ts';
import type { FieldId, PurposeId, RoleId } from '../vocabulary.ts';
import { findField, findPurpose, findRole, isUnknown, type UnknownWord } from './known-words.ts';
import { roadsTo, type Road } from './road.ts';

/** "Wat mag wél?": what is left out is asked about in full. At least one of the four is given. */
export interface PossibilityQuery {
  readonly purpose?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly fields?: readonly string[] | undefined;
}

/** The query in the words of the handreiking: known ids, or not asked. */
export interface KnownQuery {
  readonly purpose: PurposeId | undefined;
  readonly from: RoleId | undefined;
  readonly to: RoleId | undefined;
  readonly fields: readonly FieldId[] | undefined;
}

export interface FieldRoads {
  readonly field: FieldId;
  readonly roads: readonly Road[];
}

/** What one recipient may get. Every field in question is in exactly one of the five lists. */
export interface RecipientPossibilities {
  readonly to: RoleId;
  /** From the sender and for the purpose that were asked about. */
  readonly possible: readonly FieldRoads[];
  /** For this purpose, but from another sender than the one asked about. */
  readonly viaAnother: readonly FieldRoads[];
  /** Only for another purpose: a road for who really has that purpose, not a detour (AVG 5(1)(b)). */
  readonly otherPurpose: readonly FieldRoads[];
  /** No rule at all: the default is no (INV-06). */
  readonly noRule: readonly FieldId[];
  /** On the recipient's never-list: nothing that is signed or declared opens it (INV-09). */
  readonly never: readonly FieldId[];
}

export interface Possibilities {
  readonly ok: true;
  readonly query: KnownQuery;
  readonly recipients: readonly RecipientPossibilities[];
}

export type PossibilitiesAnswer =
  | Possibilities
  | { readonly ok: false; readonly refusal: 'nothing-asked' }
  | { readonly ok: false; readonly refusal: 'unknown-words'; readonly unknown: readonly UnknownWord[] };

/**
 * Every lawful road, without looking at any person: for a recipient, a sender, a purpose or a field. The answer is the same
 * whoever the resident is, and a word that is not in the handreiking opens nothing. Recipients and fields come in the order
 * of the handreiking; recipients without any road are left out unless they were asked for.
 */
export function possibilities(handreiking: Handreiking, query: PossibilityQuery): PossibilitiesAnswer {
  const asked = [query.purpose, query.from, query.to, ...(query.fields ?? [])];
  if (asked.every(word => word === undefined)) return { ok: false, refusal: 'nothing-asked' };
  const found = findWords(handreiking, query);
  const unknown = [found.purpose, found.from, found.to, ...(found.fields ?? [])].flatMap(each =>
    each !== undefined && isUnknown(each) ? [each] : [],
  );
  if (unknown.length > 0) return { ok: false, refusal: 'unknown-words', unknown };
  const known = found as KnownQuery;
  return { ok: true, query: known, recipients: recipientsFor(handreiking, known) };
}

function findWords(handreiking: Handreiking, { purpose, from, to, fields }: PossibilityQuery) {
  return {
    purpose: purpose === undefined ? undefined : findPurpose(handreiking, purpose),
    from: from === undefined ? undefined : findRole(handreiking, from),
    to: to === undefined ? undefined : findRole(handreiking, to),
    fields:
      fields === undefined || fields.length === 0
        ? undefined
        : fields.map(field => findField(handreiking, field)),
  };
}

function recipientsFor(handreiking: Handreiking, query: KnownQuery): RecipientPossibilities[] {
  if (query.to !== undefined) return [forRecipient(handreiking, query, query.to)];
  const all = [...handreiking.roles.keys()].filter(to => to !== query.from);
  const answers = all.map(to => forRecipient(handreiking, query, to));
  return query.fields === undefined ? answers.filter(({ possible }) => possible.length > 0) : answers;
}

function forRecipient(handreiking: Handreiking, query: KnownQuery, to: RoleId): RecipientPossibilities {
  const fields = [...new Set(query.fields ?? handreiking.fields.keys())];
  const placed = fields.map(field => place(handreiking, query, to, field));
  const roadsIn = (list: Place): FieldRoads[] =>
    placed.filter(each => each.place === list).map(({ field, roads }) => ({ field, roads }));
  const fieldsIn = (list: Place): FieldId[] =>
    placed.filter(each => each.place === list).map(({ field }) => field);
  return {
    to,
    possible: roadsIn('possible'),
    viaAnother: roadsIn('viaAnother'),
    otherPurpose: roadsIn('otherPurpose'),
    noRule: fieldsIn('noRule'),
    never: fieldsIn('never'),
  };
}

type Place = Exclude<keyof RecipientPossibilities, 'to'>;

function place(
  handreiking: Handreiking,
  query: KnownQuery,
  to: RoleId,
  field: FieldId,
): FieldRoads & { place: Place } {
  if (handreiking.never.get(to)?.has(field) === true) return { field, roads: [], place: 'never' };
  const roads = roadsTo(handreiking, to, field);
  const forPurpose = roads.filter(road => query.purpose === undefined || road.purpose === query.purpose);
  const asked = forPurpose.flatMap(road => fromSender(road, query.from));
  if (asked.length > 0) return { field, roads: asked, place: 'possible' };
  if (forPurpose.length > 0) return { field, roads: forPurpose, place: 'viaAnother' };
  return { field, roads, place: roads.length > 0 ? 'otherPurpose' : 'noRule' };
}

/** The road narrowed to one sender, or nothing when that sender may not use it. */
function fromSender(road: Road, from: RoleId | undefined): readonly Road[] {
  if (from === undefined) return [road];
  return road.from.includes(from) ? [{ ...road, from: [from] }] : [];
}
