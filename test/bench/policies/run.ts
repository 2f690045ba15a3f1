// Verifies that every engine gives the same answers, and only then times them: `npm run bench:policies`.
import { casbinEngine } from './casbin-engine.ts';
import { startCedar, type CedarEngine } from './cedar-engine.ts';
import type { CedarWay } from './cedar-process.ts';
import {
  bareScanEngine,
  caslEngine,
  caslPerCallerEngine,
  mapEngine,
  tableEngine,
  type Answer,
  type Engine,
} from './engines.ts';
import { randomRequests } from './requests.ts';
import { loadShipped } from './shipped.ts';

const SEED = 1;
const ROUNDS = 11;
const HOT = 256;
const VERIFIED = 10_000;
const CEDAR: readonly {
  readonly way: CedarWay;
  readonly name: string;
  readonly burst: number;
  readonly verified: number;
}[] = [
  { way: 'oracle', name: 'cedar-wasm, sliced per road, one call', burst: 256, verified: VERIFIED },
  { way: 'perField', name: 'cedar-wasm, sliced per road, a call per field', burst: 16, verified: 400 },
];

interface Timed {
  readonly name: string;
  readonly time: () => Promise<number>;
}

const handreiking = await loadShipped();
const requests = randomRequests(handreiking, VERIFIED, SEED);
const table = tableEngine(handreiking);
const engines: readonly Engine[] = [
  table,
  mapEngine(handreiking),
  bareScanEngine(handreiking),
  caslEngine(handreiking, true),
  caslEngine(handreiking, false),
  caslPerCallerEngine(handreiking),
  await casbinEngine(handreiking),
];
const cedar = startCedar();

await verifyAll(engines, cedar);
report(await timeAll());
cedar.stop();

async function verifyAll(all: readonly Engine[], other: CedarEngine): Promise<void> {
  const ours = await Promise.all(requests.map(async request => await table.answer(request)));
  for (const engine of all.slice(1)) {
    const theirs: Answer[] = [];
    for (const request of requests) theirs.push(await engine.answer(request));
    agree(engine.name, ours, theirs);
  }
  for (const { way, name, verified } of CEDAR)
    agree(name, ours.slice(0, verified), await other.answers(way, verified, SEED));
}

function same(our: string | undefined, their: string | undefined): boolean {
  return their === 'open' ? our !== undefined : our === their;
}

/** A bare scan says that a field opens, the others by which rule: each is held to what it says. */
function agree(name: string, ours: readonly Answer[], theirs: readonly Answer[]): void {
  const wrong = ours.findIndex(
    (answer, index) => !answer.every((our, field) => same(our, theirs[index]?.[field])),
  );
  if (wrong >= 0 || ours.length !== theirs.length) throw new Error(`${name} disagrees on request ${wrong}`);
  console.log(`agrees on ${ours.length} requests: ${name}`);
}

/** Bursts of all engines in turn, in an order that rotates, so that what the machine does meanwhile falls on all alike. */
async function timeAll(): Promise<ReadonlyMap<string, readonly number[]>> {
  const timed: readonly Timed[] = [
    ...engines.map(engine => ({ name: engine.name, time: async () => await burstOf(engine) })),
    ...CEDAR.map(({ way, name, burst }) => ({ name, time: async () => await cedar.time(way, burst, SEED) })),
  ];
  const results = new Map<string, number[]>(timed.map(({ name }) => [name, []]));
  for (let round = -1; round < ROUNDS; round++)
    for (let turn = 0; turn < timed.length; turn++) {
      const engine = timed[(turn + round + 1) % timed.length];
      const nanoseconds = (await engine?.time()) ?? 0;
      if (round >= 0 && engine !== undefined) results.get(engine.name)?.push(nanoseconds);
    }
  return results;
}

async function burstOf(engine: Engine): Promise<number> {
  const burst = requests.slice(0, Math.ceil(HOT * Math.min(1, engine.passes)));
  const passes = Math.max(1, engine.passes);
  const isAsync = engine.run(requests[0] ?? fail()) instanceof Promise;
  const start = process.hrtime.bigint();
  for (let pass = 0; pass < passes; pass++)
    if (isAsync) for (const request of burst) await engine.run(request);
    else for (const request of burst) engine.run(request);
  return Number(process.hrtime.bigint() - start) / (burst.length * passes);
}

function fail(): never {
  throw new Error('there are no requests');
}

function report(results: ReadonlyMap<string, readonly number[]>): void {
  const ours = results.get(table.name) ?? [];
  const scan = results.get(bareScanEngine(handreiking).name) ?? [];
  console.log(
    '\n| engine | µs per decision (median) | times our table | times the bare scan |\n|---|---:|---:|---:|',
  );
  for (const [name, times] of [...results].sort(([, a], [, b]) => median(a) - median(b))) {
    const ratioTo = (others: readonly number[]): string => {
      const ratio = median(times.map((time, round) => time / (others[round] ?? time)));
      return ratio < 10 ? ratio.toFixed(2) : ratio.toFixed(0);
    };
    console.log(`| ${name} | ${(median(times) / 1000).toFixed(2)} | ${ratioTo(ours)} | ${ratioTo(scan)} |`);
  }
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
