import type { Finding } from '../../policies/free-text/check.ts';
import { bsnLikeIn, type Stretch } from '../../policies/free-text/bsn-like.ts';
import { foldWord } from '../../policies/free-text/fold-word.ts';
import { joinedTokensOf, tokensOf, type Token } from '../../policies/free-text/tokens.ts';
import type { Phrase } from '../../policies/free-text/find-phrases.ts';
import type { Category, WordList } from '../../policies/free-text/word-list.ts';

// The check of free text as it was first written: every word against every stem, every phrase against every word. What the
// gateway uses must find exactly the same.

export function checkPlainly(list: WordList, text: string): readonly Finding[] {
  const tokens = tokensOf(text);
  const ordinary = new Set(list.ordinaryPhrases.flatMap(phrase => phraseHits(phrase, tokens).flat()));
  const telling = tokens.filter(token => !ordinary.has(token));
  const words = [...telling, ...joinedTokensOf(text, telling)];
  const inCategory = (category: Category): Stretch[] => [
    ...words.filter(token => tells(list, category, token.text)),
    ...category.phrases.flatMap(phrase => phraseHits(phrase, telling)).map(hit => spanOf(hit)),
    ...(category.kind === 'bsn' ? bsnLikeIn(text) : []),
  ];
  return list.categories
    .flatMap(category => merge(inCategory(category)).map(stretch => ({ kind: category.kind, ...stretch })))
    .sort((a, b) => a.start - b.start || a.end - b.end);
}

function tells(list: WordList, category: Category, word: string): boolean {
  if (category.words.has(word)) return true;
  if (list.ordinaryBeginnings.some(beginning => word.startsWith(beginning))) return false;
  return isInCategory(category, word);
}

function phraseHits(phrase: Phrase, tokens: readonly Token[]): Token[][] {
  return tokens.flatMap((token, index) => {
    if (!phrase.some(part => matches(part, token))) return [];
    const near = tokens
      .slice(index, index + phrase.length + 3)
      .filter(each => each.sentence === token.sentence);
    const hit: Token[] = [];
    for (const part of phrase) {
      const found = near.find(each => matches(part, each) && !hit.includes(each));
      if (found === undefined) return [];
      hit.push(found);
    }
    return hit.includes(token) ? [hit] : [];
  });
}

const matches = ({ text, isBeginning }: Phrase[number], token: Token): boolean =>
  isBeginning ? token.text.startsWith(text) : token.text === text;

const spanOf = (hit: readonly Token[]): Stretch => ({
  start: Math.min(...hit.map(({ start }) => start)),
  end: Math.max(...hit.map(({ end }) => end)),
});

function merge(stretches: readonly Stretch[]): Stretch[] {
  const merged: Stretch[] = [];
  for (const { start, end } of stretches.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last !== undefined && start < last.end)
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, end) };
    else merged.push({ start, end });
  }
  return merged;
}

function isInCategory(category: Category, word: string): boolean {
  const folded = foldWord(word);
  return category.stems.some(
    stem =>
      holds(stem.text, word) ||
      holds(stem.folded, folded) ||
      isMisspelt(stem.folded, folded, mistakesInSound(stem.folded.length)) ||
      isMisspelt(stem.text, word, stem.text.length >= 9 ? 1 : 0),
  );
}

const holds = (stem: string, word: string): boolean =>
  stem.length >= 6 ? word.includes(stem) : word.startsWith(stem);

function mistakesInSound(length: number): number {
  if (length >= 11) return 2;
  return length >= 7 ? 1 : 0;
}

function isMisspelt(stem: string, word: string, limit: number): boolean {
  if (limit === 0 || word.length < stem.length - limit) return false;
  const beginsAlike = stem[0] === word[0] || (stem[0] === word[1] && stem[1] === word[0]);
  return beginsAlike && beginsWithin(stem, word, limit);
}

const beginsWithin = (stem: string, word: string, limit: number): boolean =>
  Math.min(...distances(stem, word.slice(0, stem.length + limit))) <= limit;

/** From the whole of `a` to every beginning of `b`. */
function distances(a: string, b: string): readonly number[] {
  let [beforeLast, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) row.push(cell(a, b, [i, j], [row, last, beforeLast]));
    [beforeLast, last] = [last, row];
  }
  return last;
}

type Rows = readonly [row: readonly number[], last: readonly number[], beforeLast: readonly number[]];

const at = (line: readonly number[], index: number): number => line[index] ?? Infinity;

function cell(
  a: string,
  b: string,
  [i, j]: readonly [number, number],
  [row, last, beforeLast]: Rows,
): number {
  const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  return Math.min(
    at(row, j - 1) + 1,
    at(last, j) + 1,
    at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
    isSwap ? at(beforeLast, j - 2) + 1 : Infinity,
  );
}
