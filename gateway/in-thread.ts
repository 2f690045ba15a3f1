import { Worker } from 'node:worker_threads';

/** It took longer than somebody waits, and was ended. */
export class ThreadTookTooLong extends Error {
  override readonly name = 'ThreadTookTooLong';
  readonly code = 'thread-took-too-long';
}

const MOST_MEMORY_MB = 512;

/**
 * Does work that keeps a processor busy in a thread of its own, so that no request waits for it. The module gets the task as its
 * `workerData` and posts one answer; after `mostMs` the thread is ended. What it throws is thrown here.
 */
export async function inThread<Answer>(module: URL, task: unknown, mostMs: number): Promise<Answer> {
  const thread = new Worker(module, {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
  });
  let bound: NodeJS.Timeout | undefined;
  try {
    return await new Promise<Answer>((resolve, reject) => {
      thread.once('message', resolve);
      thread.once('error', reject);
      thread.once('exit', () => reject(new Error('a thread ended without an answer')));
      bound = setTimeout(() => reject(new ThreadTookTooLong('a thread took too long')), mostMs);
    });
  } finally {
    clearTimeout(bound);
    await thread.terminate();
  }
}
