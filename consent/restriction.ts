import type { Question } from '../policies/decide.ts';
import type { Rule } from '../policies/handreiking.ts';
import type { ConditionKey, FieldId } from '../policies/vocabulary.ts';
import { DAY_MS } from './duration.ts';
import { fieldsConsented, type ActiveConsent } from './fitting-consent.ts';

/** AVG 18(1)(a) to (d), in that order. */
export const RESTRICTION_GROUNDS = ['accuracy', 'unlawful', 'claim', 'objection'] as const;
export type RestrictionGround = (typeof RESTRICTION_GROUNDS)[number];

/** What stands among the missing conditions of a field that a restriction keeps closed. No rule of the handreiking asks it. */
export const NOT_RESTRICTED: ConditionKey = 'geen_beperking';

/** AVG 18(3): how long the resident knows that a restriction will be lifted before it can be. */
export const TELL_BEFORE_MS = 7 * DAY_MS;

/** A restriction that runs, as far as it is about this purpose; of no fields it is about every field. */
export interface RunningRestriction {
  readonly fields: readonly FieldId[] | null;
  readonly sinceMs: number;
}

/** A yes that is in force, and since when. */
export interface DatedConsent extends ActiveConsent {
  readonly sinceMs: number;
}

/**
 * The asked fields that may not leave. A yes that the resident gave after the restriction began opens them again (AVG 18(2)); one
 * of before does not: who asks to stop means that one too.
 */
export function restrictedFields(
  rules: readonly Rule[],
  question: Question,
  restrictions: readonly RunningRestriction[],
  consents: readonly DatedConsent[],
): ReadonlySet<FieldId> {
  const closed = restrictions.map(({ fields, sinceMs }) => {
    const later = consents.filter(consent => consent.sinceMs > sinceMs);
    const opened = fieldsConsented(rules, question, later);
    return question.fields.filter(field => (fields?.includes(field) ?? true) && !opened.has(field));
  });
  return new Set(closed.flat());
}

// AVG 18(2): the rights of another person, or a weighty public interest. Life in danger is both; nothing else is taken to be.
const GOES_ON: readonly ConditionKey[] = ['vitaal', 'conflict_plichten'];

/** Whether what this rule opens leaves also when it is restricted. */
export const goesOnWhileRestricted = ({ conditions }: Rule): boolean =>
  GOES_ON.some(condition => conditions.includes(condition));
