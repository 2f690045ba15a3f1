import { groupBy } from '../../policies/group-by.ts';
import type { FieldId } from '../../policies/vocabulary.ts';

/**
 * What a code value tells, in the classes of `policies/handreiking/velden.yaml`: G ordinary, F money, S sensitive, 9a health
 * by inference, 10 an offence, D somebody else. A value can tell more than the field it stands in.
 */
export type Sensitivity = 'G' | 'F' | 'S' | '9a' | '10' | 'D';

/** One meaning of one code. The same code can have had another. */
export interface CodeMeaning {
  readonly soort: string;
  readonly code: string;
  /** Our own word for it: an answer is made of this, never of the name the source sent along. */
  readonly word: string;
  readonly sensitivity: Sensitivity;
  /** The code it belongs under; under another it means nothing. */
  readonly under?: string;
  /** First and last day on which the code means this. */
  readonly from?: string;
  readonly until?: string;
}

export type CodeList = ReadonlyMap<string, readonly CodeMeaning[]>;

/** The classes a field may tell. What is not in it stays at the source. */
export type Ceiling = ReadonlySet<string>;

/** What each asked field may tell. Of a field that is not in it, only what is ordinary. */
export type Ceilings = ReadonlyMap<FieldId, Ceiling>;

export function codeList(meanings: readonly CodeMeaning[]): CodeList {
  return groupBy(meanings, ({ soort, code }) => keyOf(soort, code));
}

/** A code as a source wrote it down, with the day on which it counted. */
export interface WrittenCode {
  readonly soort: string;
  readonly code: string;
  readonly under?: string | undefined;
  /** `undefined` when the source does not say: then only a code that never changed its meaning is understood. */
  readonly day: string | undefined;
}

/** The one meaning of a code on its day. A code with none, or with more than one, is not understood. */
export function meaningOf(list: CodeList, written: WrittenCode): CodeMeaning | undefined {
  const [meaning, ...more] = (list.get(keyOf(written.soort, written.code)) ?? []).filter(each =>
    isMeant(each, written),
  );
  return more.length === 0 ? meaning : undefined;
}

/** The word for a code, unless it tells more than the field may: then it is withheld as if the field were. */
export function wordFor(list: CodeList, written: WrittenCode, ceiling: Ceiling): string | undefined {
  const meaning = meaningOf(list, written);
  return meaning !== undefined && ceiling.has(meaning.sensitivity) ? meaning.word : undefined;
}

function isMeant({ from, until, under }: CodeMeaning, { day, ...written }: WrittenCode): boolean {
  if (under !== undefined && under !== written.under) return false;
  if (day === undefined) return from === undefined && until === undefined;
  return (from ?? day) <= day && day <= (until ?? day);
}

const keyOf = (soort: string, code: string): string => JSON.stringify([soort, code]);
