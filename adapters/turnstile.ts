import { SourceFailure } from './source.ts';

/** Runs the work when there is room. Rejects with a `SourceFailure` when too many wait, or when the signal aborts first. */
export type Turnstile = <T>(signal: AbortSignal, work: () => Promise<T>) => Promise<T>;

/** Lets so many inside at once and so many wait: a partner that stalls holds no more of the gateway than that. */
export function createTurnstile(mostInside: number, mostWaiting: number): Turnstile {
  let inside = 0;
  const waiting = new Set<() => void>();
  const leave = (): void => {
    const [next] = waiting;
    if (next === undefined) inside -= 1;
    else next();
  };
  const enter = async (signal: AbortSignal): Promise<void> => {
    if (inside < mostInside) {
      inside += 1;
      return;
    }
    if (waiting.size >= mostWaiting) throw new SourceFailure('unreachable', { cause: 'busy' });
    await new Promise<void>((resolve, reject) => {
      const giveUp = (): void => {
        waiting.delete(take);
        reject(new SourceFailure('too-slow'));
      };
      // The place inside passes from who leaves to who takes; the count stays.
      const take = (): void => {
        waiting.delete(take);
        signal.removeEventListener('abort', giveUp);
        resolve();
      };
      waiting.add(take);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  };
  return async (signal, work) => {
    await enter(signal);
    try {
      return await work();
    } finally {
      leave();
    }
  };
}
