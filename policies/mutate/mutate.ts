import type { Handreiking } from '../handreiking.ts';
import type { Situation } from '../situations.ts';
import { mistakesIn, type Mistake } from './mutations.ts';
import { noticedBy } from './probes.ts';
import { opensBy, roadsOf, smallestDifference, type TouchedRoad } from './roads.ts';

/** How many mistakes of one kind were planted, how many change nothing at all, and how many of the others were caught. */
export interface Score {
  readonly planted: number;
  readonly equivalent: number;
  readonly caught: number;
}

/** A mistake that changes a decision while every scenario still comes out as written, with a place where it would show. */
export interface Survivor {
  readonly mistake: Mistake;
  readonly road: TouchedRoad;
  readonly situation: Situation;
  /** What must come out there. */
  readonly opens: boolean;
}

export interface MutationReport {
  readonly scores: ReadonlyMap<string, Score>;
  readonly survivors: readonly Survivor[];
}

/**
 * Plants every single mistake there is. Whether one matters is decided exactly, by the rules before and after; whether it is
 * caught, by what the scenarios and training cases say about the fields it touches.
 */
export function mutate(handreiking: Handreiking): MutationReport {
  const touchedBy = roadsOf(handreiking);
  const notices = noticedBy(handreiking);
  const scores = new Map<string, Score>();
  const survivors: Survivor[] = [];
  for (const mistake of mistakesIn(handreiking)) {
    const touched = touchedBy(mistake);
    const isCaught = touched.some(notices);
    const before = scores.get(mistake.kind) ?? { planted: 0, equivalent: 0, caught: 0 };
    scores.set(mistake.kind, {
      planted: before.planted + 1,
      equivalent: before.equivalent + (touched.length === 0 ? 1 : 0),
      caught: before.caught + (isCaught ? 1 : 0),
    });
    const [road] = touched;
    if (road !== undefined && !isCaught) survivors.push(survivor(mistake, road));
  }
  return { scores, survivors };
}

function survivor(mistake: Mistake, road: TouchedRoad): Survivor {
  const situation = smallestDifference(road) ?? [];
  return { mistake, road, situation, opens: opensBy(road.before, situation) };
}

/** All kinds together. */
export const total = ({ scores }: MutationReport): Score =>
  [...scores.values()].reduce(
    (sum, each) => ({
      planted: sum.planted + each.planted,
      equivalent: sum.equivalent + each.equivalent,
      caught: sum.caught + each.caught,
    }),
    { planted: 0, equivalent: 0, caught: 0 },
  );
