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
  const limits = { workerData: task, resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB } };
  const thread = module.pathname.endsWith('.ts')
    ? new Worker(fromSource(module), { ...limits, eval: true, execArgv: [] })
    : new Worker(module, limits);
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

/** A thread does not read TypeScript because the process does: from source it is told how, first. */
const fromSource = (module: URL): string =>
  `import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))}).then(({ register }) => {
    register();
    return import(${JSON.stringify(module.href)});
  });`;
