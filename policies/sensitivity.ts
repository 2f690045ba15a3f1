import type { Field, Handreiking } from './handreiking.ts';
import type { FieldId } from './vocabulary.ts';

/** The classes of a field: `9a+M` is health, inferred, under medical secrecy; `9a/10` is both. */
export const classesOf = ({ sensitivity }: Field): readonly string[] => sensitivity.split(/[/+]/);

const SPECIAL: ReadonlySet<string> = new Set(['9', '9a', '10', 'P']);

/** Health, offences and police data: an article 6 ground is not enough (AVG 9, 10; Wpg). */
export const isSpecial = (field: Field): boolean => classesOf(field).some(each => SPECIAL.has(each));

/**
 * What the value of each field may tell: its own classes, and what is ordinary. A code value of another class is withheld as if
 * the field were (a case of nuisance that turns out to be about an illness).
 */
export const ceilingsOf = (
  { fields }: Pick<Handreiking, 'fields'>,
  asked: readonly FieldId[],
): ReadonlyMap<FieldId, ReadonlySet<string>> =>
  new Map(
    asked.flatMap(id => {
      const field = fields.get(id);
      return field === undefined ? [] : [[id, new Set(['G', ...classesOf(field)])] as const];
    }),
  );
