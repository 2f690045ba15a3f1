import { told } from '../child.ts';
import { quantile } from '../quantiles.ts';
import { cpuMicrosOfFamily, type Usage } from '../usage.ts';
import { planFor, type Contestant } from './contestants.ts';
import type { SystemEstate } from './estate.ts';
import type { LoadAnswer, LoadPlan, Taken } from './load.ts';
import type { SourcesUsage } from './sources.ts';

/** What one step of load brought about, and what it cost in each process. */
export interface Sample {
  readonly offered: number;
  readonly taken: readonly Taken[];
  readonly seconds: number;
  readonly micros: Readonly<Record<Cost, number>>;
  /** Calls that the sources answered. */
  readonly calls: number;
}

export const COSTS = ['own', 'postgres', 'sources', 'load'] as const;
export type Cost = (typeof COSTS)[number];

/** Sends this load to one contestant. */
export async function sample(
  contestant: Contestant,
  estate: SystemEstate,
  postmaster: number,
  arrivals: LoadPlan['arrivals'],
): Promise<Sample> {
  const plan = await planFor(contestant, estate, arrivals);
  const before = await costOf(contestant, estate, postmaster);
  const { taken, seconds } = await told<LoadAnswer>(estate.processes.load, plan);
  const after = await costOf(contestant, estate, postmaster);
  const spent = (cost: Cost): number => after.micros[cost] - before.micros[cost];
  return {
    offered: 'perSecond' in arrivals ? arrivals.perSecond : taken.length / seconds,
    taken,
    seconds,
    calls: after.calls - before.calls,
    micros: {
      own: spent('own'),
      postgres: spent('postgres'),
      sources: spent('sources'),
      load: spent('load'),
    },
  };
}

async function costOf(contestant: Contestant, { processes }: SystemEstate, postmaster: number) {
  const own = await told<Usage>(processes[contestant], 'usage');
  const sources = await told<SourcesUsage>(processes.sources, 'usage');
  const load = await told<Usage>(processes.load, 'usage');
  const micros: Readonly<Record<Cost, number>> = {
    own: own.cpuMicros,
    sources: sources.cpuMicros,
    load: load.cpuMicros,
    postgres: cpuMicrosOfFamily(postmaster),
  };
  return { micros, calls: sources.calls };
}

/** Several steps of the same load as one. */
export const together = (samples: readonly Sample[]): Sample => ({
  offered: samples[0]?.offered ?? NaN,
  taken: samples.flatMap(({ taken }) => taken),
  seconds: sum(samples.map(({ seconds }) => seconds)),
  calls: sum(samples.map(({ calls }) => calls)),
  micros: Object.fromEntries(
    COSTS.map(cost => [cost, sum(samples.map(({ micros }) => micros[cost]))]),
  ) as Readonly<Record<Cost, number>>,
});

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

export interface Figures {
  /** Answers with everything in them, while asking went on, a second. */
  readonly achieved: number;
  /** How many got less than they asked, or nothing. */
  readonly missed: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** Of all asks, also those that failed: who gives up soon is not fast. */
export function figuresOf({ taken, seconds }: Pick<Sample, 'taken' | 'seconds'>): Figures {
  const times = taken.map(({ ms }) => ms);
  const good = taken.filter(({ outcome }) => outcome === 'answered');
  return {
    achieved: good.filter(({ isInTime }) => isInTime).length / seconds,
    missed: taken.length - good.length,
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    p99: quantile(times, 0.99),
    max: quantile(times, 1),
  };
}

const LEAST_ACHIEVED = 0.95;
const LONGEST_P99_MS = 1_000;

/** Beyond this more asking brings no more answers, or only late ones. */
export function isSaturated(one: Sample): boolean {
  const { achieved, p99 } = figuresOf(one);
  // What was sent is counted, not what was meant: chance sends a little more or less.
  return achieved < LEAST_ACHIEVED * (one.taken.length / one.seconds) || p99 > LONGEST_P99_MS;
}
