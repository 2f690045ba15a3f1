import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { GatewayStart } from './gateway-process.ts';
import { killed } from './killed.ts';

/** A gateway in a process of its own, that can be ended as a power failure would. */
export interface GatewayProcess {
  readonly url: string;
  /** `kill -9`; resolves when it is gone. */
  readonly kill: () => Promise<void>;
}

/** Starts gateways one after the other; the next stands ready while one works, so that starting again is quick. */
export interface Gateways {
  readonly start: (options: GatewayStart) => Promise<GatewayProcess>;
  readonly close: () => Promise<void>;
}

export function createGateways(): Gateways {
  const spares = [makeReady(), makeReady()];
  return {
    start: async options => {
      const child = await (spares.shift() ?? makeReady());
      spares.push(makeReady());
      child.send(options);
      const [answer] = (await once(child, 'message')) as [{ readonly url?: string; readonly error?: string }];
      if (answer.url === undefined) throw new Error(`a gateway did not start: ${answer.error ?? ''}`);
      return { url: answer.url, kill: async () => await killed(child) };
    },
    close: async () => {
      for (const spare of spares) await killed(await spare);
    },
  };
}

async function makeReady(): Promise<ChildProcess> {
  const child = fork(fileURLToPath(new URL('gateway-process.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
  });
  await once(child, 'message');
  return child;
}
