/** One word of a text, in lower case without accents, with where it stands in the text as the sender wrote it. */
export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Which sentence of the text it stands in. */
  readonly sentence: number;
}

const LOOKALIKES: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '@': 'a',
  $: 's',
  '!': 'i',
};
/** Invisible characters that split a word for a machine and not for a reader. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;
const WORD = /[\p{L}\p{N}\p{M}@$!\u00ad\u200b-\u200f\u2060\ufeff]+/gu;

/**
 * The words of a text. A word with a hyphen or dot inside comes in parts and as a whole; letters that stand apart
 * (`d r u g s`) come together as one word too; figures that stand for letters are read as letters.
 */
export function tokensOf(text: string): readonly Token[] {
  const ends = [...text.matchAll(/[.!?;](?=\s)|\n/g)].map(({ index }) => index);
  let sentence = 0;
  return [...text.matchAll(WORD)].flatMap(match => {
    while ((ends[sentence] ?? Infinity) < match.index) sentence++;
    const word = plain(match[0]);
    return word === ''
      ? []
      : [{ text: word, start: match.index, end: match.index + match[0].length, sentence }];
  });
}

/** Neighbours that a reader would read as one word: joined by a hyphen, or single letters in a row. */
export function joinedTokensOf(text: string, tokens: readonly Token[]): readonly Token[] {
  const joined: Token[] = [];
  let run: Token[] = [];
  const close = (): void => {
    const [first, last] = [run[0], run.at(-1)];
    if (first !== undefined && last !== undefined && run.length > 1) {
      joined.push({
        text: run.map(token => token.text).join(''),
        start: first.start,
        end: last.end,
        sentence: first.sentence,
      });
    }
    run = [];
  };
  for (const token of tokens) {
    const before = run.at(-1);
    if (before !== undefined && !readsOn(text, before, token)) close();
    run.push(token);
  }
  close();
  return joined;
}

function readsOn(text: string, before: Token, token: Token): boolean {
  const between = text.slice(before.end, token.start);
  return (
    /^[-‐‑._*'’]$/u.test(between) || (isLetter(before) && isLetter(token) && /^[\s._*-]{1,3}$/u.test(between))
  );
}

const isLetter = ({ text }: Token): boolean => text.length === 1;

/** Nothing in such a word needs looking at. */
const LETTERS = /^[A-Za-z]+$/;

function plain(word: string): string {
  if (LETTERS.test(word)) return word.toLowerCase();
  const letters = word
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(INVISIBLE, '')
    .toLowerCase()
    .replace(/^[!@$]+|[!@$]+$/g, '');
  return /\p{L}/u.test(letters)
    ? letters.replace(/[0134510@$!]/g, char => LOOKALIKES[char] ?? char)
    : letters;
}
