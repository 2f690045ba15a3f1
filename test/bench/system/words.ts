import { parseArgs } from 'node:util';
import type { RateWords } from './rates.ts';
import type { SoakWords } from './soak.ts';

const PARTS = ['rates', 'stall', 'officer'] as const;

/** What to measure, and how long. */
export interface SystemWords extends RateWords {
  readonly only: readonly string[];
  readonly residents: number;
  /** At which rate partners stall and officers work. */
  readonly steady: number;
  readonly soak: SoakWords | undefined;
}

export function systemWordsOf(words: readonly string[]): SystemWords {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...words],
    options: {
      rates: text,
      seconds: text,
      rounds: text,
      only: text,
      residents: text,
      steady: text,
      soak: text,
      minutes: text,
    },
  });
  const { rates = '25,50,100,200,300,400,600,800', only = PARTS.join(','), soak } = values;
  const requests = Number(soak ?? 0);
  return {
    rates: rates.split(',').map(Number),
    seconds: Number(values.seconds ?? 5),
    rounds: Number(values.rounds ?? 3),
    only: only.split(','),
    residents: Number(values.residents ?? 500),
    steady: Number(values.steady ?? 100),
    soak:
      requests === 0
        ? undefined
        : { requests, every: Math.ceil(requests / 20), longestMs: Number(values.minutes ?? 60) * 60_000 },
  };
}
