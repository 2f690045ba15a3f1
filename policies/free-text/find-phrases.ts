import type { Token } from './tokens.ts';

/** Words that stand near to each other, in any order; a part that is a beginning matches every word that begins so. */
export type Phrase = readonly PhrasePart[];
export interface PhrasePart {
  readonly text: string;
  readonly isBeginning: boolean;
}

/** Where a phrase stands: the words of it, and what the phrase is one of. */
export interface PhraseHit<Of> {
  readonly of: Of;
  readonly tokens: readonly Token[];
}

interface PhraseOf<Of> {
  readonly phrase: Phrase;
  readonly of: Of;
}

/** Words of a phrase may stand in any order, with at most this many others among them. */
const OTHERS_AMONG = 3;

/** Makes the search for these phrases. They are looked up by their longest part: nearly all of them stand nowhere in a text. */
export function phraseFinder<Of>(
  phrases: readonly PhraseOf<Of>[],
): (tokens: readonly Token[]) => readonly PhraseHit<Of>[] {
  const known = new Map<string, Lookup<Of>[]>();
  for (const { phrase, of } of phrases) {
    const parts = phrase.toSorted((a, b) => b.text.length - a.text.length);
    const key = parts[0] === undefined ? '' : keyOf(parts[0]);
    known.set(key, [...(known.get(key) ?? []), { phrase, of, parts }]);
  }
  return tokens => {
    const text = textOf(tokens);
    const hits: PhraseHit<Of>[] = [];
    for (const key of text.keys())
      for (const { phrase, of, parts } of known.get(key) ?? [])
        if (parts.every(part => stands(part, text)))
          for (const hit of hitsOf(phrase, tokens)) hits.push({ of, tokens: hit });
    return hits;
  };
}

interface Lookup<Of> extends PhraseOf<Of> {
  /** Its parts, the longest first: that one stands the least often. */
  readonly parts: readonly PhrasePart[];
}

/** The words of a text, each under itself and under how it begins. */
type Text = ReadonlyMap<string, readonly string[]>;

function textOf(tokens: readonly Token[]): Text {
  const text = new Map<string, string[]>();
  for (const { text: word } of tokens) {
    if (text.has(word)) continue;
    text.set(word, [word]);
    const key = beginningOf(word);
    const alike = text.get(key);
    if (alike === undefined) text.set(key, [word]);
    else alike.push(word);
  }
  return text;
}

// No word of a text has an asterisk in it.
const beginningOf = (word: string): string => `${word.slice(0, 1)}*`;

const keyOf = ({ text, isBeginning }: PhrasePart): string => (isBeginning ? beginningOf(text) : text);

const stands = (part: PhrasePart, text: Text): boolean =>
  text.get(keyOf(part))?.some(word => word.startsWith(part.text)) === true;

function hitsOf(phrase: Phrase, tokens: readonly Token[]): Token[][] {
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

const matches = ({ text, isBeginning }: PhrasePart, token: Token): boolean =>
  isBeginning ? token.text.startsWith(text) : token.text === text;
