import type { Handreiking, Rule } from '../handreiking.ts';
import { openingsOf, roadOf } from '../opening.ts';
import { conditionsOf, situationsOf, type Situation } from '../situations.ts';
import type { CellAddress } from '../table.ts';
import type { FieldId } from '../vocabulary.ts';
import type { Mistake } from './mutations.ts';

/** One field on one road, with the rules that open it before and after a mistake. */
export interface TouchedRoad extends CellAddress {
  readonly field: FieldId;
  readonly before: readonly Rule[];
  readonly after: readonly Rule[];
}

export const opensBy = (rules: readonly Rule[], situation: Situation): boolean =>
  rules.some(rule => rule.conditions.every(key => situation.includes(key)));

/** Works out, for any mistake, which fields on which roads are really decided differently because of it. */
export function roadsOf(handreiking: Handreiking): (mistake: Mistake) => readonly TouchedRoad[] {
  const written = rulesPerRoad({ ...handreiking, never: new Map() });
  const isNever = (to: string, field: FieldId): boolean => handreiking.never.get(to)?.has(field) === true;
  return mistake => {
    if ('never' in mistake) {
      const { to, field } = mistake.never;
      const before = isNever(to, field);
      return (written.byEnd.get(`${to} ${field}`) ?? []).flatMap(({ road, rules }) =>
        differing({ ...road, before: before ? [] : rules, after: before ? rules : [] }),
      );
    }
    const { rule, instead, touched } = mistake;
    return openingsOf(handreiking, touched).flatMap(opening => {
      const { from, to, field } = opening;
      const { purpose } = opening.rule;
      const before = written.byRoad.get(roadOf(opening))?.rules ?? [];
      const kept = before.filter(each => each !== rule);
      const added = instead.filter(each => covers(each, purpose, from, to, field));
      return differing({ purpose, from, to, field, before, after: [...kept, ...added] });
    });
  };
}

const covers = (rule: Rule, purpose: string, from: string, to: string, field: FieldId): boolean =>
  rule.purpose === purpose && rule.from.includes(from) && rule.to.includes(to) && rule.fields.includes(field);

/** The road itself when some situation tells the two apart, and nothing when none does. */
const differing = (road: TouchedRoad): TouchedRoad[] =>
  smallestDifference(road) === undefined ? [] : [road];

/** The smallest situation in which the field opens before and not after, or the other way round. */
export function smallestDifference({ before, after }: TouchedRoad): Situation | undefined {
  // Both sides only open on things that are known, so they differ somewhere exactly when they differ on what one rule asks.
  const telling = [...before, ...after]
    .map(({ conditions }) => conditions)
    .some(conditions => opensBy(before, conditions) !== opensBy(after, conditions));
  if (!telling) return undefined;
  return situationsOf(conditionsOf([...before, ...after])).find(
    situation => opensBy(before, situation) !== opensBy(after, situation),
  );
}

interface WrittenRoad {
  readonly road: CellAddress & { readonly field: FieldId };
  readonly rules: Rule[];
}

function rulesPerRoad(handreiking: Handreiking): {
  readonly byRoad: ReadonlyMap<string, WrittenRoad>;
  readonly byEnd: ReadonlyMap<string, readonly WrittenRoad[]>;
} {
  const byRoad = new Map<string, WrittenRoad>();
  const byEnd = new Map<string, WrittenRoad[]>();
  for (const rule of handreiking.rules)
    for (const opening of openingsOf(handreiking, rule)) {
      const { from, to, field } = opening;
      const known = byRoad.get(roadOf(opening));
      if (known !== undefined) known.rules.push(rule);
      else {
        const written = { road: { purpose: rule.purpose, from, to, field }, rules: [rule] };
        byRoad.set(roadOf(opening), written);
        byEnd.set(`${to} ${field}`, [...(byEnd.get(`${to} ${field}`) ?? []), written]);
      }
    }
  return { byRoad, byEnd };
}
