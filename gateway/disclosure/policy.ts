import { goesOnWhileRestricted, NOT_RESTRICTED } from '../../consent/restriction.ts';
import { compileAbilities, type SecondKey } from '../../policies/ability.ts';
import { decide, type FieldDecision, type Question } from '../../policies/decide.ts';
import type { Facts } from '../../policies/facts.ts';
import type { Handreiking } from '../../policies/handreiking.ts';
import { compileTable, type DecisionTable } from '../../policies/table.ts';
import type { FieldId } from '../../policies/vocabulary.ts';
import type { DisclosureRequest } from './request.ts';

/** The handreiking in force, ready to decide: two keys made from the same rules by different roads. */
export interface Policy {
  readonly version: string;
  readonly handreiking: Handreiking;
  readonly table: DecisionTable;
  readonly secondKey: SecondKey;
  /** The rules that go on while a resident has something restricted (AVG 18(2)), alone. */
  readonly whileRestricted: DecisionTable;
}

export const compilePolicy = (handreiking: Handreiking, version: string): Policy => ({
  version,
  handreiking,
  table: compileTable(handreiking),
  secondKey: compileAbilities(handreiking),
  whileRestricted: compileTable({ ...handreiking, rules: handreiking.rules.filter(goesOnWhileRestricted) }),
});

export const questionOf = ({ purpose, sender, recipient, fields }: DisclosureRequest): Question => ({
  purpose,
  from: sender.role,
  to: recipient.role,
  fields,
});

/** A field's decision once both keys have turned, or the alarm that they did not turn alike. */
export type KeyedDecision = FieldDecision | { readonly outcome: 'keys-differ' };
export type KeyedDecisions = ReadonlyMap<FieldId, KeyedDecision>;

/** What is known, and what may not leave because the resident had it restricted (AVG 18). */
export interface KnownFacts extends Facts {
  readonly restricted: ReadonlySet<FieldId>;
}

/** A field is released only when both keys say so; where they differ it stays closed, whichever of them said yes; what is restricted stays closed too. */
export function turnBothKeys(policy: Policy, question: Question, facts: KnownFacts): KeyedDecisions {
  const first = decide(policy.table, question, facts);
  const second = policy.secondKey(question, facts);
  return new Map(
    [...first].map(([field, decision]) => {
      const agrees = (decision.outcome === 'release') === second.has(field);
      return [
        field,
        agrees
          ? unlessRestricted(decision, field, policy, question, facts)
          : { outcome: 'keys-differ' as const },
      ];
    }),
  );
}

function unlessRestricted(
  decision: FieldDecision,
  field: FieldId,
  { whileRestricted }: Policy,
  question: Question,
  facts: KnownFacts,
): FieldDecision {
  if (decision.outcome !== 'release' || !facts.restricted.has(field)) return decision;
  const again = decide(whileRestricted, { ...question, fields: [field] }, facts).get(field);
  if (again?.outcome === 'release') return again;
  return { outcome: 'withheld', rule: decision.rule, missing: [NOT_RESTRICTED], gate: 'P7' };
}

export const doKeysDiffer = (decisions: KeyedDecisions): boolean =>
  [...decisions.values()].some(({ outcome }) => outcome === 'keys-differ');

export const releasedBy = (decisions: KeyedDecisions): FieldId[] =>
  [...decisions].flatMap(([field, { outcome }]) => (outcome === 'release' ? [field] : []));
