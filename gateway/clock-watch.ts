import { clockDifference } from './clock-difference.ts';
import type { Sql } from './database.ts';
import { repeat } from './ledger/repeat.ts';

export interface ClockWatch {
  /** Whether our clock and the database's agreed the last time we looked; what could not be looked at changes nothing. */
  readonly agrees: () => boolean;
  /** How far ours is ahead, in milliseconds, the last time we looked. */
  readonly differenceMs: () => number;
  readonly look: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const PAUSE_MS = 15_000;

/** Looks now and every quarter of a minute; tells when they begin to differ too much. Without a most, everything agrees. */
export async function watchClock(
  sql: Sql,
  clock: () => Date,
  mostMs: number | undefined,
  onDifference: (differenceMs: number) => void,
): Promise<ClockWatch> {
  let differenceMs = 0;
  const agrees = (): boolean => mostMs === undefined || Math.abs(differenceMs) <= mostMs;
  const look = async (): Promise<void> => {
    const agreed = agrees();
    differenceMs = await clockDifference(sql, clock).catch(() => differenceMs);
    if (agreed && !agrees()) onDifference(differenceMs);
  };
  await look();
  const { stop } = repeat(look, PAUSE_MS);
  return { agrees, differenceMs: () => differenceMs, look, stop };
}
