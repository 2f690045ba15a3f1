import { decide, released, type Decision, type FieldDecision, type Question } from './decide.ts';
import type { Facts } from './facts.ts';
import type { Scenario, ScenarioStep } from './handreiking.ts';
import type { DecisionTable } from './table.ts';
import { CONSENT, INFORMED, MEMBERSHIP, NO_OBJECTION, type FieldId } from './vocabulary.ts';

/** A step without the decision a person wrote down: a question in the words of the handreiking. */
export type Step = Omit<ScenarioStep, 'besluit'>;

/** A decision in the words of the handreiking: `GEEF:<regel>`, `NOOIT`, `WEIGER:<voorwaarden>` or `GEEN_REGEL` per field. */
export interface StepOutcome {
  readonly vrij: readonly FieldId[];
  readonly besluit: Readonly<Record<FieldId, string>>;
}

const ORDINARY: Readonly<Record<string, boolean>> = {
  casus_open: true,
  casuslid: true,
  geinformeerd: true,
  bezwaar: false,
};

export const questionOf = (step: Step): Question => ({
  purpose: step.doel,
  from: step.van,
  to: step.naar,
  fields: step.gevraagd,
});

/**
 * What a step leaves unsaid is ordinary: case open, recipient a member, resident informed, no objection; no consent and no
 * special condition. A word in `context` that nobody knows makes all four unknown: a misspelt objection must not open a door.
 */
export function factsOf(step: Step): Facts {
  const conditions = new Map((step.voorwaarden ?? []).map(key => [key, true]));
  conditions.delete(CONSENT);
  for (const key of [MEMBERSHIP, INFORMED, NO_OBJECTION]) conditions.delete(key);
  const said = Object.entries(step.context ?? {});
  if (said.every(([key, value]) => Object.hasOwn(ORDINARY, key) && typeof value === 'boolean')) {
    const context = { ...ORDINARY, ...step.context };
    conditions.set(MEMBERSHIP, context['casus_open'] === true && context['casuslid'] === true);
    conditions.set(INFORMED, context['geinformeerd'] === true);
    conditions.set(NO_OBJECTION, context['bezwaar'] === false);
  }
  return { conditions, consented: new Set(step.toestemming) };
}

export function decideStep(table: DecisionTable, step: Step): StepOutcome {
  const decision = decide(table, questionOf(step), factsOf(step));
  return { vrij: released(decision), besluit: inWords(decision) };
}

export const inWords = (decision: Decision): Record<FieldId, string> =>
  Object.fromEntries([...decision].map(([field, each]) => [field, wordFor(each)]));

function wordFor(decision: FieldDecision): string {
  switch (decision.outcome) {
    case 'release':
      return `GEEF:${decision.rule.id}`;
    case 'withheld':
      return `WEIGER:${decision.missing.join('+')}`;
    case 'never':
      return 'NOOIT';
    case 'no-rule':
      return 'GEEN_REGEL';
  }
}

/** One step whose outcome is not what a person wrote down. */
export interface Difference {
  readonly scenario: string;
  readonly step: number;
  readonly field: FieldId;
  readonly expected: string;
  readonly actual: string;
}

/** Runs one scenario; a field that the scenario does not list must stay closed. */
export function runScenario(table: DecisionTable, scenario: Scenario): readonly Difference[] {
  return scenario.steps.flatMap((step, index) => {
    const { besluit } = decideStep(table, step);
    const fields = [...new Set([...step.gevraagd, ...(Object.keys(step.besluit) as FieldId[])])];
    return fields
      .map(field => ({
        scenario: scenario.id,
        step: index + 1,
        field,
        expected: step.besluit[field] ?? 'GEEN_REGEL',
        actual: besluit[field] ?? 'GEEN_REGEL',
      }))
      .filter(({ expected, actual }) => expected !== actual);
  });
}
