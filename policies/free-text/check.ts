import type { FieldId } from '../vocabulary.ts';
import { bsnLikeIn, type Stretch } from './bsn-like.ts';
import { foldWord } from './fold-word.ts';
import { joinedTokensOf, tokensOf, type Token } from './tokens.ts';
import type { Category, FindingKind, Phrase, WordList } from './word-list.ts';

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
export function checkFreeText(list: WordList, text: string): readonly Finding[] {
  const tokens = tokensOf(text);
  const ordinary = new Set(hitsOf(list.ordinaryPhrases, tokens).flat());
  const telling = tokens.filter(token => !ordinary.has(token));
  const words = [...telling, ...joinedTokensOf(text, telling)].map(token => heard(list, token));
  const inCategory = (category: Category): Stretch[] => [
    ...words.filter(word => tells(category, word)).map(({ token }) => token),
    ...hitsOf(category.phrases, telling).map(hit => spanOf(hit)),
    ...(category.kind === 'bsn' ? bsnLikeIn(text) : []),
  ];
  return list.categories
    .flatMap(category => merge(inCategory(category)).map(stretch => ({ kind: category.kind, ...stretch })))
    .sort((a, b) => a.start - b.start || a.end - b.end);
}

/** The findings as advice, one per kind, in the order of the word list. */
export function adviceFor(list: WordList, findings: readonly Finding[]): readonly Advice[] {
  return list.categories.flatMap(({ kind, leaveOut, rewrite }) => {
    const places = findings.filter(each => each.kind === kind).map(({ start, end }) => ({ start, end }));
    return places.length === 0 ? [] : [{ kind, leaveOut, rewrite, places }];
  });
}

/** A word with what every category asks of it. */
interface Heard {
  readonly token: Token;
  readonly folded: string;
  readonly isOrdinary: boolean;
}

const heard = (list: WordList, token: Token): Heard => ({
  token,
  folded: foldWord(token.text),
  isOrdinary: list.beginsOrdinarily(token.text),
});

const tells = (category: Category, { token, folded, isOrdinary }: Heard): boolean =>
  category.words.has(token.text) || (!isOrdinary && category.hasStemOf(token.text, folded));

/** Words of a phrase may stand in any order, with at most this many others among them. */
const OTHERS_AMONG = 3;

/** Where these phrases stand. A phrase of which a part stands nowhere is passed over, which is nearly every one. */
function hitsOf(phrases: readonly Phrase[], tokens: readonly Token[]): Token[][] {
  const texts = new Set(tokens.map(({ text }) => text));
  const stands = (part: Phrase[number]): boolean =>
    part.isBeginning ? tokens.some(token => matches(part, token)) : texts.has(part.text);
  return phrases.flatMap(phrase => (phrase.every(stands) ? phraseHits(phrase, tokens) : []));
}

function phraseHits(phrase: Phrase, tokens: readonly Token[]): Token[][] {
  return tokens.flatMap((token, index) => {
    if (!phrase.some(part => matches(part, token))) return [];
    const near = tokens
      .slice(index, index + phrase.length + OTHERS_AMONG)
      .filter(each => each.sentence === token.sentence);
    const hit = allParts(phrase, near);
    return hit?.includes(token) === true ? [hit] : [];
  });
}

/** A token for every part of the phrase, none used twice; or nothing. */
function allParts(phrase: Phrase, near: readonly Token[]): Token[] | undefined {
  const hit: Token[] = [];
  for (const part of phrase) {
    const token = near.find(each => matches(part, each) && !hit.includes(each));
    if (token === undefined) return undefined;
    hit.push(token);
  }
  return hit;
}

const matches = ({ text, isBeginning }: Phrase[number], token: Token): boolean =>
  isBeginning ? token.text.startsWith(text) : token.text === text;

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
