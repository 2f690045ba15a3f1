import type { Facts } from './facts.ts';
import type { Rule } from './handreiking.ts';
import { CONSENT, type ConditionKey, type FieldId } from './vocabulary.ts';

/** What could be known true at once, of the conditions that matter; `toestemming` among them is the yes for the field. */
export type Situation = readonly ConditionKey[];

/** The conditions that can make a difference where these rules stand: all they mention, each once. */
export const conditionsOf = (rules: readonly Rule[]): ConditionKey[] => [
  ...new Set(rules.flatMap(rule => rule.conditions)),
];

/** Every combination of these conditions, from nothing known to everything; of two, the smaller comes first. */
export function situationsOf(conditions: readonly ConditionKey[]): readonly Situation[] {
  const all: Situation[] = [[]];
  for (const condition of conditions) all.push(...all.map(situation => [...situation, condition]));
  return all.sort((a, b) => a.length - b.length);
}

/** A situation as facts, for deciding these fields. */
export const factsIn = (situation: Situation, fields: readonly FieldId[]): Facts => ({
  conditions: new Map(situation.filter(key => key !== CONSENT).map(key => [key, true])),
  consented: new Set(situation.includes(CONSENT) ? fields : []),
});
