import { describe, expect, it } from '@jest/globals';
import { createExpiryWarnings } from '../../gateway/serve/warn-of-expiry.ts';

const at = (days: number): Date => new Date(Date.UTC(2026, 10, 22) - days * 86_400_000);

describe('a certificate comes near its end', () => {
  const partner = { kind: 'partner', partner: 'zayaz', until: at(0) } as const;
  const warnedAt = (days: readonly number[]): readonly (number | undefined)[] => {
    const told: (number | undefined)[] = [];
    const warn = createExpiryWarnings({ error: ({ count }) => void told.push(count) });
    for (const each of days) warn([partner], at(each));
    return told;
  };

  it('is told at thirty, fourteen and three days, once each', () => {
    expect(warnedAt([40, 31, 30, 29, 15, 14, 13, 4, 3, 2, 1])).toEqual([30, 14, 3]);
  });

  it('is told at once when the process comes up late', () => {
    expect(warnedAt([2, 1])).toEqual([2]);
    expect(warnedAt([-1])).toEqual([-1]);
  });
});
