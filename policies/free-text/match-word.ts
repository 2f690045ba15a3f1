import { beginsWithin } from '../edit-distance.ts';

/** A beginning or piece of words, as it is written and as it sounds, and what it is one of. */
export interface StemOf<Of> {
  readonly text: string;
  readonly folded: string;
  readonly of: Of;
}

/** A stem this short says too little in the middle of a word: `drug` only at the start. */
const CONTAINED_FROM = 6;

/**
 * Makes the question of what a word, as it is written and as it sounds, is, holds, or misspells one of the stems. Sounds may be
 * one mistake off, or two in a long word; letters one, and only in a long word. The stems are looked up by how they begin:
 * nearly all of them have nothing to do with a word.
 */
export function stemFinder<Of>(
  stems: readonly StemOf<Of>[],
): (word: string, folded: string) => ReadonlySet<Of> {
  const texts = stems.map(({ text, of }) => ({ text, of }));
  const sounds = stems.map(({ folded, of }) => ({ text: folded, of }));
  const written = [holderOf(texts), misspellingOf(texts, mistakesInLetters)];
  const heard = [holderOf(sounds), misspellingOf(sounds, mistakesInSound)];
  return (word, folded) => {
    const found = new Set<Of>();
    for (const look of written) look(word, found);
    for (const look of heard) look(folded, found);
    return found;
  };
}

interface TextOf<Of> {
  readonly text: string;
  readonly of: Of;
}

/** Adds what the stems in a word are one of. */
type Look<Of> = (word: string, found: Set<Of>) => void;

const isLong = ({ text }: { readonly text: string }): boolean => text.length >= CONTAINED_FROM;

/** Long stems anywhere in the word, short ones at its beginning. */
function holderOf<Of>(stems: readonly TextOf<Of>[]): Look<Of> {
  const short = byFirst(
    stems.filter(stem => !isLong(stem)),
    asIs,
  );
  const long = byTwo(stems.filter(isLong));
  return (word, found) => {
    for (const { text, of } of short.get(word.charCodeAt(0)) ?? []) if (word.startsWith(text)) found.add(of);
    for (let at = 0; at + CONTAINED_FROM <= word.length; at++) {
      const here = long.get(twoAt(word, at));
      if (here === undefined) continue;
      for (const { text, of } of here) if (word.startsWith(text, at)) found.add(of);
    }
  };
}

/** Makes the question whether a word begins with one of these texts. */
export function beginningFinder(texts: readonly string[]): (word: string) => boolean {
  const known = byFirst(
    texts.map(text => ({ text })),
    ({ text }) => text,
  );
  return word => known.get(word.charCodeAt(0))?.some(text => word.startsWith(text)) === true;
}

function mistakesInSound({ length }: string): number {
  if (length >= 11) return 2;
  return length >= 7 ? 1 : 0;
}

const mistakesInLetters = ({ length }: string): number => (length >= 9 ? 1 : 0);

/** A stem with how many mistakes may be in it, and the letters in it. */
interface Misspellable<Of> extends TextOf<Of> {
  readonly limit: number;
  readonly letters: number;
}

/** A misspelt word begins with the same letter, or with two swapped, and is a mistake or two off. */
function misspellingOf<Of>(stems: readonly TextOf<Of>[], mistakes: (stem: string) => number): Look<Of> {
  const known = byFirst(
    stems.filter(({ text }) => mistakes(text) > 0),
    (stem): Misspellable<Of> => ({ ...stem, limit: mistakes(stem.text), letters: lettersIn(stem.text) }),
  );
  return (word, found) => {
    const [first, second] = [word.charCodeAt(0), word.charCodeAt(1)];
    const letters = lettersIn(word);
    for (const stem of known.get(first) ?? []) if (isNear(stem, word, letters)) found.add(stem.of);
    for (const stem of known.get(second) ?? [])
      if (stem.text.charCodeAt(1) === first && isNear(stem, word, letters)) found.add(stem.of);
  };
}

const isNear = <Of>({ text, limit, letters: needed }: Misspellable<Of>, word: string, letters: number) =>
  word.length >= text.length - limit &&
  hasAtMost(limit, needed & ~letters) &&
  beginsWithin(text, word, limit);

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

const asIs = <Kept>(each: Kept): Kept => each;

const byFirst = <Text extends { readonly text: string }, Kept>(
  texts: readonly Text[],
  keep: (each: Text) => Kept,
): ReadonlyMap<number, readonly Kept[]> => grouped(texts, ({ text }) => text.charCodeAt(0), keep);

const byTwo = <Of>(stems: readonly TextOf<Of>[]): ReadonlyMap<number, readonly TextOf<Of>[]> =>
  grouped(stems, ({ text }) => twoAt(text, 0), asIs);

/** Two letters as one number. */
const twoAt = (word: string, at: number): number => (word.charCodeAt(at) << 16) | word.charCodeAt(at + 1);

function grouped<Each, Kept>(
  all: readonly Each[],
  keyOf: (each: Each) => number,
  keep: (each: Each) => Kept,
): ReadonlyMap<number, readonly Kept[]> {
  const groups = new Map<number, Kept[]>();
  for (const each of all) groups.set(keyOf(each), [...(groups.get(keyOf(each)) ?? []), keep(each)]);
  return groups;
}
