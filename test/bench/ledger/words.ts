import { parseArgs } from 'node:util';

export interface BenchWords {
  readonly rounds: number;
  readonly ms: number;
  readonly connections: readonly number[];
  /** Which parts to measure. */
  readonly only: readonly string[];
  /** How many requests the soak takes. */
  readonly soak: number;
}

export function wordsOf(words: readonly string[]): BenchWords {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...words],
    options: { rounds: text, ms: text, connections: text, only: text, soak: text },
  });
  return {
    rounds: Number(values.rounds ?? 9),
    ms: Number(values.ms ?? 1_500),
    connections: (values.connections ?? '64,8,1').split(',').map(Number),
    only: (values.only ?? 'load,replicas,slow,soak,alone').split(','),
    soak: Number(values.soak ?? 100_000),
  };
}
