import { told } from '../child.ts';
import { median, quantile } from '../quantiles.ts';
import type { Usage } from '../usage.ts';
import { planFor } from './contestants.ts';
import type { SystemEstate } from './estate.ts';
import type { LoadAnswer } from './load.ts';
import { heading, row } from './tables.ts';

const LANES = 32;
const MIB = 1_048_576;
/** Before a token is over, however busy the machine. */
const PER_TOKEN = 5_000;

export interface SoakWords {
  readonly requests: number;
  /** It stops then, however many were sent. */
  readonly longestMs: number;
  /** How often memory is looked at, in requests. */
  readonly every: number;
}

interface Held {
  readonly requests: number;
  readonly heapMib: number;
  readonly rssMib: number;
}

/** Many requests through the whole product; tells what the gateway holds in memory, with what nobody holds collected. */
export async function soak(
  estate: SystemEstate,
  { requests, longestMs, every }: SoakWords,
): Promise<boolean> {
  const begin = performance.now();
  const held: Held[] = [];
  console.log(heading('requests', 'heap MiB', 'rss MiB', 'requests/s', 'p50 ms', 'p99 ms', 'missed'));
  for (let sent = 0; sent < requests && performance.now() - begin < longestMs; sent += every) {
    const { times, seconds, missed } = await send(estate, every);
    const { heapBytes, rssBytes } = await told<Usage>(estate.processes.gateway, 'collect');
    const now = { requests: sent + every, heapMib: heapBytes / MIB, rssMib: rssBytes / MIB };
    held.push(now);
    const memory = [now.heapMib, now.rssMib].map(each => each.toFixed(1));
    const latency = [0.5, 0.99].map(part => quantile(times, part).toFixed(1));
    console.log(row(now.requests, ...memory, (every / seconds).toFixed(0), ...latency, missed));
  }
  return judge(held);
}

async function send(estate: SystemEstate, count: number) {
  const times: number[] = [];
  let [seconds, missed] = [0, 0];
  for (let left = count; left > 0; left -= PER_TOKEN) {
    const plan = await planFor('gateway', estate, { lanes: LANES, count: Math.min(left, PER_TOKEN) });
    const answer = await told<LoadAnswer>(estate.processes.load, plan);
    seconds += answer.seconds;
    missed += answer.taken.filter(({ outcome }) => outcome !== 'answered').length;
    for (const { ms } of answer.taken) times.push(ms);
  }
  return { times, seconds, missed };
}

const MOST_GROWTH = 1.1;

/** Flat: what the last quarter held is at most a tenth above what the second held. */
function judge(held: readonly Held[]): boolean {
  const quarter = (n: number): readonly Held[] =>
    held.slice(Math.floor((n * held.length) / 4), Math.floor(((n + 1) * held.length) / 4));
  const growth = (of: (one: Held) => number): number =>
    median(quarter(3).map(of)) / median(quarter(1).map(of));
  const [heap, rss] = [growth(one => one.heapMib), growth(one => one.rssMib)];
  console.log(`\nlast quarter against the second: heap × ${heap.toFixed(3)}, rss × ${rss.toFixed(3)}`);
  return heap <= MOST_GROWTH && rss <= MOST_GROWTH;
}
