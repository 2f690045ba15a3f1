import { beginsWithin } from '../edit-distance.ts';

/** A beginning or piece of words, as it is written and as it sounds. */
export interface Stem {
  readonly text: string;
  readonly folded: string;
}

/** A stem this short says too little in the middle of a word: `drug` only at the start. */
const CONTAINED_FROM = 6;

/**
 * Makes the question whether a word, as it is written and as it sounds, is, holds, or is a misspelling of one of these stems.
 * Sounds may be one mistake off, or two in a long word; letters one, and only in a long word. The stems are looked up by how
 * they begin: nearly all of them have nothing to do with a word.
 */
export function stemFinder(stems: readonly Stem[]): (word: string, folded: string) => boolean {
  const texts = stems.map(({ text }) => text);
  const sounds = stems.map(({ folded }) => folded);
  const [asWritten, asHeard] = [holderOf(texts), holderOf(sounds)];
  const [isMisheard, isMiswritten] = [
    misspellingOf(sounds, mistakesInSound),
    misspellingOf(texts, mistakesInLetters),
  ];
  return (word, folded) => asWritten(word) || asHeard(folded) || isMisheard(folded) || isMiswritten(word);
}

type InWord = (word: string) => boolean;

const isLong = (stem: string): boolean => stem.length >= CONTAINED_FROM;

/** Long stems anywhere in the word, short ones at its beginning. */
function holderOf(stems: readonly string[]): InWord {
  const begins = beginningFinder(stems.filter(stem => !isLong(stem)));
  const long = byBeginning(stems.filter(isLong), 2, asIs);
  return word => {
    if (begins(word)) return true;
    for (let at = 0; at + CONTAINED_FROM <= word.length; at++) {
      if (long.get(word.slice(at, at + 2))?.some(stem => word.startsWith(stem, at)) === true) return true;
    }
    return false;
  };
}

/** Makes the question whether a word begins with one of these texts. */
export function beginningFinder(texts: readonly string[]): InWord {
  const known = byBeginning(texts, 1, asIs);
  return word => known.get(word.slice(0, 1))?.some(text => word.startsWith(text)) === true;
}

function mistakesInSound({ length }: string): number {
  if (length >= 11) return 2;
  return length >= 7 ? 1 : 0;
}

const mistakesInLetters = ({ length }: string): number => (length >= 9 ? 1 : 0);

/** A stem with how many mistakes may be in it, and the letters in it. */
interface Misspellable {
  readonly text: string;
  readonly limit: number;
  readonly letters: number;
}

/** A misspelt word begins with the same letter, or with two swapped, and is a mistake or two off. */
function misspellingOf(stems: readonly string[], mistakes: (stem: string) => number): InWord {
  const known = byBeginning(
    stems.filter(stem => mistakes(stem) > 0),
    1,
    (text): Misspellable => ({ text, limit: mistakes(text), letters: lettersIn(text) }),
  );
  return word => {
    const [first = '', second = ''] = [word[0], word[1]];
    const letters = lettersIn(word);
    const isNear = ({ text, limit, letters: needed }: Misspellable): boolean =>
      word.length >= text.length - limit &&
      hasAtMost(limit, needed & ~letters) &&
      beginsWithin(text, word, limit);
    return (
      known.get(first)?.some(isNear) === true ||
      known.get(second)?.some(stem => stem.text[1] === first && isNear(stem)) === true
    );
  };
}

/** Which letters are in a text, a bit each; what shares a bit counts as the same. A letter that is missing is a mistake. */
function lettersIn(text: string): number {
  let letters = 0;
  for (let at = 0; at < text.length; at++) letters |= 1 << (text.charCodeAt(at) & 31);
  return letters;
}

/** Whether there are no more bits than this, which is 1 or 2. */
function hasAtMost(limit: number, bits: number): boolean {
  const withoutOne = bits & (bits - 1);
  return limit === 1 ? withoutOne === 0 : (withoutOne & (withoutOne - 1)) === 0;
}

const asIs = (text: string): string => text;

function byBeginning<Kept>(
  texts: readonly string[],
  letters: number,
  keep: (text: string) => Kept,
): ReadonlyMap<string, readonly Kept[]> {
  const known = new Map<string, Kept[]>();
  for (const text of texts) {
    const beginning = text.slice(0, letters);
    known.set(beginning, [...(known.get(beginning) ?? []), keep(text)]);
  }
  return known;
}
