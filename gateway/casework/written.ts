import { adviceFor, checkFreeText, type Advice } from '../../policies/free-text/check.ts';
import type { WordList } from '../../policies/free-text/word-list.ts';

/** A text that tells too much: where, why, and what to write instead. */
export interface Finding {
  readonly field: string;
  readonly text: string;
  readonly advice: readonly Advice[];
}

/** What does not belong on the table in these texts, by the name of their field (INV-30). */
export const findingsIn = (
  list: WordList,
  texts: Readonly<Record<string, string | undefined>>,
): readonly Finding[] =>
  Object.entries(texts).flatMap(([field, text = '']) => {
    const advice = adviceFor(list, checkFreeText(list, text));
    return advice.length === 0 ? [] : [{ field, text, advice }];
  });
