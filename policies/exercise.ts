import { decideAll } from './decide.ts';
import type { Exercise, ExerciseStep, Handreiking } from './handreiking.ts';
import { factsOf, type Difference } from './scenario-step.ts';
import type { CellAddress, DecisionTable } from './table.ts';
import { CONSENT, INFORMED, MEMBERSHIP, NO_OBJECTION, type FieldId, type RoleId } from './vocabulary.ts';
import type { Facts } from './facts.ts';

const ORDINARY: ReadonlySet<string> = new Set([MEMBERSHIP, INFORMED, NO_OBJECTION, CONSENT]);

/** One step of a training case, written out: the roads it goes over, what is asked, and what is known. */
export interface WrittenOut {
  readonly roads: readonly CellAddress[];
  readonly asked: readonly FieldId[];
  readonly facts: Facts;
}

/** The four care parties, which the handreiking writes as `zorg*`. */
const CARE: readonly RoleId[] = ['ggz_behandeling', 'ggz_begeleiding', 'vg_zorg', 'verslavingszorg'];

/** `alles` asks for the whole catalogue, or says yes to it; `alle` means that every paper is in order, but for `zonder`. */
export function writeOut({ roles, fields, conditions }: Handreiking, step: ExerciseStep): WrittenOut {
  const all = (list: ExerciseStep['gevraagd']): readonly FieldId[] =>
    list === 'alles' ? [...fields.keys()] : list;
  const parties = (list: ExerciseStep['van'], without: readonly RoleId[] = []): readonly RoleId[] =>
    (list === 'iedereen' ? [...roles.keys()] : list.flatMap(careParties)).filter(
      role => !without.flatMap(careParties).includes(role),
    );
  const special = [...conditions.keys()].filter(key => !ORDINARY.has(key));
  const held = step.voorwaarden === 'alle' ? special : (step.voorwaarden ?? []);
  const asked = all(step.gevraagd);
  const facts = factsOf({
    doel: step.doel,
    van: '',
    naar: '',
    gevraagd: asked,
    toestemming: all(step.toestemming ?? []),
    voorwaarden: held.filter(key => step.zonder?.includes(key) !== true),
    ...(step.context === undefined ? {} : { context: step.context }),
  });
  const recipients = parties(step.naar, step.niet_naar);
  const roads = parties(step.van, step.niet_van).flatMap(from =>
    recipients.filter(to => to !== from).map(to => ({ purpose: step.doel, from, to })),
  );
  return { roads, asked, facts };
}

const careParties = (word: RoleId): readonly RoleId[] => (word === 'zorg*' ? CARE : [word]);

/** Runs one training case: on every road of a step exactly the fields in `vrij` leave. */
export const runExercise = (
  handreiking: Handreiking,
  table: DecisionTable,
  exercise: Exercise,
): readonly Difference[] =>
  exercise.steps.flatMap((step, index) => {
    const { roads, asked, facts } = writeOut(handreiking, step);
    const expected = new Set(step.vrij);
    return roads.flatMap(where => {
      const answers = decideAll(table, where, facts);
      const opens = (field: FieldId): boolean =>
        answers[table.positionOf(field) ?? -1]?.outcome === 'release';
      return asked
        .filter(field => opens(field) !== expected.has(field))
        .map(field => ({
          scenario: exercise.id,
          step: index + 1,
          field,
          expected: `${expected.has(field) ? 'vrij' : 'dicht'} (${where.from} → ${where.to})`,
          actual: opens(field) ? 'vrij' : 'dicht',
        }));
    });
  });
