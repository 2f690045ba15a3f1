import type { Field } from './handreiking.ts';

/** The classes of a field: `9a+M` is health, inferred, under medical secrecy; `9a/10` is both. */
export const classesOf = ({ sensitivity }: Field): readonly string[] => sensitivity.split(/[/+]/);

const SPECIAL: ReadonlySet<string> = new Set(['9', '9a', '10', 'P']);

/** Health, offences and police data: an article 6 ground is not enough (AVG 9, 10; Wpg). */
export const isSpecial = (field: Field): boolean => classesOf(field).some(each => SPECIAL.has(each));
