import { describe, expect, it } from '@jest/globals';
import { findSignals, type Activity, type Observed } from '../../gateway/oversight/find-signals.ts';
import { judge } from '../../gateway/oversight/judge-finding.ts';
import { nextPeriod } from '../../gateway/oversight/review-log.ts';
import { AS_DELIVERED, isUsable } from '../../gateway/oversight/review-policy.ts';
import { reviewChores } from '../../gateway/oversight/waiting-work.ts';

const QUIET_HOUR: Activity = {
  actor: 'a1',
  partner: 'zayaz',
  day: '2026-11-16',
  hour: 10,
  asked: 4,
  refused: 1,
  people: 3,
  emergencies: 0,
};
const usual = Array.from({ length: 20 }, (_, place) => ({ ...QUIET_HOUR, actor: `gewoon-${String(place)}` }));
const QUIET: Observed = { activities: usual, repeats: [], odd: [], noticed: [] };
const withHour = (hour: Partial<Activity>): Observed => ({
  ...QUIET,
  activities: [...usual, { ...QUIET_HOUR, ...hour }],
});
const signalsIn = (observed: Observed): readonly string[] =>
  findSignals(observed, AS_DELIVERED).map(({ signal }) => signal);

const REPEAT = { actor: 'a1', partner: 'zayaz', subject: 'b1', field: 'zorg.diagnose', day: '2026-11-16' };
const ODD = { index: 7, day: '2026-11-16', partner: 'zayaz', actor: 'a1', subject: 'b1' };

describe('somebody who goes through a quiet log', () => {
  it('finds nothing', () => {
    expect(signalsIn(QUIET)).toEqual([]);
    expect(signalsIn({ activities: [], repeats: [], odd: [], noticed: [] })).toEqual([]);
  });
});

describe('somebody who goes through a log in which something was planted', () => {
  it.each([
    ['S5', 'a question at five in the morning', withHour({ hour: 5 })],
    ['S6', 'a day of four hundred questions', withHour({ asked: 400, refused: 3 })],
    ['S8', 'forty-one people in an hour', withHour({ people: 41 })],
    ['S9', 'ten questions, all refused', withHour({ asked: 10, refused: 10 })],
    ['S10', 'the same again after a no', { ...QUIET, repeats: [{ ...REPEAT, times: 3 }] }],
    ['S1', 'a release without a case', { ...QUIET, odd: [{ ...ODD, signal: 'S1' as const }] }],
    ['S2', 'a release to no member', { ...QUIET, odd: [{ ...ODD, signal: 'S2' as const }] }],
    ['S7', 'an emergency', { ...QUIET, odd: [{ ...ODD, signal: 'S7' as const }] }],
    ['S12', 'a release after a withdrawal', { ...QUIET, odd: [{ ...ODD, signal: 'S12' as const }] }],
    [
      'limiet',
      'a limit that was met',
      {
        ...QUIET,
        noticed: [{ kind: 'partner-limit' as const, partner: 'x', subject: 's', day: 'd', window: 'w' }],
      },
    ],
  ])('finds as %s: %s', (signal, _what, observed) => {
    expect(signalsIn(observed)).toEqual([signal]);
    expect(findSignals(observed, { ...AS_DELIVERED, signals: [] })).toEqual([]);
  });

  it.each([
    ['an emergency at night', withHour({ hour: 3, asked: 1, emergencies: 1 })],
    ['forty people in an hour', withHour({ people: 40 })],
    ['nine refusals', withHour({ asked: 9, refused: 9 })],
    ['asking again once', { ...QUIET, repeats: [{ ...REPEAT, times: 2 }] }],
    ['a busy day below the least that counts', withHour({ asked: 29 })],
  ])('lets be: %s', (_what, observed) => {
    expect(signalsIn(observed)).toEqual([]);
  });

  it('gives each finding a sentence with reasons, and the same key every time', () => {
    const [finding] = findSignals(withHour({ people: 41 }), AS_DELIVERED);
    expect(finding).toMatchObject({ key: 'S8 a1 2026-11-16 10', severity: 'ernstig' });
    expect(finding?.reasons).toEqual(['41 verschillende mensen tussen 10 en 11 uur; vanaf 41 valt het op.']);
  });
});

const said = (officer: string, verdict: 'in-orde' | 'onderzoek' = 'in-orde') => ({ officer, verdict });

describe('who closes what was found', () => {
  it.each([
    ['something light', 'let-op', [], said('a'), 'closed'],
    ['something serious, the first', 'ernstig', [], said('a'), 'waits-for-second'],
    ['something serious, the same again', 'ernstig', [said('a')], said('a'), 'same-officer'],
    ['something serious, a second', 'ernstig', [said('a')], said('b'), 'closed'],
    [
      'after an investigation anew',
      'ernstig',
      [said('a'), said('b', 'onderzoek')],
      said('b'),
      'waits-for-second',
    ],
    ['who asks more', 'let-op', [], said('a', 'onderzoek'), 'open'],
  ] as const)('is for %s', (_what, severity, before, verdict, kind) => {
    expect(judge(severity, before, verdict)).toEqual({ kind });
  });
});

describe('a log that nobody goes through', () => {
  const now = new Date('2026-11-16T12:00:00Z');
  const sentences = (at: string | undefined): readonly string[] =>
    reviewChores([], AS_DELIVERED, at === undefined ? undefined : { at: new Date(at) }, now)
      .filter(({ isSerious }) => isSerious)
      .map(({ sentence }) => sentence);

  it('is itself something to look at, and grows serious', () => {
    expect(sentences(undefined)).toEqual(['Het logboek is niet op tijd nagelopen.']);
    expect(sentences('2026-11-14T11:00:00Z')).toEqual(['Het logboek is niet op tijd nagelopen.']);
    expect(sentences('2026-11-16T11:00:00Z')).toEqual([]);
  });

  it('is taken up where it was left, and no more than a month back', () => {
    const until = new Date('2026-11-15T12:00:00Z');
    expect(nextPeriod({ until }, now)).toEqual({ from: until, until: now });
    expect(nextPeriod(undefined, now).from.toISOString()).toBe('2026-10-16T12:00:00.000Z');
  });
});

describe('a threshold that cannot be meant', () => {
  it.each([
    { dayFrom: 22, dayUntil: 7 },
    { timesAfterNo: 1 },
    { peopleAnHour: -1 },
    { spreads: 1.5 },
    { dayUntil: 25 },
  ])('is refused: %j', change => {
    expect(isUsable(AS_DELIVERED)).toBe(true);
    expect(isUsable({ ...AS_DELIVERED, thresholds: { ...AS_DELIVERED.thresholds, ...change } })).toBe(false);
  });
});
