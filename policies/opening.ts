import type { Handreiking, Rule } from './handreiking.ts';
import type { ConditionKey, FieldId, RoleId } from './vocabulary.ts';

/** One field on one road: a rule opens it from this sender to this recipient, if its conditions are met. */
export interface Opening {
  readonly rule: Rule;
  readonly from: RoleId;
  readonly to: RoleId;
  readonly field: FieldId;
}

/** Every opening a rule makes, never-lists taken off. A rule without any is vacuous. */
export function openingsOf({ never }: Pick<Handreiking, 'never'>, rule: Rule): readonly Opening[] {
  return rule.from.flatMap(from =>
    rule.to
      .filter(to => to !== from)
      .flatMap(to =>
        rule.fields
          .filter(field => never.get(to)?.has(field) !== true)
          .map(field => ({ rule, from, to, field })),
      ),
  );
}

export const roadOf = ({ rule, from, to, field }: Opening): string =>
  `${rule.purpose} ${from} ${to} ${field}`;

/** All the rules that open a field, per road, in declared order. */
export function rulesByRoad(
  handreiking: Pick<Handreiking, 'never' | 'rules'>,
): ReadonlyMap<string, readonly Rule[]> {
  const byRoad = new Map<string, Rule[]>();
  for (const opening of handreiking.rules.flatMap(rule => openingsOf(handreiking, rule))) {
    const road = roadOf(opening);
    byRoad.set(road, [...(byRoad.get(road) ?? []), opening.rule]);
  }
  return byRoad;
}

export const needsNoMoreThan = (some: readonly ConditionKey[], others: readonly ConditionKey[]): boolean =>
  some.every(key => others.includes(key));
