import { parseContent } from '../parse-content.ts';
import type { SourceFile } from '../read-file.ts';
import type { FieldId } from '../vocabulary.ts';
import { foldWord } from './fold-word.ts';
import { phraseFinder, type Phrase, type PhraseHit } from './find-phrases.ts';
import { beginningFinder, stemFinder } from './match-word.ts';
import type { Token } from './tokens.ts';

/** What free text must not hold (INV-30). */
export type FindingKind = 'ziekte' | 'medicijn' | 'middel' | 'strafbaar_feit' | 'bsn';

/** A category of the word list, with what the sender is told; never with what the sender wrote. */
export interface Category {
  readonly kind: FindingKind;
  readonly leaveOut: string;
  readonly rewrite: string;
  readonly stems: readonly Stem[];
  readonly words: ReadonlySet<string>;
  readonly phrases: readonly Phrase[];
}

/** A beginning or piece of words, as it is written and as it sounds. */
export interface Stem {
  readonly text: string;
  readonly folded: string;
}

/** The word list, ready for use. */
export interface WordList {
  /** The fields of which the values pass this check. */
  readonly fields: ReadonlySet<FieldId>;
  readonly categories: readonly Category[];
  readonly ordinaryBeginnings: readonly string[];
  readonly ordinaryPhrases: readonly Phrase[];
  readonly search: Search;
}

/** The list made ready to look up in: every question is asked of all categories at once. */
export interface Search {
  /** Of which a word, as it is written and as it sounds, is, holds or misspells a stem. */
  readonly stemsIn: (word: string, folded: string) => ReadonlySet<FindingKind>;
  /** Of which this is a word. */
  readonly wordsOf: ReadonlyMap<string, ReadonlySet<FindingKind>>;
  readonly phrasesIn: (tokens: readonly Token[]) => readonly PhraseHit<FindingKind>[];
  readonly beginsOrdinarily: (word: string) => boolean;
  readonly ordinaryPhrasesIn: (tokens: readonly Token[]) => readonly PhraseHit<'ordinary'>[];
}

const texts = { type: 'array', items: { type: 'string', minLength: 2 }, uniqueItems: true };
const closed = (properties: Readonly<Record<string, unknown>>) => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties),
  properties,
});
const schema = closed({
  velden: { ...texts, minItems: 1 },
  rubrieken: {
    type: 'array',
    minItems: 1,
    items: closed({
      rubriek: { enum: ['ziekte', 'medicijn', 'middel', 'strafbaar_feit', 'bsn'] },
      weglaten: { type: 'string', minLength: 1 },
      herschrijf: { type: 'string', minLength: 1 },
      stammen: texts,
      woorden: texts,
      zinsdelen: texts,
    }),
  },
  gewoon: texts,
  gewone_zinsdelen: texts,
});

interface ListWords {
  readonly velden: readonly FieldId[];
  readonly rubrieken: readonly {
    readonly rubriek: FindingKind;
    readonly weglaten: string;
    readonly herschrijf: string;
    readonly stammen: readonly string[];
    readonly woorden: readonly string[];
    readonly zinsdelen: readonly string[];
  }[];
  readonly gewoon: readonly string[];
  readonly gewone_zinsdelen: readonly string[];
}

/** Reads `words.yaml`. Throws a `ContentError` when it is not of the closed shape. */
export function loadWordList(file: SourceFile): WordList {
  const list = parseContent(file, schema) as ListWords;
  const categories = list.rubrieken.map((category): Category => ({
    kind: category.rubriek,
    leaveOut: category.weglaten,
    rewrite: category.herschrijf,
    stems: category.stammen.map(text => ({ text, folded: foldWord(text) })),
    words: new Set(category.woorden),
    phrases: category.zinsdelen.map(asPhrase),
  }));
  const ordinaryPhrases = list.gewone_zinsdelen.map(asPhrase);
  return {
    fields: new Set(list.velden),
    categories,
    ordinaryBeginnings: list.gewoon,
    ordinaryPhrases,
    search: {
      ...searchIn(categories),
      beginsOrdinarily: beginningFinder(list.gewoon),
      ordinaryPhrasesIn: phraseFinder(ordinaryPhrases.map(phrase => ({ phrase, of: 'ordinary' as const }))),
    },
  };
}

function searchIn(categories: readonly Category[]): Pick<Search, 'stemsIn' | 'wordsOf' | 'phrasesIn'> {
  const wordsOf = new Map<string, Set<FindingKind>>();
  for (const { kind, words } of categories)
    for (const word of words) wordsOf.set(word, new Set([...(wordsOf.get(word) ?? []), kind]));
  return {
    wordsOf,
    stemsIn: stemFinder(categories.flatMap(({ kind, stems }) => stems.map(stem => ({ ...stem, of: kind })))),
    phrasesIn: phraseFinder(
      categories.flatMap(({ kind, phrases }) => phrases.map(phrase => ({ phrase, of: kind }))),
    ),
  };
}

const asPhrase = (text: string): Phrase =>
  text.split(/\s+/).map(part => ({ text: part.replace(/\*$/, ''), isBeginning: part.endsWith('*') }));
