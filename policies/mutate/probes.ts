import { writeOut, type WrittenOut } from '../exercise.ts';
import type { Handreiking } from '../handreiking.ts';
import { factsOf } from '../scenario-step.ts';
import type { Situation } from '../situations.ts';
import type { CellAddress } from '../table.ts';
import { CONSENT } from '../vocabulary.ts';
import { opensBy, type TouchedRoad } from './roads.ts';

interface Probe {
  readonly asked: ReadonlySet<string>;
  readonly known: Situation;
  readonly consented: ReadonlySet<string>;
}

/** Whether some scenario or training case comes out differently on this road. */
export type Notices = (road: TouchedRoad) => boolean;

/** Gathers what the scenarios ask, per road, so that a mistake is only held against the steps that could notice it. */
export function noticedBy(handreiking: Handreiking): Notices {
  const probes = new Map<string, Probe[]>();
  const add = ({ roads, asked, facts }: WrittenOut): void => {
    const known = [...facts.conditions].flatMap(([key, isMet]) => (isMet ? [key] : []));
    const probe = { asked: new Set(asked), known, consented: facts.consented };
    for (const where of roads) probes.set(keyOf(where), [...(probes.get(keyOf(where)) ?? []), probe]);
  };
  for (const step of handreiking.scenarios.flatMap(({ steps }) => steps))
    add({
      roads: [{ purpose: step.doel, from: step.van, to: step.naar }],
      asked: step.gevraagd,
      facts: factsOf(step),
    });
  for (const step of handreiking.exercises.flatMap(({ steps }) => steps)) add(writeOut(handreiking, step));
  return road =>
    (probes.get(keyOf(road)) ?? []).some(({ asked, known, consented }) => {
      if (!asked.has(road.field)) return false;
      const situation = consented.has(road.field) ? [...known, CONSENT] : known;
      return opensBy(road.before, situation) !== opensBy(road.after, situation);
    });
}

const keyOf = ({ purpose, from, to }: CellAddress): string => `${purpose} ${from} ${to}`;
