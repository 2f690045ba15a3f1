import { ASKING_PAUSE_MS } from './duration.ts';

/** What the resident answered before to the same question: purpose, sender, recipient, and a field in common. */
export interface EarlierAnswer {
  readonly state: string;
  readonly atMs: number;
}

const NO = new Set(['Refused', 'Withdrawn']);

/**
 * Whether the resident may be asked this (again): after a no the same is left alone for six months. Who asks is not told
 * which of the two it was, for the no is the resident's own.
 */
export const mayAskAgain = (earlier: readonly EarlierAnswer[], nowMs: number): boolean =>
  !earlier.some(({ state, atMs }) => NO.has(state) && nowMs - atMs < ASKING_PAUSE_MS);
