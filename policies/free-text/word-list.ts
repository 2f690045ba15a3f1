import { parseContent } from '../parse-content.ts';
import type { SourceFile } from '../read-file.ts';
import type { FieldId } from '../vocabulary.ts';
import { foldWord } from './fold-word.ts';
import { beginningFinder, stemFinder, type Stem } from './match-word.ts';

/** What free text must not hold (INV-30). */
export type FindingKind = 'ziekte' | 'medicijn' | 'middel' | 'strafbaar_feit' | 'bsn';

/** A category of the word list, with what the sender is told; never with what the sender wrote. */
export interface Category {
  readonly kind: FindingKind;
  readonly leaveOut: string;
  readonly rewrite: string;
  readonly stems: readonly Stem[];
  /** Whether a word, as it is written and as it sounds, is, holds or misspells one of the stems. */
  readonly hasStemOf: (word: string, folded: string) => boolean;
  readonly words: ReadonlySet<string>;
  readonly phrases: readonly Phrase[];
}

/** Words that stand near to each other, in any order; a part that is a beginning matches every word that begins so. */
export type Phrase = readonly PhrasePart[];
export interface PhrasePart {
  readonly text: string;
  readonly isBeginning: boolean;
}

/** The word list, ready for use. */
export interface WordList {
  /** The fields of which the values pass this check. */
  readonly fields: ReadonlySet<FieldId>;
  readonly categories: readonly Category[];
  readonly ordinaryBeginnings: readonly string[];
  readonly beginsOrdinarily: (word: string) => boolean;
  readonly ordinaryPhrases: readonly Phrase[];
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
  return {
    fields: new Set(list.velden),
    categories: list.rubrieken.map(category => {
      const stems = category.stammen.map(text => ({ text, folded: foldWord(text) }));
      return {
        kind: category.rubriek,
        leaveOut: category.weglaten,
        rewrite: category.herschrijf,
        stems,
        hasStemOf: stemFinder(stems),
        words: new Set(category.woorden),
        phrases: category.zinsdelen.map(asPhrase),
      };
    }),
    ordinaryBeginnings: list.gewoon,
    beginsOrdinarily: beginningFinder(list.gewoon),
    ordinaryPhrases: list.gewone_zinsdelen.map(asPhrase),
  };
}

const asPhrase = (text: string): Phrase =>
  text.split(/\s+/).map(part => ({ text: part.replace(/\*$/, ''), isBeginning: part.endsWith('*') }));
