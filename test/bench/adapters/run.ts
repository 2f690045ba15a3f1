// What an adapter costs above the bare calls it makes, and what one stalled partner does to the others.
import type { ChildProcess } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { Pool } from 'undici';
import type { SeenRequest } from '../../../adapters/sandbox/sandbox-server.ts';
import type { Source } from '../../../adapters/source.ts';
import {
  API_KEY,
  classesOf,
  koppelsleutelOf,
  TRACEPARENT,
  type DialectUnderTest,
} from '../../adapters/dialects.ts';
import { forkFrom, told } from '../child.ts';
import { median, quantile } from '../quantiles.ts';
import { turned } from '../turns.ts';
import { MEASURED } from './measured.ts';
import type { Answers } from './servers.ts';

const MAPPING_ROUNDS = 5;
const STALL_ROUNDS = 10;
const ANSWERS = 60;
const AT_ONCE = 4;
const ARM_MS = 3_000;
const EVERY_MS = 40;

function asking(dialect: DialectUnderTest, url: string): () => Promise<unknown> {
  const source: Source = dialect.connect({ baseUrl: url + dialect.path, apiKey: API_KEY });
  const koppelsleutel = koppelsleutelOf(dialect.files, dialect.resident);
  const question = {
    koppelsleutel,
    fields: dialect.tells,
    classes: classesOf(dialect.tells),
    traceparent: TRACEPARENT,
  };
  return async () => await source(question, new AbortController().signal);
}

/** The same calls with nothing around them: no mapping, no deadline, no checks; each body is parsed. */
function replaying(requests: readonly SeenRequest[], url: string): () => Promise<unknown> {
  const pool = new Pool(url, { connections: 8 });
  return async () =>
    await Promise.all(
      requests.map(async ({ method, url: path, headers, body }) => {
        const { host: _host, connection: _connection, 'content-length': _length, ...rest } = headers;
        const isForm = String(headers['content-type']).includes('urlencoded');
        const text = isForm
          ? new URLSearchParams(body as Record<string, string>).toString()
          : JSON.stringify(body);
        const sends = method === 'GET' ? {} : { body: text };
        const sent = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, String(value)]));
        const answer = await pool.request({ method, path, headers: sent, ...sends });
        return await answer.body.json();
      }),
    );
}

/** Microseconds of this process per answer. */
async function cpuOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  for (let n = 0; n < ANSWERS; n += AT_ONCE) await Promise.all(Array.from({ length: AT_ONCE }, work));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / ANSWERS;
}

async function measureMapping(child: ChildProcess, urls: readonly string[]): Promise<void> {
  console.log(
    '| dialect | calls | adapter µs | bare calls µs | above it µs |\n| --- | ---: | ---: | ---: | ---: |',
  );
  for (const [place, dialect] of MEASURED.entries()) {
    const url = urls[place] ?? '';
    const ask = asking(dialect, url);
    await ask();
    await told(child, 'seen');
    await ask();
    const { seen = [] } = await told<Answers>(child, 'seen');
    const replay = replaying(seen, url);
    await cpuOf(ask);
    await cpuOf(replay);
    const [adapter, bare]: [number[], number[]] = [[], []];
    for (let round = 0; round < MAPPING_ROUNDS; round += 1) {
      adapter.push(await cpuOf(ask));
      bare.push(await cpuOf(replay));
      await told(child, 'seen');
    }
    const above = median(adapter.map((cost, round) => cost - (bare[round] ?? NaN)));
    console.log(
      `| ${dialect.name} | ${seen.length} | ${median(adapter).toFixed(0)} | ${median(bare).toFixed(0)} | ${above.toFixed(0)} |`,
    );
  }
}

/** What goes on beside the others: nothing, a fourth partner that never answers, and nothing once more, to see what chance does. */
const ARMS = ['alone', 'stalled', 'again'] as const;
type Arm = (typeof ARMS)[number];

/**
 * Asks at fixed moments, whether or not earlier questions were answered, and counts from the moment that was meant: who is held up
 * before it can ask was held up too. Each partner has moments of its own, the same in every arm.
 */
async function paced(work: () => Promise<unknown>, place: number, begin: number): Promise<readonly number[]> {
  const taken: Promise<number>[] = [];
  const first = begin + (place * EVERY_MS) / MEASURED.length;
  for (let meant = first; meant < begin + ARM_MS; meant += EVERY_MS) {
    await wait(Math.max(0, meant - performance.now()));
    const done = (): number => performance.now() - meant;
    taken.push(work().then(done, done));
  }
  return await Promise.all(taken);
}

type Rounds = ReadonlyMap<Arm, readonly (readonly number[])[]>;

async function measureStall(urls: readonly string[], stalled: string): Promise<Rounds> {
  const [first, ...rest] = MEASURED;
  const others = rest.map((dialect, place) => asking(dialect, urls[place + 1] ?? ''));
  const rounds = new Map<Arm, (readonly number[])[]>(ARMS.map(arm => [arm, []]));
  if (first === undefined) return rounds;
  // One for the whole measurement, as a gateway has: its pool, its turnstile and its breaker go on where they were.
  const stall = asking(first, stalled);
  for (let round = 0; round <= STALL_ROUNDS; round += 1) {
    for (const arm of turned(ARMS, round)) {
      const begin = performance.now() + EVERY_MS;
      const beside = arm === 'stalled' ? [paced(stall, 0, begin)] : [];
      const taken = (await Promise.all(others.map((ask, place) => paced(ask, place + 1, begin)))).flat();
      // Nothing that one arm began reaches into the next.
      await Promise.all(beside);
      await wait(EVERY_MS);
      // The first round warms up.
      if (round > 0) rounds.get(arm)?.push(taken);
    }
  }
  return rounds;
}

function tellStall(rounds: Rounds): void {
  console.log(
    '\n| arm | answers | p50 ms | p99 ms | p99 against alone, median of rounds | over all answers |',
  );
  console.log('| --- | ---: | ---: | ---: | ---: | ---: |');
  const p99s = (arm: Arm): number[] => (rounds.get(arm) ?? []).map(taken => quantile(taken, 0.99));
  const alone = p99s('alone');
  const overall = (arm: Arm): number => quantile((rounds.get(arm) ?? []).flat(), 0.99);
  for (const arm of ARMS) {
    const all = (rounds.get(arm) ?? []).flat();
    const ratios = p99s(arm).map((p99, round) => p99 / (alone[round] ?? NaN));
    const cells = [quantile(all, 0.5).toFixed(1), overall(arm).toFixed(1), median(ratios).toFixed(2)];
    console.log(
      `| ${arm} | ${all.length} | ${cells.join(' | ')} | ${(overall(arm) / overall('alone')).toFixed(2)} |`,
    );
  }
}

const child = forkFrom(import.meta.url, './servers');
const { urls = [], stalled = '' } = await told<Answers>(child, 'start');
await measureMapping(child, urls);
tellStall(await measureStall(urls, stalled));
child.disconnect();
process.exit(0);
