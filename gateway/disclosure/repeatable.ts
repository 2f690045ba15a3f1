import type { SourceAnswer, SourceFailureCode } from '../../adapters/source.ts';
import { minimise } from '../../policies/minimise.ts';
import type { FieldId, FieldValue } from '../../policies/vocabulary.ts';
import { releasedBy, type KeyedDecisions } from './policy.ts';

/** What is remembered of a request that its caller may send again. */
export interface Remembered {
  /** The fields for which the source was asked. */
  readonly asked: readonly FieldId[];
  readonly values: readonly (readonly [FieldId, FieldValue])[];
  readonly failed: readonly (readonly [FieldId, SourceFailureCode])[];
  /** Of what was brought and delivered: the answer, which holds no value. */
  readonly answer?: object;
}

/** A request under a key of its caller. As long as it is remembered its source is asked once. */
export interface Repeatable {
  readonly earlier: Remembered | undefined;
  /** Where the earlier answer stands in the ledger. */
  readonly recordedAt: number | undefined;
  /** Remembers what the source gave. Never rejects: what cannot be kept in the database is kept in this process. */
  readonly keep: (remembered: Remembered) => Promise<void>;
  /** Lets the next one with this key through. Never rejects. */
  readonly end: (outcome?: { readonly index: number; readonly answer?: object }) => Promise<void>;
}

/**
 * Asks the source, unless it was asked before under the same key: then what it gave that time counts. What was decided is
 * decided anew all the same, and a field that opened since was not asked for: it waits for a request of its own.
 */
export async function obtainOnce(
  decisions: KeyedDecisions,
  repeatable: Repeatable | undefined,
  obtain: () => Promise<SourceAnswer>,
): Promise<SourceAnswer> {
  const open = releasedBy(decisions);
  const earlier = repeatable?.earlier;
  if (earlier !== undefined) {
    const unasked = open.filter(field => !earlier.asked.includes(field));
    const failed = new Map([...earlier.failed, ...unasked.map(field => [field, 'unreachable'] as const)]);
    return { values: new Map(earlier.values), failed };
  }
  const { values, failed } = await obtain();
  const minimal = minimise(open, values);
  await repeatable?.keep({ asked: open, values: [...minimal], failed: [...failed] });
  return { values: minimal, failed };
}
