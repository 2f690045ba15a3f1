import { NAMES, type Contestant } from './contestants.ts';
import type { SystemEstate } from './estate.ts';
import { COSTS, figuresOf, isSaturated, sample, together, type Sample } from './sample.ts';
import { turned } from '../turns.ts';
import { row } from './tables.ts';

export interface RateWords {
  readonly rates: readonly number[];
  readonly seconds: number;
  readonly rounds: number;
}

const CONTESTANTS: readonly Contestant[] = ['gateway', 'naive', 'proxy'];

/** Asks more and more often, all contestants by turns at each rate, until each cannot keep up. */
export async function risingLoad(
  estate: SystemEstate,
  postmaster: number,
  { rates, seconds, rounds }: RateWords,
): Promise<void> {
  let left: readonly Contestant[] = CONTESTANTS;
  console.log(
    `\n${row('asked/s', 'contestant', 'answered/s', 'missed', 'p50 ms', 'p95', 'p99', 'max', 'µs own', 'PostgreSQL', 'sources', 'load', 'calls')}\n${row('---:', '---', ...Array.from({ length: 11 }, () => '---:'))}`,
  );
  for (const perSecond of rates) {
    const samples = new Map<Contestant, Sample[]>(left.map(each => [each, []]));
    for (let round = 0; round < rounds; round++)
      for (const each of turned(left, round))
        samples.get(each)?.push(await sample(each, estate, postmaster, { perSecond, seconds }));
    for (const [name, own] of samples) tell(name, together(own), hasGivenUp(own));
    left = left.filter(each => !hasGivenUp(samples.get(each) ?? []));
    if (left.length === 0) break;
  }
}

/** In every round: one time that the disk or the machine paused is not what it can do. */
const hasGivenUp = (rounds: readonly Sample[]): boolean => rounds.every(isSaturated);

function tell(contestant: Contestant, one: Sample, cannotKeepUp: boolean): void {
  const { achieved, missed, p50, p95, p99, max } = figuresOf(one);
  const asks = one.taken.length;
  console.log(
    row(
      one.offered,
      NAMES[contestant] + (cannotKeepUp ? ' (cannot keep up)' : ''),
      achieved.toFixed(1),
      missed,
      ...[p50, p95, p99, max].map(each => each.toFixed(1)),
      ...COSTS.map(cost => (one.micros[cost] / asks).toFixed(0)),
      (one.calls / asks).toFixed(2),
    ),
  );
}
