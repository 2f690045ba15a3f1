import { describe, expect, it } from '@jest/globals';
import { ruleChores } from '../../../gateway/oversight/rules-due.ts';

const RULES = [
  { id: '1.1', reviewBy: '2027-01-01' },
  { id: '1.2', reviewBy: '2027-01-01' },
  { id: '9.6', reviewBy: '2026-06-01' },
] as const;
const sentencesOn = (today: string): readonly string[] =>
  ruleChores(RULES, today).map(({ sentence, isSerious }) => `${isSerious ? '! ' : ''}${sentence}`);

describe('an officer whose rules have a review date', () => {
  it.each([
    ['2026-05-01', []],
    ['2026-05-02', ['Herzie vóór 2026-06-01 1 regel van de handreiking.']],
    ['2026-06-02', ['1 regel van de handreiking had u vóór 2026-06-01 moeten herzien.']],
    ['2026-08-01', ['! 1 regel van de handreiking had u vóór 2026-06-01 moeten herzien.']],
  ])('hears of them a month before, late, and last before they switch off: on %s', (today, expected) => {
    expect(sentencesOn(today)).toEqual(expected);
  });

  it('sees rules of one date together, and how long they still count', () => {
    const [first] = ruleChores(RULES.slice(0, 2), '2027-01-11');
    expect(first?.sentence).toBe('2 regels van de handreiking had u vóór 2027-01-01 moeten herzien.');
    expect(first?.reasons).toEqual([
      'Over 80 dagen gaan zij vanzelf uit; wat erop rust kan dan niet meer.',
      'Regel 1.1, 1.2.',
    ]);
  });
});
