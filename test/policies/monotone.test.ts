import { describe, expect, it } from '@jest/globals';
import { decide, released } from '../../policies/decide.ts';
import { factsIn, type Situation } from '../../policies/situations.ts';
import { compileTable, type CellAddress, type DecisionTable } from '../../policies/table.ts';
import { CONSENT, type FieldId } from '../../policies/vocabulary.ts';
import { everyCell, everySituation } from './every-cell.ts';
import { shipped } from './handreiking.ts';

const table = compileTable(shipped);
const fields = [...shipped.fields.keys()];
const cells = everyCell(shipped);
const opens = (by: DecisionTable, where: CellAddress, situation: Situation): ReadonlySet<FieldId> =>
  new Set(released(decide(by, { ...where, fields }, factsIn(situation, fields))));
const beyond = (some: ReadonlySet<FieldId>, others: ReadonlySet<FieldId>): FieldId[] =>
  [...some].filter(field => !others.has(field));

describe('a fact goes missing, in any cell and any situation', () => {
  it('never opens a field: not a hidden condition, not a withdrawn yes', () => {
    const opened: unknown[] = [];
    let compared = 0;
    for (const where of cells)
      for (const situation of everySituation(shipped, where)) {
        const known = opens(table, where, situation);
        for (const hidden of situation) {
          compared++;
          const less = opens(
            table,
            where,
            situation.filter(each => each !== hidden),
          );
          if (beyond(less, known).length > 0) opened.push({ where, situation, hidden });
        }
      }
    expect(opened).toEqual([]);
    expect(compared).toBeGreaterThan(6_000);
  });

  it('closes as much when it is known to be false as when it is unknown', () => {
    const different: unknown[] = [];
    for (const where of table.addresses())
      for (const situation of everySituation(shipped, where)) {
        const facts = factsIn(situation, fields);
        const absent = [...shipped.conditions.keys()].filter(key => !situation.includes(key));
        const conditions = new Map([...facts.conditions, ...absent.map(key => [key, false] as const)]);
        const knownFalse = released(decide(table, { ...where, fields }, { ...facts, conditions }));
        if (knownFalse.join() !== [...opens(table, where, situation)].join())
          different.push({ where, situation });
      }
    expect(different).toEqual([]);
  });
});

describe('one resident withdraws one yes and leaves the others', () => {
  it('closes at most that field, and opens nothing', () => {
    for (const where of table.addresses())
      for (const situation of everySituation(shipped, where).filter(each => each.includes(CONSENT)))
        for (const field of table.cellFor(where).candidates.keys()) {
          const facts = factsIn(situation, fields);
          const consented = new Set(fields.filter(each => each !== field));
          const left = new Set(released(decide(table, { ...where, fields }, { ...facts, consented })));
          expect(beyond(left, opens(table, where, situation))).toEqual([]);
          expect(beyond(opens(table, where, situation), left).filter(each => each !== field)).toEqual([]);
        }
  });
});

describe('a rule is taken out of the handreiking', () => {
  it.each(shipped.rules.map(rule => [rule.id, rule] as const))(
    'opens nothing without rule %s',
    (_id, rule) => {
      const without = compileTable({ ...shipped, rules: shipped.rules.filter(each => each !== rule) });
      const touched = cells.filter(
        ({ purpose, from, to }) =>
          purpose === rule.purpose && rule.from.includes(from) && rule.to.includes(to),
      );
      const opened = touched.flatMap(where =>
        everySituation(shipped, where).flatMap(situation =>
          beyond(opens(without, where, situation), opens(table, where, situation)),
        ),
      );
      expect(opened).toEqual([]);
    },
  );
});
