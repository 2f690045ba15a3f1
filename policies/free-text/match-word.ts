import { beginsWithin } from '../edit-distance.ts';
import type { Stem } from './word-list.ts';

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
  const long = byBeginning(stems.filter(isLong), 2);
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
  const known = byBeginning(texts, 1);
  return word => known.get(word.slice(0, 1))?.some(text => word.startsWith(text)) === true;
}

function mistakesInSound({ length }: string): number {
  if (length >= 11) return 2;
  return length >= 7 ? 1 : 0;
}

const mistakesInLetters = ({ length }: string): number => (length >= 9 ? 1 : 0);

/** A misspelt word begins with the same letter, or with two swapped, and is a mistake or two off. */
function misspellingOf(stems: readonly string[], mistakes: (stem: string) => number): InWord {
  const known = byBeginning(
    stems.filter(stem => mistakes(stem) > 0),
    1,
  );
  const isNear = (stem: string, word: string): boolean => {
    const limit = mistakes(stem);
    return word.length >= stem.length - limit && beginsWithin(stem, word, limit);
  };
  return word => {
    const [first = '', second = ''] = [word[0], word[1]];
    return (
      known.get(first)?.some(stem => isNear(stem, word)) === true ||
      known.get(second)?.some(stem => stem[1] === first && isNear(stem, word)) === true
    );
  };
}

function byBeginning(texts: readonly string[], letters: number): ReadonlyMap<string, readonly string[]> {
  const known = new Map<string, string[]>();
  for (const text of texts) {
    const beginning = text.slice(0, letters);
    known.set(beginning, [...(known.get(beginning) ?? []), text]);
  }
  return known;
}
