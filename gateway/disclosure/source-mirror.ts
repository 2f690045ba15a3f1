import { SourceFailure, type SourceFailureCode } from '../../adapters/source.ts';

/** How a partner's system behaved one time. */
interface Behaviour {
  readonly durationMs: number;
  readonly failure: SourceFailureCode | undefined;
}

/**
 * Remembers how each partner's system behaves, and can behave like it.
 *
 * When no field may be asked, the source is not asked; the caller must not be able to tell. So then the gateway takes as
 * long, and fails as often, as the source itself did lately.
 */
export interface SourceMirror {
  /** Does the real thing and remembers how it went, unless the caller hung up; rejects as it rejects. */
  readonly observe: <T>(system: string, signal: AbortSignal, work: () => Promise<T>) => Promise<T>;
  /** Behaves like one of the system's recent times; rejects with a `SourceFailure` if that time failed. */
  readonly imitate: (system: string, signal: AbortSignal) => Promise<void>;
}

const REMEMBERED = 64;
const NEVER_SEEN: Behaviour = { durationMs: 20, failure: undefined };

/** Chance and time, handed in. */
export interface MirrorClock {
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly nowMs: () => number;
  /** Rejects when the signal is aborted. */
  readonly wait: (durationMs: number, signal: AbortSignal) => Promise<void>;
}

export function createSourceMirror({ random, nowMs, wait }: MirrorClock): SourceMirror {
  const seen = new Map<string, Behaviour[]>();
  const remember = (system: string, behaviour: Behaviour): void => {
    const times = seen.get(system) ?? [];
    seen.set(system, times);
    times.push(behaviour);
    if (times.length > REMEMBERED) times.shift();
  };
  return {
    observe: async (system, signal, work) => {
      const start = nowMs();
      try {
        const result = await work();
        remember(system, { durationMs: nowMs() - start, failure: undefined });
        return result;
      } catch (error) {
        // Who hangs up says nothing about the system, and could teach it to say something about a person.
        if (!signal.aborted) remember(system, { durationMs: nowMs() - start, failure: codeOf(error) });
        throw error;
      }
    },
    imitate: async (system, signal) => {
      const recent = seen.get(system) ?? [];
      const { durationMs, failure } = recent[Math.floor(random() * recent.length)] ?? NEVER_SEEN;
      await wait(durationMs, signal);
      if (failure !== undefined) throw new SourceFailure(failure);
    },
  };
}

const codeOf = (error: unknown): SourceFailureCode =>
  error instanceof SourceFailure ? error.code : 'unreachable';
