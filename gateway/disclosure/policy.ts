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
}

export const compilePolicy = (handreiking: Handreiking, version: string): Policy => ({
  version,
  handreiking,
  table: compileTable(handreiking),
  secondKey: compileAbilities(handreiking),
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

/** A field is released only when both keys say so; where they differ it stays closed, whichever of them said yes. */
export function turnBothKeys(policy: Policy, question: Question, facts: Facts): KeyedDecisions {
  const first = decide(policy.table, question, facts);
  const second = policy.secondKey(question, facts);
  return new Map(
    [...first].map(([field, decision]) => {
      const agrees = (decision.outcome === 'release') === second.has(field);
      return [field, agrees ? decision : { outcome: 'keys-differ' as const }];
    }),
  );
}

export const doKeysDiffer = (decisions: KeyedDecisions): boolean =>
  [...decisions.values()].some(({ outcome }) => outcome === 'keys-differ');

export const releasedBy = (decisions: KeyedDecisions): FieldId[] =>
  [...decisions].flatMap(([field, { outcome }]) => (outcome === 'release' ? [field] : []));
