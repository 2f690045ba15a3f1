import { SourceFailure, type Source } from '../../adapters/source.ts';
import type { SealedEntry } from '../ledger/append.ts';
import type { LedgerWriter } from '../ledger/writer.ts';
import type { Measure } from './measure.ts';

/** The same ledger, that tells of every entry it wrote. */
export const measuredLedger = ({ append }: LedgerWriter, measure: Measure): LedgerWriter => ({
  append: async pending => {
    let written: SealedEntry | undefined;
    const receipt = await append({ ...pending, seal: () => (written = pending.seal()) });
    if (written?.said !== undefined) {
      const { event, direction, fields } = written.said;
      measure.recorded(
        event,
        direction,
        Object.values(fields).map(({ decision }) => decision),
      );
    }
    return receipt;
  },
});

/** The same sources, that tell how long they took and how it ended. */
export const measuredSources = (
  sources: ReadonlyMap<string, Source>,
  measure: Measure,
  nowMs: () => number,
): ReadonlyMap<string, Source> =>
  new Map(
    [...sources].map(([partner, source]) => [partner, measuredSource(partner, source, measure, nowMs)]),
  );

const measuredSource =
  (partner: string, source: Source, { sourceAnswered }: Measure, nowMs: () => number): Source =>
  async (question, signal) => {
    const start = nowMs();
    const seconds = (): number => (nowMs() - start) / 1_000;
    try {
      const answer = await source(question, signal);
      sourceAnswered(partner, 'answered', seconds());
      return answer;
    } catch (error) {
      // Who hung up says nothing about the source.
      if (error instanceof SourceFailure && !signal.aborted) sourceAnswered(partner, error.code, seconds());
      throw error;
    }
  };
