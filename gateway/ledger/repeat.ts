import { setTimeout as wait } from 'node:timers/promises';

/** Does the work again and again, each time this long after it ended, until stopped; stopping waits for the running turn. */
export function repeat(work: () => Promise<void>, pauseMs: number): { readonly stop: () => Promise<void> } {
  const stopping = new AbortController();
  const pause = async (): Promise<void> =>
    await wait(pauseMs, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
  const turns = (async () => {
    for (await pause(); !stopping.signal.aborted; await pause()) await work();
  })();
  return {
    stop: async () => {
      stopping.abort();
      await turns;
    },
  };
}
