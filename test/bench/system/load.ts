// The load, in a process of its own: an open model, so that who is slow is asked no less; or so many lanes, for a soak.
import { setTimeout as wait } from 'node:timers/promises';
import { Pool } from 'undici';
import { usage } from '../usage.ts';
import { connectWith, type Ask, type BenchCall, type CallerTls } from './ask.ts';

export interface LoadPlan {
  readonly url: string;
  readonly tls: Partial<CallerTls>;
  readonly asks: readonly Ask[];
  /** Stands in every answer that gave what was asked. */
  readonly expects: string;
  readonly arrivals:
    | { readonly perSecond: number; readonly seconds: number }
    | { readonly lanes: number; readonly count: number };
}

/** How one ask went. The time counts from the moment that it was meant to be sent. */
export interface Taken {
  readonly sender: string;
  readonly ms: number;
  readonly outcome: 'answered' | 'without' | 'failed';
  /** Whether it was over before the last was meant to be sent. */
  readonly isInTime: boolean;
}

export interface LoadAnswer {
  readonly taken: readonly Taken[];
  readonly seconds: number;
}

const MOST_CONNECTIONS = 128;
/** Who has no answer by then is not waited for. */
const LONGEST_MS = 4_000;

/** Kept from plan to plan: a partner does not connect anew all day. */
const pools = new Map<string, Pool>();

function poolTo({ url, tls, arrivals }: LoadPlan): Pool {
  const connections = 'lanes' in arrivals ? arrivals.lanes : MOST_CONNECTIONS;
  // Never one that was made for fewer: who then waits in line here would seem to wait for the gateway.
  const name = `${connections} ${url}`;
  const known = pools.get(name) ?? new Pool(url, { connections, connect: connectWith(tls) });
  pools.set(name, known);
  return known;
}

async function call(
  pool: Pool,
  { method, path, headers, body }: BenchCall,
  expects: string,
): Promise<boolean> {
  const signal = AbortSignal.timeout(LONGEST_MS);
  const answer = await pool.request({ method, path, headers, body: body ?? null, signal });
  const text = await answer.body.text();
  if (answer.statusCode !== 200) throw new Error(`${answer.statusCode}`);
  return text.includes(expects);
}

async function take(
  pool: Pool,
  ask: Ask | undefined,
  expects: string,
  meant: number,
  end: number,
): Promise<Taken> {
  const done = (outcome: Taken['outcome']): Taken => {
    const now = performance.now();
    return { sender: ask?.sender ?? '', ms: now - meant, outcome, isInTime: now <= end };
  };
  try {
    const told = await Promise.all((ask?.calls ?? []).map(async each => await call(pool, each, expects)));
    return done(told.every(Boolean) ? 'answered' : 'without');
  } catch {
    return done('failed');
  }
}

/** Arrivals that know nothing of each other: the time between them is exponential. */
const gapMs = (perSecond: number): number => (-Math.log(1 - Math.random()) / perSecond) * 1_000;

async function arrive(plan: LoadPlan, perSecond: number, seconds: number): Promise<LoadAnswer> {
  const pool = poolTo(plan);
  const taken: Promise<Taken>[] = [];
  const begin = performance.now() + 20;
  const end = begin + seconds * 1_000;
  for (let meant = begin + gapMs(perSecond); meant < end; meant += gapMs(perSecond)) {
    const early = meant - performance.now();
    if (early > 0) await wait(early);
    const ask = plan.asks[Math.floor(Math.random() * plan.asks.length)];
    taken.push(take(pool, ask, plan.expects, meant, end));
  }
  return { taken: await Promise.all(taken), seconds };
}

async function inLanes(plan: LoadPlan, lanes: number, count: number): Promise<LoadAnswer> {
  const pool = poolTo(plan);
  const taken: Taken[] = [];
  const begin = performance.now();
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) {
      const ask = plan.asks[next++ % plan.asks.length];
      taken.push(await take(pool, ask, plan.expects, performance.now(), Infinity));
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return { taken, seconds: (performance.now() - begin) / 1_000 };
}

async function carryOut(plan: LoadPlan): Promise<LoadAnswer> {
  const { arrivals } = plan;
  return 'lanes' in arrivals
    ? await inLanes(plan, arrivals.lanes, arrivals.count)
    : await arrive(plan, arrivals.perSecond, arrivals.seconds);
}

process.on('message', (message: LoadPlan | 'usage') => {
  if (message === 'usage') return void process.send?.(usage());
  void carryOut(message).then(answer => process.send?.(answer));
});
process.on('disconnect', () => process.exit(0));
