import { describe, expect, it } from '@jest/globals';
import { runScenario } from '../../policies/scenario-step.ts';
import { compileTable } from '../../policies/table.ts';
import { shipped } from './handreiking.ts';

const table = compileTable(shipped);

describe('the forty scenarios of the handreiking', () => {
  it.each(shipped.scenarios.map(scenario => [`${scenario.id} ${scenario.title}`, scenario] as const))(
    '%s ends as it was written down',
    (_title, scenario) => {
      expect(runScenario(table, scenario)).toEqual([]);
    },
  );

  it('are forty, with seventy-one steps', () => {
    expect(shipped.scenarios).toHaveLength(40);
    expect(shipped.scenarios.flatMap(scenario => scenario.steps)).toHaveLength(71);
  });

  it('hold the whole catalogue', () => {
    const { roles, fields, purposes, conditions, rules, invariants } = shipped;
    expect([
      roles.size,
      fields.size,
      purposes.size,
      conditions.size,
      rules.length,
      invariants.length,
    ]).toEqual([20, 67, 15, 18, 115, 38]);
  });
});
