import { setMaxListeners } from 'node:events';
import { SourceFailure } from './source.ts';

/** Runs `work` under a signal that aborts at the ceiling, when the caller gives up, or once the work is done. */
export async function withDeadline<T>(
  timeoutMs: number,
  signal: AbortSignal,
  work: (limited: AbortSignal) => Promise<T>,
): Promise<T> {
  const deadline = new AbortController();
  // One question may be many calls, and each of them listens.
  setMaxListeners(0, deadline.signal);
  const stop = (): void => deadline.abort();
  const timer = setTimeout(stop, timeoutMs);
  // Not AbortSignal.any: on Node 20 a combined signal may be collected before it fires.
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    return await work(deadline.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    stop();
  }
}

/**
 * What the work comes to; a `SourceFailure` as soon as the signal aborts. For work that may not hear the signal: a call that
 * waits for a connection is only told once there is one.
 */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return await new Promise((resolve, reject) => {
    const stop = (): void => reject(new SourceFailure('too-slow'));
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    work.finally(() => signal.removeEventListener('abort', stop)).then(resolve, reject);
  });
}
