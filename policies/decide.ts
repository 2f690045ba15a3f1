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
  const { withConsent, withoutConsent } = table.cellFor(question).answersUnder(facts.conditions);
  const decision = new Map<FieldId, FieldDecision>();
  for (const field of question.fields) {
    const answers = facts.consented.has(field) ? withConsent : withoutConsent;
    decision.set(field, answers[table.positionOf(field) ?? -1] ?? UNKNOWN_FIELD);
  }
  return decision;
}

/** Decides the whole catalogue, with every reason, in the order of `table.fields`. Says the same as `decide`. */
export function decideAll(table: DecisionTable, where: CellAddress, facts: Facts): readonly FieldDecision[] {
  const { withConsent, withoutConsent, consentMatters } = table.cellFor(where).answersUnder(facts.conditions);
  if (!consentMatters) return withoutConsent;
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
