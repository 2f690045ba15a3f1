import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Answer } from './engines.ts';
import type { CedarJob, CedarWay } from './cedar-process.ts';

/** Cedar in its own process: it answers or times bursts of requests that it draws from the same seed. */
export interface CedarEngine {
  readonly answers: (way: CedarWay, count: number, seed: number) => Promise<readonly Answer[]>;
  readonly time: (way: CedarWay, count: number, seed: number) => Promise<number>;
  readonly stop: () => void;
}

export function startCedar(): CedarEngine {
  const script = fileURLToPath(new URL('cedar-process.ts', import.meta.url));
  const child = fork(script, { execArgv: ['--no-turbo-inline-js-wasm-calls', '--import', 'tsx'] });
  return {
    answers: async (way, count, seed) =>
      ((await ask(child, { job: 'answer', way, count, seed })) as (string | null)[][]).map(answer =>
        answer.map(rule => rule ?? undefined),
      ),
    time: async (way, count, seed) => (await ask(child, { job: 'time', way, count, seed })) as number,
    stop: () => void child.kill(),
  };
}

async function ask(child: ChildProcess, job: CedarJob): Promise<unknown> {
  child.send(job);
  const [answer] = (await once(child, 'message')) as [unknown];
  return answer;
}
