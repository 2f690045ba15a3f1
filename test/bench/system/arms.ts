import { median } from '../quantiles.ts';
import { turned } from '../turns.ts';
import type { Taken } from './load.ts';
import { figuresOf } from './sample.ts';
import { heading, row } from './tables.ts';

/** One state of things under which the same is asked; resolves to the asks whose latency is compared. */
export interface Arm {
  readonly name: string;
  readonly ask: () => Promise<readonly Taken[]>;
}

/** Compares states of things by turns; the first is the measure of the others, and one that repeats it shows what chance does. */
export async function compareArms(arms: readonly Arm[], rounds: number): Promise<void> {
  const taken = new Map<Arm, (readonly Taken[])[]>(arms.map(arm => [arm, []]));
  for (let round = 0; round < rounds; round++)
    for (const arm of turned(arms, round)) taken.get(arm)?.push(await arm.ask());
  console.log(
    heading('arm', 'answers', 'missed', 'p50 ms', 'p95', 'p99', 'max', 'p95 against the first', 'p99'),
  );
  const first = arms[0] === undefined ? [] : (taken.get(arms[0]) ?? []);
  for (const [{ name }, own] of taken) tell(name, own, first);
}

type Rounds = readonly (readonly Taken[])[];

function tell(name: string, own: Rounds, first: Rounds): void {
  const { missed, p50, p95, p99, max } = figuresOf({ taken: own.flat(), seconds: 1 });
  console.log(
    row(
      name,
      own.flat().length,
      missed,
      ...[p50, p95, p99, max].map(each => each.toFixed(1)),
      ratio(own, first, 'p95'),
      ratio(own, first, 'p99'),
    ),
  );
}

/** The median of the ratios per round. */
function ratio(own: Rounds, first: Rounds, of: 'p95' | 'p99'): string {
  const figures = (round: readonly Taken[] = []): number => figuresOf({ taken: round, seconds: 1 })[of];
  return median(own.map((round, n) => figures(round) / figures(first[n]))).toFixed(2);
}
