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

const NAMES = [
  'rates',
  'seconds',
  'rounds',
  'only',
  'residents',
  'steady',
  'soak',
  'minutes',
  'every',
] as const;

export function systemWordsOf(words: readonly string[]): SystemWords {
  const options = Object.fromEntries(NAMES.map(name => [name, { type: 'string' } as const]));
  const { values } = parseArgs({ args: [...words], options });
  const numberOf = (name: (typeof NAMES)[number], otherwise: number): number =>
    Number(values[name] ?? otherwise);
  return {
    rates: (values['rates'] ?? '25,50,100,200,300,400,600,800').split(',').map(Number),
    only: (values['only'] ?? PARTS.join(',')).split(','),
    seconds: numberOf('seconds', 5),
    rounds: numberOf('rounds', 3),
    residents: numberOf('residents', 500),
    steady: numberOf('steady', 100),
    soak: soakOf(numberOf),
  };
}

function soakOf(
  numberOf: (name: 'soak' | 'every' | 'minutes', otherwise: number) => number,
): SoakWords | undefined {
  const requests = numberOf('soak', 0);
  if (requests === 0) return undefined;
  const every = numberOf('every', Math.ceil(requests / 20));
  return { requests, every, longestMs: numberOf('minutes', 60) * 60_000 };
}
