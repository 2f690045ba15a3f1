import { nlFields, nlPurposes } from './nl-fields.ts';
import { nl } from './nl.ts';

export const LANGUAGES = ['nl', 'nl-eenvoudig', 'en', 'ar', 'tr', 'pl', 'uk', 'ti'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The same texts, in whatever words. */
type Words<T> = T extends string ? string : { readonly [Name in keyof T]: Words<T[Name]> };

export type PageTexts = { readonly [Page in keyof typeof nl]: Words<(typeof nl)[Page]> };
export type PageName = keyof PageTexts;

/** Whether people looked at a translation; said as it is. */
export type Review = 'geldend' | 'nagekeken' | 'niet-nagekeken';

/** What residents read in one language. A page that is not there is shown in Dutch as a whole, never half. */
export interface Translation {
  readonly language: Language;
  /** For the `lang` attribute. */
  readonly tag: string;
  readonly direction: 'ltr' | 'rtl';
  /** The language's name, in itself. */
  readonly name: string;
  readonly version: string;
  readonly review: Review;
  /** What each field and each purpose is called. */
  readonly fields: Readonly<Record<string, string>>;
  readonly purposes: Readonly<Record<string, string>>;
  readonly pages: Partial<PageTexts>;
}

const dutch: Translation & { readonly pages: PageTexts } = {
  language: 'nl',
  tag: 'nl',
  direction: 'ltr',
  name: 'Nederlands',
  version: '2026-11',
  review: 'geldend',
  fields: nlFields,
  purposes: nlPurposes,
  pages: nl,
};

const TRANSLATIONS: ReadonlyMap<Language, Translation> = new Map([dutch].map(each => [each.language, each]));

/** The languages that can be chosen. */
export const offered = (): readonly Translation[] => [...TRANSLATIONS.values()];

/** One page's words, with those of the frame around it: both in one language. */
export interface Spoken<Page extends PageName> {
  readonly translation: Translation;
  readonly frame: PageTexts['frame'];
  readonly words: PageTexts[Page];
}

/** The page in this language, or as a whole in Dutch when the page or its frame was not translated. */
export function speak<Page extends PageName>(language: Language, page: Page): Spoken<Page> {
  const translation = TRANSLATIONS.get(language) ?? dutch;
  const { frame, [page]: words } = translation.pages;
  if (frame === undefined || words === undefined)
    return { translation: dutch, frame: dutch.pages.frame, words: dutch.pages[page] };
  return { translation, frame, words };
}
