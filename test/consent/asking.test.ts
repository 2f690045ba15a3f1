import { describe, expect, it } from '@jest/globals';
import { mayAskAgain } from '../../consent/asking.ts';
import { ASKING_PAUSE_MS, DAY_MS } from '../../consent/duration.ts';
import { NOW } from './proposals.ts';

describe('a professional who wants to ask a resident something', () => {
  it('may ask when it was never asked', () => {
    expect(mayAskAgain([], NOW)).toBe(true);
  });

  it.each(['Refused', 'Withdrawn'])('waits six months after %s', state => {
    expect(mayAskAgain([{ state, atMs: NOW - DAY_MS }], NOW)).toBe(false);
    expect(mayAskAgain([{ state, atMs: NOW - ASKING_PAUSE_MS + 1 }], NOW)).toBe(false);
    expect(mayAskAgain([{ state, atMs: NOW - ASKING_PAUSE_MS }], NOW)).toBe(true);
  });

  it('may ask again what merely ran out', () => {
    expect(mayAskAgain([{ state: 'Expired', atMs: NOW - DAY_MS }], NOW)).toBe(true);
  });

  it('looks at every earlier answer, not at the newest alone', () => {
    const answers = [
      { state: 'Refused', atMs: NOW - 2 * DAY_MS },
      { state: 'Expired', atMs: NOW - DAY_MS },
    ];
    expect(mayAskAgain(answers, NOW)).toBe(false);
  });
});
