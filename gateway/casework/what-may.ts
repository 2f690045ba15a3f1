import { groupBy } from '../../policies/group-by.ts';
import type { Handreiking } from '../../policies/handreiking.ts';
import { fieldName } from '../../policies/possibilities/in-words.ts';
import {
  possibilities,
  type FieldRoads,
  type PossibilityQuery,
} from '../../policies/possibilities/possibilities.ts';
import { ROAD_KINDS } from '../../policies/possibilities/road.ts';
import type { MayLine } from '../../portal/table/may.tsx';

/** "Wat mag wél?" as lines to lay beside a choice: the easiest road first, what is closed to everyone last. */
export function whatMay(handreiking: Handreiking, query: PossibilityQuery): readonly MayLine[] {
  const answer = possibilities(handreiking, query);
  if (!answer.ok) return [];
  return answer.recipients.flatMap(({ possible, never }) => [
    ...roadsIn(handreiking, possible),
    ...(query.fields === undefined || never.length === 0
      ? []
      : [{ how: 'never' as const, fields: never.map(field => fieldName(handreiking, field)) }]),
  ]);
}

function roadsIn(handreiking: Handreiking, possible: readonly FieldRoads[]): readonly MayLine[] {
  const travelled = possible.flatMap(({ field, roads }) => roads.map(road => ({ field, road })));
  return [...groupBy(travelled, ({ road }) => road.rule).values()]
    .flatMap(group =>
      group.slice(0, 1).map(({ road }) => ({
        kind: road.kind,
        line: {
          how: road.kind,
          fields: group.map(({ field }) => fieldName(handreiking, field)),
          sentence: road.sentence,
          law: road.law,
          facts: road.conditions.map(({ fact }) => fact),
        },
      })),
    )
    .toSorted((one, other) => ROAD_KINDS.indexOf(one.kind) - ROAD_KINDS.indexOf(other.kind))
    .map(({ line }) => line);
}
