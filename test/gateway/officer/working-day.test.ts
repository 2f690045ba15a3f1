import { describe, expect, it } from '@jest/globals';
import { nextWorkingDay } from '../../../gateway/officer/working-day.ts';

describe('a privacy officer looks at an emergency again within one working day', () => {
  it.each([
    ['on a Monday morning: on Tuesday', '2026-11-23T09:00:00Z', '2026-11-24T09:00:00Z'],
    ['on a Friday afternoon: on Monday', '2026-11-20T15:00:00Z', '2026-11-23T15:00:00Z'],
    ['on a Sunday at ten at night: on Monday', '2026-11-22T21:00:00Z', '2026-11-23T21:00:00Z'],
    [
      'late on Thursday as the world counts, Friday here: on Monday',
      '2026-11-19T23:30:00Z',
      '2026-11-22T23:30:00Z',
    ],
  ])('%s', (_when, happened, by) => {
    expect(nextWorkingDay(new Date(happened))).toEqual(new Date(by));
  });
});
