import type { FieldId } from '../policies/vocabulary.ts';
import type { RefusalCode } from './refusal.ts';
import { isInForce, reaches, type Representation } from './representation.ts';

/** Capacity is of one decision, never of a person. */
export type Capacity = 'able' | 'not-able';
/** What the resident thinks of a decision that another takes; `could-not-say` is an answer, silence is not. */
export type Opinion = 'agrees' | 'opposes' | 'could-not-say';

/** Who decided. A representation that is not on record for this resident is `undefined`. */
export type Deciding =
  | { readonly by: 'resident'; readonly capacity: Capacity }
  | {
      readonly by: 'representative';
      readonly capacity: Capacity;
      readonly representation: Representation | undefined;
      readonly opinion: Opinion | undefined;
    };

/** Under sixteen the law asks for more (UAVG 5, BW 7:450); it is off until the officer opens the case. */
export type Minority = 'adult' | { readonly age: 'under-12' | 'from-12'; readonly isEnabled: boolean };

/** Why this one could not decide this, for these fields, now; empty when they could. */
export function competenceFaults(
  deciding: Deciding,
  minority: Minority,
  fields: readonly FieldId[],
  nowMs: number,
): readonly RefusalCode[] {
  if (minority !== 'adult') return minorFaults(deciding, minority, nowMs);
  if (deciding.by === 'resident') return deciding.capacity === 'able' ? [] : ['not-competent'];
  const { representation, capacity, opinion } = deciding;
  if (representation === undefined) return ['representation-unknown'];
  const faults: RefusalCode[] = [];
  if (!isInForce(representation, nowMs)) faults.push('representation-not-now');
  if (!reaches(representation, fields)) faults.push('out-of-reach');
  // UAVG 5(2): only as far as the resident cannot decide on this. Whom the resident chose may always speak.
  if (capacity === 'able' && representation.kind !== 'gemachtigde') faults.push('resident-decides');
  if (opinion === undefined) faults.push('opinion-missing');
  return faults;
}

function minorFaults(
  deciding: Deciding,
  { age, isEnabled }: Exclude<Minority, 'adult'>,
  nowMs: number,
): readonly RefusalCode[] {
  if (!isEnabled) return ['minor-not-enabled'];
  if (deciding.by === 'resident' || deciding.representation?.kind !== 'ouder') return ['parent-needed'];
  if (!isInForce(deciding.representation, nowMs)) return ['representation-not-now'];
  return age === 'from-12' && deciding.opinion !== 'agrees' ? ['child-must-agree'] : [];
}

/** A decision that the resident opposes is first looked at by the officer. */
export const goesToOfficer = (deciding: Deciding): boolean =>
  deciding.by === 'representative' && deciding.opinion === 'opposes';
