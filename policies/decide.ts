import type { Decision, FieldDecision } from './decision.ts';
import type { Facts } from './facts.ts';
import type { CellAddress, DecisionTable } from './table.ts';
import type { FieldId } from './vocabulary.ts';

export type { Decision, FieldDecision } from './decision.ts';

/** What is asked, before anything is known about the person. */
export interface Question extends CellAddress {
  readonly fields: readonly FieldId[];
}

const UNKNOWN_FIELD: FieldDecision = { outcome: 'no-rule', gate: 'P6' };

/**
 * Decides every asked field on its own. Total: unknown words are refused like any other, and never throw. The order of the
 * asked fields, and of the facts, changes nothing; where several rules fit, the first in the handreiking is named.
 */
export function decide(table: DecisionTable, question: Question, facts: Facts): Decision {
  const { withConsent, withoutConsent } = table
    .cellFor(question)
    .answersUnder(table.conditionBits(facts.conditions));
  const decideField = (field: FieldId): FieldDecision => {
    const position = table.positionOf(field);
    if (position === undefined) return UNKNOWN_FIELD;
    return (facts.consented.has(field) ? withConsent : withoutConsent)[position] ?? UNKNOWN_FIELD;
  };
  return new Map(question.fields.map(field => [field, decideField(field)]));
}

/** Decides the whole catalogue, with every reason, in the order of `table.fields`. Says the same as `decide`. */
export function decideAll(table: DecisionTable, where: CellAddress, facts: Facts): readonly FieldDecision[] {
  const { withConsent, withoutConsent } = table
    .cellFor(where)
    .answersUnder(table.conditionBits(facts.conditions));
  const answer = withoutConsent.slice();
  for (const field of facts.consented) {
    const position = table.positionOf(field);
    if (position !== undefined) answer[position] = withConsent[position] ?? UNKNOWN_FIELD;
  }
  return answer;
}

/** The fields that a decision opens, in the order in which they were asked. */
export const released = (decision: Decision): FieldId[] =>
  [...decision].flatMap(([field, { outcome }]) => (outcome === 'release' ? [field] : []));
