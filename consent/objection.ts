import type { Rule } from '../policies/handreiking.ts';
import { NO_OBJECTION, type RuleId } from '../policies/vocabulary.ts';
import { DAY_MS } from './duration.ts';

/** AVG 12(3): within a month. */
export const DECIDE_WITHIN_MS = 30 * DAY_MS;
/** A reason of a word or two explains nothing. */
const SHORTEST_REASONS = 30;

/** Whether these can be reasons that somebody understands. */
export const explains = (reasons: string): boolean => reasons.trim().length >= SHORTEST_REASONS;

const rests = (rule: Rule): boolean => rule.conditions.includes(NO_OBJECTION);

/** What an objection closes at once, and what goes on because a law demands it or the resident said yes to it. */
export function effectOf(
  rules: readonly Rule[],
  purpose: string,
): { readonly closes: readonly RuleId[]; readonly goesOn: readonly RuleId[] } {
  const own = rules.filter(rule => rule.purpose === purpose);
  return {
    closes: own.filter(rests).map(({ id }) => id),
    goesOn: own.filter(rule => !rests(rule)).map(({ id }) => id),
  };
}
