import { beginsWithin } from '../edit-distance.ts';
import { foldWord } from './fold-word.ts';
import type { Category } from './word-list.ts';

/** A stem this short says too little in the middle of a word: `drug` only at the start. */
const CONTAINED_FROM = 6;

/**
 * Whether a word is, holds, or is a misspelling of a stem of this category: as it is written, and as it sounds. Sounds may be
 * one mistake off, or two in a long word; letters one, and only in a long word.
 */
export function isInCategory(category: Category, word: string): boolean {
  const folded = foldWord(word);
  return category.stems.some(
    stem =>
      holds(stem.text, word, stem.text.length) ||
      holds(stem.folded, folded, stem.folded.length) ||
      isMisspelt(stem.folded, folded, mistakesInSound(stem.folded.length)) ||
      isMisspelt(stem.text, word, stem.text.length >= 9 ? 1 : 0),
  );
}

const holds = (stem: string, word: string, length: number): boolean =>
  length >= CONTAINED_FROM ? word.includes(stem) : word.startsWith(stem);

function mistakesInSound(length: number): number {
  if (length >= 11) return 2;
  return length >= 7 ? 1 : 0;
}

/** A misspelt word begins with the same letter, or with two swapped, and is a mistake or two off. */
function isMisspelt(stem: string, word: string, limit: number): boolean {
  if (limit === 0 || word.length < stem.length - limit) return false;
  const beginsAlike = stem[0] === word[0] || (stem[0] === word[1] && stem[1] === word[0]);
  return beginsAlike && beginsWithin(stem, word, limit);
}
