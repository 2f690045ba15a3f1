import type { FieldId } from '../vocabulary.ts';
import { bsnLikeIn, type Stretch } from './bsn-like.ts';
import { foldWord } from './fold-word.ts';
import { joinedTokensOf, tokensOf, type Token } from './tokens.ts';
import type { FindingKind, Search, WordList } from './word-list.ts';

/** Something in a free text that must not travel: its kind and its place. Never the words themselves. */
export interface Finding extends Stretch {
  readonly kind: FindingKind;
}

/** What to tell the sender about one kind of finding. */
export interface Advice {
  readonly kind: FindingKind;
  readonly leaveOut: string;
  readonly rewrite: string;
  readonly places: readonly Stretch[];
}

/** Whether the values of this field are free text that has to pass the check. */
export const isFreeText = (list: WordList, field: FieldId): boolean => list.fields.has(field);

/**
 * Everything in the text that tells of illness, medicine, substances, offences or a BSN (INV-30), in the order of the text.
 * A word list finds words, not meaning: an empty answer is no proof that nothing is told.
 */
export function checkFreeText({ categories, search }: WordList, text: string): readonly Finding[] {
  const tokens = tokensOf(text);
  const ordinary = new Set(search.ordinaryPhrasesIn(tokens).flatMap(hit => hit.tokens));
  const telling = ordinary.size === 0 ? tokens : tokens.filter(token => !ordinary.has(token));
  const stretches = [
    ...[...telling, ...joinedTokensOf(text, telling)].flatMap(token => toldBy(token, search)),
    ...search.phrasesIn(telling).map(hit => ({ kind: hit.of, ...spanOf(hit.tokens) })),
    ...bsnLikeIn(text).map(stretch => ({ kind: 'bsn' as const, ...stretch })),
  ];
  if (stretches.length === 0) return [];
  return categories
    .flatMap(({ kind }) =>
      merge(stretches.filter(each => each.kind === kind)).map(stretch => ({ kind, ...stretch })),
    )
    .sort((a, b) => a.start - b.start || a.end - b.end);
}

/** The findings as advice, one per kind, in the order of the word list. */
export function adviceFor(list: WordList, findings: readonly Finding[]): readonly Advice[] {
  return list.categories.flatMap(({ kind, leaveOut, rewrite }) => {
    const places = findings.filter(each => each.kind === kind).map(({ start, end }) => ({ start, end }));
    return places.length === 0 ? [] : [{ kind, leaveOut, rewrite, places }];
  });
}

/** What one word tells of. An ordinary word is no stem, but it can be a word of the list itself. */
function toldBy(token: Token, { stemsIn, wordsOf, beginsOrdinarily }: Search): Finding[] {
  const kinds = new Set(wordsOf.get(token.text));
  if (!beginsOrdinarily(token.text))
    for (const kind of stemsIn(token.text, foldWord(token.text))) kinds.add(kind);
  return [...kinds].map(kind => ({ kind, start: token.start, end: token.end }));
}

const spanOf = (hit: readonly Token[]): Stretch => ({
  start: Math.min(...hit.map(({ start }) => start)),
  end: Math.max(...hit.map(({ end }) => end)),
});

/** Stretches that touch the same words are one finding. */
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
