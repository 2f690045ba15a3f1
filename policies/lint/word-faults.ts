import type { Fault, ReadFile } from '../read-file.ts';

/** What a key of the handreiking's files refers to. */
const REFERENCES: Readonly<Record<string, Vocabulary>> = {
  van: 'partij',
  naar: 'partij',
  velden: 'veld',
  gevraagd: 'veld',
  toestemming: 'veld',
  voorwaarden: 'voorwaarde',
  steunt_op: 'voorwaarde',
  vrij: 'veld',
  zonder: 'voorwaarde',
  niet_van: 'partij',
  niet_naar: 'partij',
  verplichtingen: 'verplichting',
};

/** In a training case one word stands for everything there is. */
const EVERYTHING: ReadonlySet<string> = new Set(['alles', 'alle', 'iedereen', 'zorg*']);

type Vocabulary =
  'partij' | 'veld' | 'voorwaarde' | 'verplichting' | 'doel' | 'regel' | 'scenario' | 'invariant';
type Keys = readonly (string | number)[];

/** One place in the files where a word is coined or used. */
interface Mention {
  readonly file: ReadFile;
  readonly keys: Keys;
  readonly vocabulary: Vocabulary;
  readonly word: string;
}

const DEFINED_BY: ReadonlySet<string> = new Set([
  'partij',
  'veld',
  'voorwaarde',
  'verplichting',
  'regel',
  'scenario',
  'invariant',
]);

/** Every word that is used but never defined, and every word that is defined twice, with file and line. */
export function wordFaultsIn(files: readonly ReadFile[]): readonly Fault[] {
  const definitions = files.flatMap(definitionsIn);
  const known = new Set(definitions.map(asKey));
  const unknown = files
    .flatMap(usesIn)
    .filter(use => !known.has(asKey(use)))
    .map(use => faultAt(use, `${use.vocabulary} '${use.word}' bestaat niet`));
  return [...duplicates(definitions), ...unknown];
}

const asKey = (mention: Mention): string => `${mention.vocabulary} ${mention.word}`;

const faultAt = (mention: Mention, message: string): Fault => ({
  path: mention.file.path,
  line: mention.file.lineOf(mention.keys),
  message,
});

function duplicates(definitions: readonly Mention[]): Fault[] {
  const seen = new Set<string>();
  return definitions.flatMap(definition => {
    const again = seen.has(asKey(definition));
    seen.add(asKey(definition));
    return again
      ? [faultAt(definition, `${definition.vocabulary} '${definition.word}' staat er twee keer`)]
      : [];
  });
}

function definitionsIn(file: ReadFile): Mention[] {
  return walk(file.data, []).flatMap(({ keys, value }) => {
    const key = keys.at(-1);
    if (typeof key !== 'string' || typeof value !== 'string') return [];
    if (DEFINED_BY.has(key)) return [{ file, keys, vocabulary: key as Vocabulary, word: value }];
    return key === 'doel' && keys.length === 1
      ? [{ file, keys, vocabulary: 'doel' as const, word: value }]
      : [];
  });
}

function usesIn(file: ReadFile): Mention[] {
  const leaves = walk(file.data, []);
  return [...keysThatAreWords(file, leaves), ...leaves.flatMap(leaf => usesAt(file, leaf))];
}

/** Where a key is itself a word: the recipient of a never-list, the field of a decision. Misspelt, it would count for nobody. */
function keysThatAreWords(file: ReadFile, leaves: readonly Leaf[]): Mention[] {
  const mentions = leaves.flatMap(({ keys }): Mention[] => {
    const [first, second] = keys;
    if (first === 'nooit' && typeof second === 'string')
      return [{ file, keys: [first, second], vocabulary: 'partij', word: second }];
    const field = keys.at(-1);
    return keys.at(-2) === 'besluit' && typeof field === 'string'
      ? [{ file, keys, vocabulary: 'veld', word: field }]
      : [];
  });
  return [...new Map(mentions.map(mention => [JSON.stringify(mention.keys), mention])).values()];
}

function usesAt(file: ReadFile, { keys, value }: Leaf): Mention[] {
  if (typeof value !== 'string') return [];
  if (file.kind === 'scenarios-aanvullend' && EVERYTHING.has(value)) return [];
  return vocabulariesAt(keys).map(vocabulary => ({ file, keys, vocabulary, word: value }));
}

/** Which vocabulary the string at these keys must come from; none for free text. */
function vocabulariesAt(keys: Keys): Vocabulary[] {
  const name = keys.findLast(key => typeof key === 'string');
  if (keys[0] === 'nooit' && keys.length === 3) return ['veld'];
  if (name === 'doel' && keys.length > 1) return ['doel'];
  const vocabulary = name === undefined ? undefined : REFERENCES[name];
  return vocabulary === undefined ? [] : [vocabulary];
}

interface Leaf {
  readonly keys: Keys;
  readonly value: unknown;
}

function walk(value: unknown, keys: Keys): Leaf[] {
  if (typeof value !== 'object' || value === null) return [{ keys, value }];
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? value.map((item: unknown, index) => [index, item])
    : Object.entries(value);
  return entries.flatMap(([key, item]) => walk(item, [...keys, key]));
}
