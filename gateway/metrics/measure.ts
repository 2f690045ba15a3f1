import type { SourceFailureCode } from '../../adapters/source.ts';
import type { FieldRecord, LedgerEvent, PublicPart } from '../ledger/entry.ts';

/** What is counted and timed while the gateway works. Nothing that is told here is about a person. */
export interface Measure {
  /** An entry was written: what happened, through which gate, and what became of each field. */
  readonly recorded: (
    event: LedgerEvent,
    gate: PublicPart['direction'],
    decisions: readonly FieldRecord['decision'][],
  ) => void;
  readonly sourceAnswered: (
    partner: string,
    outcome: 'answered' | SourceFailureCode,
    seconds: number,
  ) => void;
  /** A batch was written: how many entries, and how often a fact had changed since they were decided. */
  readonly flushed: (entries: number, decidedAgain: number) => void;
  /** The path tells only to which group of addresses it belongs. */
  readonly requestAnswered: (path: string, status: number, seconds: number) => void;
}

const nothing = (): void => undefined;

export const MEASURES_NOTHING: Measure = {
  recorded: nothing,
  sourceAnswered: nothing,
  flushed: nothing,
  requestAnswered: nothing,
};
