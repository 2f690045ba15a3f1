import { forkFrom, letGo, told } from '../child.ts';
import type { Usage } from '../usage.ts';
import type { ServerStart } from './servers.ts';

/** A server in a process of its own. */
export interface ServerProcess {
  readonly url: string;
  readonly usage: (after?: 'usage' | 'collect') => Promise<Usage>;
  readonly stop: () => Promise<void>;
}

export async function startServer(start: ServerStart): Promise<ServerProcess> {
  const child = forkFrom(import.meta.url, './servers', {
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
    stop: async () => await letGo(child),
  };
}
