import { appendAlone, verifyAll } from './ledger-alone.ts';
import { sample, start, type Contestant, type Running, type Sample } from './contestants.ts';
import { median } from '../quantiles.ts';
import { burst } from './load.ts';
import { openPark, type Park } from './park.ts';
import { slowDisk } from './slow-disk.ts';
import { soak } from './soak.ts';
import { wordsOf, type BenchWords } from './words.ts';

// npm run bench:ledger -- [--rounds 9] [--ms 1500] [--connections 64,8,1] [--only load,replicas,slow,alone,soak] [--soak 100000]

const NAIVE: Contestant = { name: 'naïef: SELECT + INSERT', kind: 'naive', servers: 1 };
const GATEWAY: Contestant = { name: 'de poort', kind: 'full', servers: 1 };
const BARE: Contestant = { name: 'kaal Express', kind: 'bare', servers: 1 };
const TWO: Contestant = { name: 'twee poorten', kind: 'full', servers: 2 };

const WARM_UP = 12_000;

const words = wordsOf(process.argv.slice(2));
const has = (part: string): boolean => words.only.includes(part);

if (has('load') || has('replicas') || has('alone') || has('soak')) await inPark(await openPark(), measureAll);
if (has('slow')) await measureSlowDisk();

async function inPark(park: Park, measure: (park: Park) => Promise<void>): Promise<void> {
  try {
    await measure(park);
  } finally {
    await park.close();
  }
}

async function measureAll(park: Park): Promise<void> {
  if (has('load')) await compare(park, [NAIVE, GATEWAY, BARE], words.connections);
  if (has('replicas')) await compare(park, [GATEWAY, TWO], [64]);
  if (has('soak')) await soak(park, words.soak);
  if (has('alone')) {
    await appendAlone(park);
    await verifyAll(park);
  }
}

async function measureSlowDisk(): Promise<void> {
  const preload = await slowDisk(2_000);
  if (preload === undefined) return console.log('trage schijf: niet gemeten, hier is geen C-compiler');
  console.log('\nmet een schijf die 2 ms trager is:');
  await inPark(
    await openPark(preload),
    async park => await compare(park, [NAIVE, GATEWAY], words.connections),
  );
}

/** Bursts in a rotating order; what the machine does meanwhile falls on all alike. The first is the measure of the others. */
async function compare(
  park: Park,
  contestants: readonly Contestant[],
  connections: BenchWords['connections'],
): Promise<void> {
  const running: Running[] = [];
  try {
    for (const each of contestants) running.push(await start(each, park));
    for (const each of running) await warmUp(each);
    for (const count of connections) report(count, await rounds(running, count, park));
  } finally {
    for (const { servers } of running) for (const { stop } of servers) await stop();
  }
}

/** What a process does in its first minute is not what it does for weeks; nor is making a resident's own key at their first entry. */
async function warmUp({ servers, requests }: Running): Promise<void> {
  const ready = await requests();
  for (const [n, { url }] of servers.entries()) {
    const own = ready[n] ?? [];
    await burst(url, 64, own, { answers: WARM_UP });
  }
}

async function rounds(
  running: readonly Running[],
  count: number,
  park: Park,
): Promise<Map<string, Sample[]>> {
  const requests = new Map<string, readonly (readonly Buffer[])[]>();
  for (const each of running) requests.set(each.name, await each.requests());
  const samples = new Map<string, Sample[]>(running.map(({ name }) => [name, []]));
  for (let round = 0; round < words.rounds; round++) {
    const order = [...running.slice(round % running.length), ...running.slice(0, round % running.length)];
    for (const each of order) {
      const measured = await sample(each, requests.get(each.name) ?? [], count, words.ms, park.postmaster);
      samples.get(each.name)?.push(measured);
    }
    process.stderr.write('.');
  }
  process.stderr.write('\n');
  return samples;
}

/** Medians, and medians of the ratios per round. */
function report(count: number, samples: ReadonlyMap<string, readonly Sample[]>): void {
  const [measure = []] = samples.values();
  for (const [name, own] of samples) {
    const ratio = (of: (sample: Sample) => number): string =>
      median(own.map((each, n) => of(each) / of(measure[n] ?? each))).toFixed(2);
    const middle = (of: (sample: Sample) => number, digits = 0): string =>
      median(own.map(of)).toFixed(digits);
    console.log(
      `${count} verbindingen, ${name}: ${middle(each => each.perSecond)}/s (× ${ratio(each => each.perSecond)}), ` +
        `CPU ${middle(each => each.nodeMicros)} + ${middle(each => each.postgresMicros)} µs ` +
        `(node × ${ratio(each => each.nodeMicros)}, samen × ${ratio(each => each.nodeMicros + each.postgresMicros)}), ` +
        `p50 ${middle(each => each.p50Ms, 1)} ms`,
    );
  }
}
