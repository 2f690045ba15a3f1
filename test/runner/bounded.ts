export type Run = (...given: readonly unknown[]) => unknown;

/** What fails when it is not done within its time; the runner itself would wait for ever. */
export function bounded(run: Run, limitMs: number): Run {
  return async (...given) => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`not done within ${limitMs} ms`)), limitMs);
    });
    try {
      await Promise.race([run(...given), late]);
    } finally {
      clearTimeout(timer);
    }
  };
}
