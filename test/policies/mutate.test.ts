import { describe, expect, it } from '@jest/globals';
import { compare } from '../../policies/compare/compare.ts';
import { runExercise } from '../../policies/exercise.ts';
import type { Handreiking } from '../../policies/handreiking.ts';
import { asExercise, missingSteps, nextNumber } from '../../policies/mutate/missing-exercise.ts';
import { mutate, total } from '../../policies/mutate/mutate.ts';
import { mistakesIn, type Mistake } from '../../policies/mutate/mutations.ts';
import { roadsOf } from '../../policies/mutate/roads.ts';
import { runScenario } from '../../policies/scenario-step.ts';
import { compileTable } from '../../policies/table.ts';
import { loaded } from './edited.ts';
import { shipped, shippedFiles } from './handreiking.ts';

const report = mutate(shipped);
const mistakes = [...mistakesIn(shipped)];
const sample = mistakes.filter((_mistake, index) => index % 701 === 0);

/** The handreiking with the mistake really in it. */
function withMistake(mistake: Mistake): Handreiking {
  if ('rule' in mistake)
    return {
      ...shipped,
      rules: shipped.rules.flatMap(rule => (rule === mistake.rule ? mistake.instead : [rule])),
    };
  const { to, field } = mistake.never;
  const list = new Set(shipped.never.get(to) ?? []);
  if (!list.delete(field)) list.add(field);
  return { ...shipped, never: new Map(shipped.never).set(to, list) };
}

describe('someone makes a single mistake in the shipped handreiking', () => {
  it('is caught by a scenario or a training case, whenever it matters', () => {
    expect(report.survivors.map(({ mistake }) => mistake.told)).toEqual([]);
    const { planted, equivalent, caught } = total(report);
    expect(caught).toBe(planted - equivalent);
    expect(planted).toBeGreaterThan(17_000);
  });

  it.each(sample.map(mistake => [mistake.told, mistake] as const))(
    '%s: matters exactly when the exact difference says so, and then a case really fails',
    (_told, mistake) => {
      const wrong = withMistake(mistake);
      const changed = compare(shipped, wrong)
        .filter(({ direction }) => direction !== 'terms')
        .map(({ purpose, from, to, field }) => `${purpose} ${from} ${to} ${field}`);
      const touched = roadsOf(shipped)(mistake).map(
        ({ purpose, from, to, field }) => `${purpose} ${from} ${to} ${field}`,
      );
      expect(touched.sort()).toEqual(changed.sort());
      const table = compileTable(wrong);
      const noticed =
        shipped.scenarios.some(scenario => runScenario(table, scenario).length > 0) ||
        shipped.exercises.some(exercise => runExercise(shipped, table, exercise).length > 0);
      expect(noticed || touched.length === 0).toBe(true);
    },
  );
});

describe('the training cases are taken away', () => {
  const forty = { ...shipped, exercises: [] };
  const survivors = mutate(forty).survivors.slice(0, 40);
  const missing = missingSteps(forty, survivors);

  it('leaves mistakes that nobody notices', () => {
    expect(survivors).toHaveLength(40);
    expect(missing.flatMap(({ catches }) => catches)).toHaveLength(40);
  });

  it('gives steps that can be pasted as a new case, hold today, and catch those mistakes', () => {
    const id = nextNumber(forty);
    expect(id).toBe('S41');
    const files = shippedFiles.filter(({ path }) => !path.startsWith('scenarios-aanvullend'));
    const text = asExercise(id, missing);
    const repaired = loaded([...files, { path: `scenarios-aanvullend/${id}.yaml`, text }]);
    expect(repaired.exercises.flatMap(each => runExercise(repaired, compileTable(repaired), each))).toEqual(
      [],
    );
    const told = new Set(mutate(repaired).survivors.map(({ mistake }) => mistake.told));
    expect(survivors.filter(({ mistake }) => told.has(mistake.told))).toEqual([]);
  });
});

describe('the training cases', () => {
  const table = compileTable(shipped);

  it.each(shipped.exercises.map(exercise => [`${exercise.id} ${exercise.title}`, exercise] as const))(
    '%s ends as it was written down',
    (_title, exercise) => {
      expect(runExercise(shipped, table, exercise)).toEqual([]);
    },
  );

  it('fail when a field leaves that was not written down, and when one stays that was', () => {
    const [exercise] = shipped.exercises;
    const open = compileTable({
      ...shipped,
      never: new Map(),
      rules: shipped.rules.map(rule => ({ ...rule, fields: [...shipped.fields.keys()] })),
    });
    const shut = compileTable({ ...shipped, rules: [] });
    if (exercise === undefined) throw new Error('there are no training cases');
    expect(runExercise(shipped, open, exercise).map(({ actual }) => actual)).toContain('vrij');
    expect(runExercise(shipped, shut, exercise).map(({ actual }) => actual)).toContain('dicht');
  });
});
