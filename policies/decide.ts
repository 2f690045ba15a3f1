import type { Rule } from './handreiking.ts';
import type { Facts } from './facts.ts';
import type { Candidate, DecisionTable } from './table.ts';
import type { ConditionKey, FieldId, PurposeId, RoleId } from './vocabulary.ts';

/** What is asked, before anything is known about the person. */
export interface Question {
  readonly purpose: PurposeId;
  readonly from: RoleId;
  readonly to: RoleId;
  readonly fields: readonly FieldId[];
}

/** One field's answer. A refusal is a value; only `release` opens the field. */
export type FieldDecision =
  | { readonly outcome: 'release'; readonly rule: Rule }
  /** A rule exists; these of its conditions are not known to be met. The near miss is the rule that lacks fewest. */
  | { readonly outcome: 'withheld'; readonly rule: Rule; readonly missing: readonly ConditionKey[] }
  /** On the recipient's never-list: no rule, consent or condition opens it (INV-09). */
  | { readonly outcome: 'never' }
  /** No rule for this purpose, sender, recipient and field: the default is no (INV-06). */
  | { readonly outcome: 'no-rule' };

export type Decision = ReadonlyMap<FieldId, FieldDecision>;

/**
 * Decides every asked field on its own. Total: unknown words are refused like any other, and never throw. The order of the
 * asked fields, and of the facts, changes nothing; where several rules fit, the first in the handreiking is named.
 */
export function decide(table: DecisionTable, question: Question, facts: Facts): Decision {
  const cell = table.cellFor(question);
  const never = table.neverFor(question.to);
  const known = table.conditionBits(facts.conditions);
  const decideField = (field: FieldId): FieldDecision => {
    if (never.has(field)) return { outcome: 'never' };
    const candidates = cell.get(field);
    if (candidates === undefined) return { outcome: 'no-rule' };
    const met = facts.consented.has(field) ? known | table.consentBit : known & ~table.consentBit;
    return choose(candidates, met);
  };
  return new Map(question.fields.map(field => [field, decideField(field)]));
}

function choose(candidates: readonly Candidate[], met: number): FieldDecision {
  let nearest: Candidate | undefined;
  let fewest = Infinity;
  for (const candidate of candidates) {
    const lacking = countBits(candidate.needs & ~met);
    if (lacking === 0) return { outcome: 'release', rule: candidate.rule };
    if (lacking < fewest) [nearest, fewest] = [candidate, lacking];
  }
  return nearest === undefined ? { outcome: 'no-rule' } : nearMiss(nearest, met);
}

function nearMiss({ rule, bitOf }: Candidate, met: number): FieldDecision {
  return { outcome: 'withheld', rule, missing: rule.conditions.filter(key => (bitOf(key) & met) === 0) };
}

function countBits(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** The fields that a decision opens, in the order in which they were asked. */
export const released = (decision: Decision): FieldId[] =>
  [...decision].flatMap(([field, { outcome }]) => (outcome === 'release' ? [field] : []));
