import { describe, expect, it } from '@jest/globals';
import { DAY_MS } from '../../consent/duration.ts';
import { validUntilOf } from '../../consent/form.ts';
import { formAtTable, mayReadAloud, waitsForWord } from '../../consent/read-aloud.ts';

const TEXT = { version: 'vraag-2026-10', language: 'nl', sha256: 'a' };
const QUESTION = { sender: 'wijkteam', recipient: 'zayaz' };
const NOW = Date.parse('2026-11-22T12:00:00Z');
const GIVEN = {
  state: 'ConsentGiven',
  channel: 'at-the-table',
  atMs: NOW,
  validUntilMs: NOW + 14 * DAY_MS,
};

describe('who reads a question aloud', () => {
  it.each([
    ['who tells', { partner: 'wijkteam', keeps: false }, true],
    ['who keeps the case', { partner: 'ander-wijkteam', keeps: true }, true],
    ['who would receive', { partner: 'zayaz', keeps: false }, false],
    ['who would receive and keeps the case', { partner: 'zayaz', keeps: true }, false],
    ['who only sits there', { partner: 'farent', keeps: false }, false],
  ])('%s: %j is %s', (_who, reader, may) => {
    expect(mayReadAloud(reader, QUESTION)).toBe(may);
  });
});

describe('a yes that was given at the table', () => {
  it('holds for fourteen days and not longer', () => {
    expect(validUntilOf(formAtTable(TEXT, NOW))).toBe(NOW + 14 * DAY_MS);
  });

  it.each([
    ['as long as it runs', GIVEN, NOW + 14 * DAY_MS - 1, true],
    ['not when it ended', GIVEN, NOW + 14 * DAY_MS, false],
    ['not when it was confirmed', { ...GIVEN, state: 'RenewedConsentGiven' }, NOW, false],
    ['not when it was taken back', { ...GIVEN, state: 'Withdrawn' }, NOW, false],
    ['not when the resident gave it alone', { ...GIVEN, channel: 'portal' }, NOW, false],
    ['not when it was signed for longer', { ...GIVEN, validUntilMs: NOW + 15 * DAY_MS }, NOW, false],
  ])('waits for the word of the resident %s', (_when, given, now, waits) => {
    expect(waitsForWord(given, now)).toBe(waits);
  });
});
