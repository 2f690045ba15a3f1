import { PROVISIONAL_VALIDITY_MS } from './duration.ts';
import type { Form, TextShown } from './form.ts';

/** Who would read a question aloud: a partner, and whether it keeps the case. */
export interface Reader {
  readonly partner: string;
  readonly keeps: boolean;
}

/**
 * Whether this partner may read the question aloud and write down the answer: the one that tells, or the one that keeps the
 * case; never the one that would receive, whatever else it is.
 */
export const mayReadAloud = (
  { partner, keeps }: Reader,
  { sender, recipient }: { readonly sender: string; readonly recipient: string },
): boolean => partner !== recipient && (keeps || partner === sender);

/** The form of an answer that was given at the table with somebody else writing: it holds for fourteen days. */
export const formAtTable = (text: TextShown, decidedAtMs: number): Form => ({
  text,
  channel: 'at-the-table',
  evidence: 'witness',
  circumstance: 'ordinary',
  decidedAtMs,
  validUntilMs: decidedAtMs + PROVISIONAL_VALIDITY_MS,
});

/** What tells whether a yes still waits for the resident's own word. */
export interface GivenYes {
  readonly state: string;
  readonly channel: string;
  readonly atMs: number;
  readonly validUntilMs: number;
}

/** Whether a yes was given at the table, runs, and ends within its fourteen days when the resident does not confirm it. */
export const waitsForWord = ({ state, channel, atMs, validUntilMs }: GivenYes, nowMs: number): boolean =>
  state === 'ConsentGiven' &&
  channel === 'at-the-table' &&
  validUntilMs - atMs <= PROVISIONAL_VALIDITY_MS &&
  validUntilMs > nowMs;
