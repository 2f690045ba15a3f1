/** Leaves a partner alone that failed again and again, so that nobody waits for it and it can recover. */
export interface CircuitBreaker {
  /** Whether it may be asked now. After a rest one question tries; the others wait for how that goes. */
  readonly mayTry: () => boolean;
  /** It answered: well, or that it will not. */
  readonly answered: () => void;
  /** It could not be reached or was too slow; with `restMs` when it said itself how long it needs. */
  readonly failed: (restMs?: number) => void;
  /** The asker gave up: that says nothing about the partner. */
  readonly abandoned: () => void;
}

export interface BreakerSettings {
  /** How many failures in a row are too many. */
  readonly mostFailures: number;
  readonly restMs: number;
  /** However long a partner says it needs, it is tried again after this. */
  readonly longestRestMs: number;
}

const DEFAULTS: BreakerSettings = { mostFailures: 5, restMs: 5_000, longestRestMs: 60_000 };

export function createCircuitBreaker(
  nowMs: () => number,
  settings: BreakerSettings = DEFAULTS,
): CircuitBreaker {
  let failures = 0;
  let restsUntil: number | undefined;
  let isTrying = false;
  return {
    mayTry: () => {
      if (restsUntil === undefined) return true;
      if (isTrying || nowMs() < restsUntil) return false;
      isTrying = true;
      return true;
    },
    answered: () => {
      failures = 0;
      restsUntil = undefined;
      isTrying = false;
    },
    failed: restMs => {
      failures += 1;
      if (restMs !== undefined || isTrying || failures >= settings.mostFailures) {
        const rest = Math.min(Math.max(restMs ?? 0, settings.restMs), settings.longestRestMs);
        restsUntil = nowMs() + rest;
      }
      isTrying = false;
    },
    abandoned: () => void (isTrying = false),
  };
}
