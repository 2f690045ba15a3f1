import { describe, expect, it } from '@jest/globals';
import { createCircuitBreaker } from '../../adapters/circuit-breaker.ts';

const SETTINGS = { mostFailures: 3, restMs: 1_000, longestRestMs: 10_000 };

function breakerAt() {
  const time = { nowMs: 0 };
  return { time, breaker: createCircuitBreaker(() => time.nowMs, SETTINGS) };
}

function fail(times: number) {
  const made = breakerAt();
  for (let n = 0; n < times; n += 1) made.breaker.failed();
  return made;
}

describe('a partner fails now and then', () => {
  it('is asked on, as long as it answers in between', () => {
    const { breaker } = fail(2);
    breaker.answered();
    breaker.failed();
    breaker.failed();
    expect(breaker.mayTry()).toBe(true);
  });
});

describe('a partner fails again and again', () => {
  it('is left alone for a while', () => {
    const { breaker, time } = fail(3);
    expect(breaker.mayTry()).toBe(false);
    time.nowMs = 999;
    expect(breaker.mayTry()).toBe(false);
  });

  it('is then tried by one question, and by all when that goes well', () => {
    const { breaker, time } = fail(3);
    time.nowMs = 1_000;
    expect([breaker.mayTry(), breaker.mayTry()]).toEqual([true, false]);
    breaker.answered();
    expect([breaker.mayTry(), breaker.mayTry()]).toEqual([true, true]);
  });

  it('rests again when that one fails too', () => {
    const { breaker, time } = fail(3);
    time.nowMs = 1_000;
    breaker.mayTry();
    breaker.failed();
    time.nowMs = 1_999;
    expect(breaker.mayTry()).toBe(false);
    time.nowMs = 2_000;
    expect(breaker.mayTry()).toBe(true);
  });

  it('is tried by the next when the one that tried gave up', () => {
    const { breaker, time } = fail(3);
    time.nowMs = 1_000;
    breaker.mayTry();
    breaker.abandoned();
    expect(breaker.mayTry()).toBe(true);
  });
});

describe('a partner says how long it needs', () => {
  it('is left alone at its first word, for that long', () => {
    const { breaker, time } = breakerAt();
    breaker.failed(5_000);
    time.nowMs = 4_999;
    expect(breaker.mayTry()).toBe(false);
    time.nowMs = 5_000;
    expect(breaker.mayTry()).toBe(true);
  });

  it('but never for longer than we want', () => {
    const { breaker, time } = breakerAt();
    breaker.failed(86_400_000);
    time.nowMs = 10_000;
    expect(breaker.mayTry()).toBe(true);
  });
});
