// What an adapter costs above the bare calls it makes, and what one stalled partner does to the others.
import { fork, type ChildProcess } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Pool } from 'undici';
import type { SeenRequest } from '../../../adapters/sandbox/sandbox-server.ts';
import type { Source } from '../../../adapters/source.ts';
import {
  API_KEY,
  classesOf,
  DIALECTS,
  koppelsleutelOf,
  TRACEPARENT,
  type DialectUnderTest,
} from '../../adapters/dialects.ts';
import type { Answers } from './servers.ts';

const MAPPING_ROUNDS = 5;
const STALL_ROUNDS = 7;
const ANSWERS = 60;
const AT_ONCE = 4;
const ROUND_MS = 2_000;
const EVERY_MS = 60;

const told = async (child: ChildProcess, message: 'start' | 'seen'): Promise<Answers> =>
  await new Promise(resolve => {
    child.once('message', answer => resolve(answer as Answers));
    child.send(message);
  });

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
const quantile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? NaN;

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
  for (const [place, dialect] of DIALECTS.entries()) {
    const url = urls[place] ?? '';
    const ask = asking(dialect, url);
    await ask();
    await told(child, 'seen');
    await ask();
    const { seen = [] } = await told(child, 'seen');
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

/** Asks at a steady pace, whether or not earlier questions were answered; resolves to how long each took. */
async function paced(work: () => Promise<unknown>): Promise<readonly number[]> {
  const taken: Promise<number>[] = [];
  const end = performance.now() + ROUND_MS;
  while (performance.now() < end) {
    const started = performance.now();
    taken.push(
      work().then(
        () => performance.now() - started,
        () => performance.now() - started,
      ),
    );
    await wait(EVERY_MS);
  }
  return await Promise.all(taken);
}

async function measureStall(urls: readonly string[], stalled: string): Promise<void> {
  const others = DIALECTS.map((dialect, place) => asking(dialect, urls[place] ?? '')).slice(1);
  const [first] = DIALECTS;
  if (first === undefined) return;
  const ratios: number[] = [];
  const all: { alone: number[]; beside: number[] } = { alone: [], beside: [] };
  for (let round = 0; round <= STALL_ROUNDS; round += 1) {
    const stall = asking(first, stalled);
    const isFirst = round % 2 === 0;
    const p99 = { alone: NaN, beside: NaN };
    for (const which of isFirst ? (['alone', 'beside'] as const) : (['beside', 'alone'] as const)) {
      const beside = which === 'beside' ? [paced(stall)] : [];
      const taken = (await Promise.all(others.map(paced))).flat();
      await Promise.all(beside);
      p99[which] = quantile(taken, 0.99);
      if (round > 0) all[which].push(...taken);
    }
    if (round > 0) ratios.push(p99.beside / p99.alone);
  }
  const [alone, beside] = [quantile(all.alone, 0.99), quantile(all.beside, 0.99)];
  console.log(
    `\np99 of the others alone ${alone.toFixed(1)} ms, beside a stalled partner ${beside.toFixed(1)} ms`,
  );
  console.log(
    `ratio over all ${all.alone.length} answers ${(beside / alone).toFixed(2)}, median of ${STALL_ROUNDS} rounds ${median(ratios).toFixed(2)} (goal: at most 1.2)`,
  );
}

const child = fork(fileURLToPath(new URL('servers.ts', import.meta.url)), { execArgv: ['--import', 'tsx'] });
const { urls = [], stalled = '' } = await told(child, 'start');
await measureMapping(child, urls);
await measureStall(urls, stalled);
child.disconnect();
process.exit(0);
