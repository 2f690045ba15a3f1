import type { ConsentKind, Gate, Obligation, Rule } from './handreiking.ts';
import type { ConditionKey, FieldId } from './vocabulary.ts';

/** One field's answer. A refusal is a value; only `release` opens the field. */
export type FieldDecision =
  | {
      readonly outcome: 'release';
      readonly rule: Rule;
      /** The law of the rule, as the handreiking cites it; per gate it is in `rule.gates`. */
      readonly ground: string;
      /** The kinds of consent this release rests on; empty when it rests on none. */
      readonly consentKinds: readonly ConsentKind[];
      readonly obligations: readonly Obligation[];
    }
  /**
   * A rule exists; these of its conditions are not known to be met. It is the near miss: the rule that lacks fewest, so
   * `missing` is a smallest set of facts that would open the field.
   */
  | {
      readonly outcome: 'withheld';
      readonly rule: Rule;
      readonly missing: readonly ConditionKey[];
      readonly gate: Gate;
    }
  /** On the recipient's never-list: no rule, consent or condition opens it (INV-09). */
  | { readonly outcome: 'never'; readonly gate: Gate }
  /** No rule for this purpose, sender, recipient and field: the default is no (INV-06). */
  | { readonly outcome: 'no-rule'; readonly gate: Gate };

export type Decision = ReadonlyMap<FieldId, FieldDecision>;
