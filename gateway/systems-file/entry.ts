import { isObject, numberAt, textAt, valueAt, type JsonObject } from '../../adapters/read-json.ts';
import { readFiles, type EntryFiles } from './entry-files.ts';
import type { Say, SayOf } from './say.ts';

/** One part of the list of systems. Whatever is wrong is said and reading goes on, so that everything is said at once. */
export interface Entry extends EntryFiles {
  readonly has: (name: string) => boolean;
  readonly say: Say;
  /** A text that has to be there. */
  readonly word: (name: string) => string;
  readonly maybeWord: (name: string) => string | undefined;
  /** One of these; the first when nothing is said. */
  readonly choice: <Word extends string>(name: string, known: readonly [Word, ...Word[]]) => Word;
  readonly flag: (name: string) => boolean;
  readonly number: (name: string, most: number) => number | undefined;
  readonly part: (name: string) => Entry | undefined;
  /** Says every key that nothing read: it may be a misspelt one, and then something that was meant does not happen. */
  readonly sayRest: () => void;
}

/** `folder` is where the files lie that the entry names. */
export function openEntry(content: JsonObject, folder: string, say: Say, prefix = ''): Entry {
  const read = new Set<string>();
  const parts: Entry[] = [];
  const at = (name: string): unknown => {
    read.add(name);
    return valueAt(content, name);
  };
  const sayOf: SayOf = (name, fault) => say(`${prefix}${name} ${fault}`);
  const words = readWords(content, at, sayOf);
  return {
    ...words,
    ...readFiles(folder, words.word, sayOf),
    has: name => at(name) !== undefined,
    say: fault => say(`${prefix}${fault}`),
    part: name => {
      const value = at(name);
      if (value !== undefined && !isObject(value)) sayOf(name, 'is een lijst van sleutels');
      if (!isObject(value)) return undefined;
      const part = openEntry(value, folder, say, `${prefix}${name}.`);
      parts.push(part);
      return part;
    },
    sayRest: () => {
      for (const name of Object.keys(content)) if (!read.has(name)) sayOf(name, 'kennen wij niet');
      for (const part of parts) part.sayRest();
    },
  };
}

type Words = Pick<Entry, 'word' | 'maybeWord' | 'choice' | 'flag' | 'number'>;

function readWords(content: JsonObject, at: (name: string) => unknown, sayOf: SayOf): Words {
  const maybeWord = (name: string): string | undefined => {
    const text = textAt(content, name);
    if (at(name) !== undefined && text === undefined) sayOf(name, 'is een tekst');
    return text;
  };
  return {
    maybeWord,
    word: name => {
      if (at(name) === undefined) sayOf(name, 'ontbreekt');
      return maybeWord(name) ?? '';
    },
    choice: (name, known) => {
      const said = at(name) === undefined ? known[0] : known.find(each => each === at(name));
      if (said === undefined) sayOf(name, `is een van: ${known.join(', ')}`);
      return said ?? known[0];
    },
    flag: name => {
      const value = at(name);
      if (value !== undefined && typeof value !== 'boolean') sayOf(name, 'is true of false');
      return value === true;
    },
    number: (name, most) => {
      const value = at(name) === undefined ? undefined : (numberAt(content, name) ?? NaN);
      if (value !== undefined && !(value > 0 && value <= most)) sayOf(name, `is een getal tot ${most}`);
      return value;
    },
  };
}
