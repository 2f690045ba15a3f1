import { fork, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ServerStart, Usage } from './servers.ts';

/** A server in a process of its own. */
export interface ServerProcess {
  readonly url: string;
  readonly usage: (after?: 'usage' | 'collect') => Promise<Usage>;
  readonly stop: () => Promise<void>;
}

// As compiled: what turns TypeScript into JavaScript on the way is not what is measured.
const SERVERS = fileURLToPath(new URL('servers.js', import.meta.url));

export async function startServer(start: ServerStart): Promise<ServerProcess> {
  const child = fork(SERVERS, {
    execArgv: [
      '--expose-gc',
      '--max-semi-space-size=32',
      ...(process.env['BENCH_PROFILE'] === start.kind ? ['--cpu-prof'] : []),
    ],
  });
  const { url } = await told<{ readonly url: string }>(child, start);
  return {
    url,
    usage: async (after = 'usage') => await told<Usage>(child, after),
    stop: async () => await stopped(child),
  };
}

const told = async <Answer>(child: ChildProcess, message: ServerStart | string): Promise<Answer> =>
  await new Promise((resolve, reject) => {
    const gone = (): void => reject(new Error('a server stopped'));
    child.once('exit', gone);
    child.once('message', answer => {
      child.off('exit', gone);
      resolve(answer as Answer);
    });
    child.send(message);
  });

/** Ends in its own time, so that a profile is still written. */
const stopped = async (child: ChildProcess): Promise<void> =>
  await new Promise(resolve => {
    child.once('exit', () => resolve());
    child.disconnect();
  });

const MICROS_PER_TICK = 10_000;

/** Processor time of a process and all that it ever started; Linux only, elsewhere 0. */
export function cpuMicrosOfFamily(pid: number): number {
  if (process.platform !== 'linux') return 0;
  const stats = readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(statOf);
  const mine = stats.filter(each => each.pid === pid || each.parent === pid);
  return mine.reduce((sum, { ticks }) => sum + ticks, 0) * MICROS_PER_TICK;
}

function statOf(name: string): { pid: number; parent: number; ticks: number }[] {
  try {
    const text = readFileSync(`/proc/${name}/stat`, 'utf8');
    const words = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [own, waited] = [(words[11] ?? 0) + (words[12] ?? 0), (words[13] ?? 0) + (words[14] ?? 0)];
    return [{ pid: Number(name), parent: words[1] ?? 0, ticks: own + waited }];
  } catch {
    return [];
  }
}
