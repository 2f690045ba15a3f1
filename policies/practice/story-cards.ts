import { decideAll } from '../decide.ts';
import type { Exercise, ExerciseStep, Handreiking } from '../handreiking.ts';
import { writeOut } from '../exercise.ts';
import { factsOf } from '../scenario-step.ts';
import type { CellAddress, DecisionTable } from '../table.ts';
import type { FieldId } from '../vocabulary.ts';
import { cardId, spread, type PracticeCard } from './card.ts';

/** One card per exchange in a scenario of the handreiking. */
export const scenarioCards = ({ scenarios }: Handreiking): readonly PracticeCard[] =>
  scenarios.flatMap(({ id, title, given, steps }) =>
    steps.map((step, index) => ({
      id: cardId(id, index + 1),
      kind: 'scenario' as const,
      title,
      story: given,
      purpose: step.doel,
      from: step.van,
      scenes: [{ label: '', facts: factsOf(step) }],
      items: step.gevraagd.map(field => ({ scene: 0, to: step.naar, field })),
    })),
  );

/** A step that everybody takes towards everybody is for the engine, not for people. */
const ROADS_AT_MOST = 16;
const OPEN_AT_MOST = 3;
const CLOSED_AT_MOST = 3;

/** One card per road of a training case, with some fields that go and some that stay. */
export const trainingCards = (handreiking: Handreiking, table: DecisionTable): readonly PracticeCard[] =>
  handreiking.exercises.flatMap(exercise =>
    exercise.steps.flatMap((step, index) => cardsOfStep(handreiking, table, exercise, step, index + 1)),
  );

function cardsOfStep(
  handreiking: Handreiking,
  table: DecisionTable,
  { id, title, given }: Exercise,
  step: ExerciseStep,
  number: number,
): readonly PracticeCard[] {
  const { roads, asked, facts } = writeOut(handreiking, step);
  if (roads.length > ROADS_AT_MOST) return [];
  return roads.map(road => ({
    id: cardId(id, number, road.from, road.to),
    kind: 'training' as const,
    title: title.replace(/: dit mag (?:wél|niet)$/, ''),
    story: given,
    purpose: step.doel,
    from: road.from,
    scenes: [{ label: '', facts }],
    items: someOf(table, road, asked, facts).map(field => ({ scene: 0, to: road.to, field })),
  }));
}

/** Fields that go, and fields that stay: those that nearly go first, then what never goes, then what nobody has a rule for. */
function someOf(
  table: DecisionTable,
  road: CellAddress,
  asked: readonly FieldId[],
  facts: PracticeCard['scenes'][number]['facts'],
): readonly FieldId[] {
  const answers = decideAll(table, road, facts);
  const withOutcome = (outcome: string): readonly FieldId[] =>
    asked.filter(field => answers[table.positionOf(field) ?? -1]?.outcome === outcome);
  const closed = [
    ...spread(withOutcome('withheld'), 1),
    ...spread(withOutcome('never'), 1),
    ...spread(withOutcome('no-rule'), 1),
  ];
  const chosen = new Set([
    ...spread(withOutcome('release'), OPEN_AT_MOST),
    ...closed.slice(0, CLOSED_AT_MOST),
  ]);
  return asked.filter(field => chosen.has(field));
}
