import type { Handreiking, Rule } from '../handreiking.ts';
import {
  CONSENT,
  NO_OBJECTION,
  type ConditionKey,
  type FieldId,
  type PurposeId,
  type RoleId,
} from '../vocabulary.ts';

/** One planted mistake: this rule is replaced by these, or one entry of a never-list is turned around. */
export type Mistake =
  | {
      readonly kind: string;
      readonly told: string;
      readonly rule: Rule;
      readonly instead: readonly Rule[];
      /** The rule, narrowed to the roads on which the slip can be felt. */
      readonly touched: Rule;
    }
  | {
      readonly kind: string;
      readonly told: string;
      readonly never: { readonly to: RoleId; readonly field: FieldId };
    };

/** Every mistake that one slip of the pen can make: in each rule, and in each never-list. */
export function* mistakesIn(handreiking: Handreiking): Iterable<Mistake> {
  for (const rule of handreiking.rules) {
    yield { kind: 'regel vergeten', told: `regel ${rule.id} vergeten`, rule, instead: [], touched: rule };
    for (const [kind, told, touched, ...instead] of slipsIn(handreiking, rule))
      yield { kind, told: `regel ${rule.id}: ${told}`, rule, instead, touched };
  }
  for (const to of handreiking.roles.keys())
    for (const field of handreiking.fields.keys()) {
      const isNever = handreiking.never.get(to)?.has(field) === true;
      yield {
        kind: isNever ? 'nooit vergeten' : 'nooit toegevoegd',
        told: `${field} ${isNever ? 'van' : 'op'} de nooit-lijst van ${to}`,
        never: { to, field },
      };
    }
}

type Slip = readonly [kind: string, told: string, touched: Rule, ...instead: readonly Rule[]];
type WithList<T> = (list: readonly T[]) => Rule;

function* slipsIn({ roles, fields, purposes, conditions }: Handreiking, rule: Rule): Iterable<Slip> {
  const withConditions: WithList<ConditionKey> = list => ({ ...rule, conditions: list });
  const withSenders: WithList<RoleId> = list => ({ ...rule, from: list });
  const withRecipients: WithList<RoleId> = list => ({ ...rule, to: list });
  const withFields: WithList<FieldId> = list => ({ ...rule, fields: list });
  yield* slips('voorwaarde', rule.conditions, conditions.keys(), withConditions, () => rule);
  yield* slips('zender', rule.from, roles.keys(), withSenders, withSenders);
  yield* slips('ontvanger', rule.to, roles.keys(), withRecipients, withRecipients);
  yield* slips('veld', rule.fields, fields.keys(), withFields, withFields);
  for (const purpose of purposes.keys())
    if (purpose !== rule.purpose) {
      const there = elsewhere(rule, purpose);
      yield ['doel toegevoegd', `geldt ook voor ${purpose}`, there, rule, there];
    }
  if (rule.outcome === 'T') yield ['ruimer', 'T wordt J', rule, swapped(rule, CONSENT, NO_OBJECTION)];
  if (rule.conditions.includes(NO_OBJECTION))
    yield ['strenger', 'J wordt T', rule, swapped(rule, NO_OBJECTION, CONSENT)];
}

/** Leaving out each thing on a list, and adding each thing that is not on it. */
function* slips<T extends string>(
  what: string,
  list: readonly T[],
  all: Iterable<T>,
  change: WithList<T>,
  touched: WithList<T>,
): Iterable<Slip> {
  for (const each of list)
    yield [
      `${what} vergeten`,
      `${what} ${each} vergeten`,
      touched([each]),
      change(list.filter(other => other !== each)),
    ];
  for (const each of all)
    if (!list.includes(each))
      yield [`${what} toegevoegd`, `${what} ${each} erbij`, touched([each]), change([...list, each])];
}

const elsewhere = (rule: Rule, purpose: PurposeId): Rule => ({ ...rule, purpose });

const swapped = (rule: Rule, out: ConditionKey, into: ConditionKey): Rule => ({
  ...rule,
  conditions: rule.conditions.map(key => (key === out ? into : key)),
});
