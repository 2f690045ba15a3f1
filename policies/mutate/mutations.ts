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
  | { readonly kind: string; readonly told: string; readonly rule: Rule; readonly instead: readonly Rule[] }
  | {
      readonly kind: string;
      readonly told: string;
      readonly never: { readonly to: RoleId; readonly field: FieldId };
    };

/** Every mistake that one slip of the pen can make: in each rule, and in each never-list. */
export function* mistakesIn(handreiking: Handreiking): Iterable<Mistake> {
  for (const rule of handreiking.rules) {
    yield { kind: 'regel vergeten', told: `regel ${rule.id} vergeten`, rule, instead: [] };
    for (const [kind, told, changed] of slipsIn(handreiking, rule))
      yield { kind, told: `regel ${rule.id}: ${told}`, rule, instead: changed };
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

type Slip = readonly [kind: string, told: string, instead: readonly Rule[]];

function* slipsIn({ roles, fields, purposes, conditions }: Handreiking, rule: Rule): Iterable<Slip> {
  const { from, to } = rule;
  yield* slips('voorwaarde', rule.conditions, conditions.keys(), (list: readonly ConditionKey[]) => ({
    ...rule,
    conditions: list,
  }));
  yield* slips('zender', from, roles.keys(), (list: readonly RoleId[]) => ({ ...rule, from: list }));
  yield* slips('ontvanger', to, roles.keys(), (list: readonly RoleId[]) => ({ ...rule, to: list }));
  yield* slips('veld', rule.fields, fields.keys(), (list: readonly FieldId[]) => ({ ...rule, fields: list }));
  for (const purpose of purposes.keys())
    if (purpose !== rule.purpose)
      yield ['doel toegevoegd', `geldt ook voor ${purpose}`, [rule, elsewhere(rule, purpose)]];
  if (rule.outcome === 'T') yield ['ruimer', 'T wordt J', [swapped(rule, CONSENT, NO_OBJECTION)]];
  if (rule.conditions.includes(NO_OBJECTION))
    yield ['strenger', 'J wordt T', [swapped(rule, NO_OBJECTION, CONSENT)]];
}

/** Leaving out each thing on a list, and adding each thing that is not on it. */
function* slips<T extends string>(
  what: string,
  list: readonly T[],
  all: Iterable<T>,
  change: (list: readonly T[]) => Rule,
): Iterable<Slip> {
  for (const each of list)
    yield [`${what} vergeten`, `${what} ${each} vergeten`, [change(list.filter(other => other !== each))]];
  for (const each of all)
    if (!list.includes(each))
      yield [`${what} toegevoegd`, `${what} ${each} erbij`, [change([...list, each])]];
}

const elsewhere = (rule: Rule, purpose: PurposeId): Rule => ({ ...rule, purpose });

const swapped = (rule: Rule, out: ConditionKey, into: ConditionKey): Rule => ({
  ...rule,
  conditions: rule.conditions.map(key => (key === out ? into : key)),
});
