import { describe, expect, it } from '@jest/globals';
import { DAY_MS } from '../../consent/duration.ts';
import { actOf, noticeAfter, waitAfter, type NoticeAct, type NoticeState } from '../../consent/notice.ts';

const ACTS: readonly NoticeAct[] = ['deliver', 'fetch', 'do', 'refuse', 'give-up'];
/** Written by hand, in the order of ACTS; `-` is: cannot happen. */
const TABLE: Readonly<Record<NoticeState, string>> = {
  queued: 'sent received done refused unconfirmed',
  sent: '- received done refused unconfirmed',
  received: '- received done refused unconfirmed',
  unconfirmed: '- unconfirmed done refused -',
  done: '- - - - -',
  refused: '- - done - -',
};

const answer = (gedaan: string) => ({ bericht: '', gedaan, op: '' });

describe('a message to somebody who received', () => {
  it.each(Object.entries(TABLE))('%s', (state, after) => {
    expect(ACTS.map(act => noticeAfter(state as NoticeState, act) ?? '-').join(' ')).toBe(after);
  });

  it('is tried again after longer and longer, never longer than a day', () => {
    expect([1, 2, 3, 4].map(waitAfter)).toEqual([60_000, 120_000, 240_000, 480_000]);
    expect(waitAfter(40)).toBe(DAY_MS);
  });

  it('is answered with the word of its own request, and no other', () => {
    expect(actOf('stop', answer('gestopt'))).toBe('do');
    expect(actOf('stop', answer('gewist'))).toBeUndefined();
    expect(actOf('erase', answer('gewist'))).toBe('do');
    expect(actOf('erase', answer('wettelijke_bewaarplicht'))).toBe('refuse');
    expect(actOf('erase', answer('geen zin'))).toBeUndefined();
  });
});
