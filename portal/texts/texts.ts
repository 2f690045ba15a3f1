import { arabic } from './ar.ts';
import { english } from './en.ts';
import { simpleDutch } from './nl-eenvoudig.ts';
import { nlFields, nlPurposes } from './nl/fields.ts';
import { nl } from './nl.ts';
import { polish } from './pl.ts';
import { tigrinya } from './ti.ts';
import { turkish } from './tr.ts';
import { ukrainian } from './uk.ts';
import type { Language, PageName, PageTexts, Translation } from './translation.ts';

const dutch: Translation & { readonly pages: PageTexts } = {
  language: 'nl',
  tag: 'nl',
  direction: 'ltr',
  name: 'Nederlands',
  version: '2026-11',
  reviewed: 'geldend',
  notHere: '',
  fields: nlFields,
  purposes: nlPurposes,
  pages: nl,
};

const TRANSLATIONS: ReadonlyMap<Language, Translation> = new Map(
  [dutch, simpleDutch, english, arabic, turkish, polish, ukrainian, tigrinya].map(each => [
    each.language,
    each,
  ]),
);

/** The languages that can be chosen. */
export const offered = (): readonly Translation[] => [...TRANSLATIONS.values()];

/** The language in which something was shown then; it may be another than the page's. */
export const translationOf = (language: string): Translation =>
  offered().find(each => each.language === language) ?? dutch;

/** Every page there is. */
export const pageNames = (): readonly PageName[] => Object.keys(nl) as PageName[];

/** One page's words, with those of the frame around it: both in one language. */
export interface Spoken<Page extends PageName> {
  readonly page: Page;
  readonly translation: Translation;
  /** The language that was asked for; another one than the page's when the page was not translated. */
  readonly wished: Translation;
  readonly frame: PageTexts['frame'];
  readonly words: PageTexts[Page];
}

/** The page in this language, or as a whole in Dutch when the page or its frame was not translated. */
export function speak<Page extends PageName>(language: Language, page: Page): Spoken<Page> {
  const wished = TRANSLATIONS.get(language) ?? dutch;
  const { frame, [page]: words } = wished.pages;
  if (frame === undefined || words === undefined)
    return { page, translation: dutch, wished, frame: dutch.pages.frame, words: dutch.pages[page] };
  return { page, translation: wished, wished, frame, words };
}
