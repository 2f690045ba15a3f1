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

/** Asks more and more often, all contestants by turns at each rate, until each cannot keep up. Resolves to what the gateway gave. */
export async function risingLoad(
  estate: SystemEstate,
  postmaster: number,
  { rates, seconds, rounds }: RateWords,
): Promise<readonly Sample[]> {
  let left: readonly Contestant[] = CONTESTANTS;
  const ofGateway: Sample[] = [];
  console.log(
    `\n${row('asked/s', 'contestant', 'answered/s', 'missed', 'p50 ms', 'p95', 'p99', 'max', 'µs own', 'PostgreSQL', 'sources', 'load', 'calls')}\n${row('---:', '---', ...Array.from({ length: 11 }, () => '---:'))}`,
  );
  for (const perSecond of rates) {
    const samples = new Map<Contestant, Sample[]>(left.map(each => [each, []]));
    for (let round = 0; round < rounds; round++)
      for (const each of turned(left, round))
        samples.get(each)?.push(await sample(each, estate, postmaster, { perSecond, seconds }));
    const whole = new Map([...samples].map(([name, own]) => [name, together(own)]));
    for (const [name, own] of whole) tell(name, own);
    const gateway = whole.get('gateway');
    if (gateway !== undefined) ofGateway.push(gateway);
    left = left.filter(each => !isSaturated(whole.get(each) ?? together([])));
    if (left.length === 0) break;
  }
  return ofGateway;
}

function tell(contestant: Contestant, one: Sample): void {
  const { achieved, missed, p50, p95, p99, max } = figuresOf(one);
  const asks = one.taken.length;
  console.log(
    row(
      one.offered,
      NAMES[contestant] + (isSaturated(one) ? ' (cannot keep up)' : ''),
      achieved.toFixed(1),
      missed,
      ...[p50, p95, p99, max].map(each => each.toFixed(1)),
      ...COSTS.map(cost => (one.micros[cost] / asks).toFixed(0)),
      (one.calls / asks).toFixed(2),
    ),
  );
}
