import { stringify } from 'yaml';
import type { ExerciseStep, Handreiking } from '../handreiking.ts';
import { factsOfSituation, listed, sentence } from '../in-dutch.ts';
import { CONSENT, INFORMED, MEMBERSHIP, NO_OBJECTION } from '../vocabulary.ts';
import type { Survivor } from './mutate.ts';

/** A step that would have caught a mistake, and the mistakes it would catch. */
export interface MissingStep {
  readonly step: ExerciseStep;
  readonly catches: readonly string[];
}

const ORDINARY: ReadonlySet<string> = new Set([MEMBERSHIP, INFORMED, NO_OBJECTION, CONSENT]);

/** The steps that are missing, each once, with all the mistakes that the same question would catch. */
export function missingSteps(
  handreiking: Handreiking,
  survivors: readonly Survivor[],
): readonly MissingStep[] {
  const steps = new Map<string, MissingStep>();
  for (const survivor of survivors) {
    const step = stepFor(handreiking, survivor);
    const key = JSON.stringify(step);
    steps.set(key, { step, catches: [...(steps.get(key)?.catches ?? []), survivor.mistake.told] });
  }
  return [...steps.values()];
}

function stepFor(handreiking: Handreiking, { road, situation, opens }: Survivor): ExerciseStep {
  const special = situation.filter(key => !ORDINARY.has(key));
  const context = {
    ...(situation.includes(MEMBERSHIP) ? {} : { casuslid: false }),
    ...(situation.includes(INFORMED) ? {} : { geinformeerd: false }),
    ...(situation.includes(NO_OBJECTION) ? {} : { bezwaar: true }),
  };
  return {
    vooraf: `${sentence(factsOfSituation(handreiking, situation))}.`,
    doel: road.purpose,
    van: [road.from],
    naar: [road.to],
    gevraagd: [road.field],
    ...(situation.includes(CONSENT) ? { toestemming: [road.field] } : {}),
    ...(special.length > 0 ? { voorwaarden: special } : {}),
    ...(Object.keys(context).length > 0 ? { context } : {}),
    vrij: opens ? [road.field] : [],
  };
}

/** The missing steps as a training case to paste: a person still has to tell the story. */
export const asExercise = (id: string, missing: readonly MissingStep[]): string =>
  missing.length === 0
    ? ''
    : stringify(
        {
          scenario: id,
          titel: 'SCHRIJF EEN TITEL',
          kenmerken: ['oefening'],
          gegeven: 'SCHRIJF wie er in welke situatie zit.',
          als: 'SCHRIJF wie wat vraagt.',
          dan: `Deze stappen vangen: ${listed([...new Set(missing.flatMap(({ catches }) => catches))].slice(0, 5))}.`,
          zin: 'SCHRIJF één zin in gewone taal.',
          stappen: missing.map(({ step }) => step),
        },
        { lineWidth: 100 },
      );

/** The first number that no scenario has yet. */
export function nextNumber({ scenarios, exercises }: Handreiking): string {
  const numbers = [...scenarios, ...exercises].map(({ id }) => Number(id.slice(1)));
  return `S${Math.max(0, ...numbers) + 1}`;
}
