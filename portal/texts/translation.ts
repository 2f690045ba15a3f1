import type { nlChoosing } from './nl/choosing.ts';
import type { nlEntry } from './nl/entry.ts';
import type { nlKnowing } from './nl/knowing.ts';
import type { nlRestricting } from './nl/restricting.ts';

export const LANGUAGES = ['nl', 'nl-eenvoudig', 'en', 'ar', 'tr', 'pl', 'uk', 'ti'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The same texts, in whatever words. */
type Words<T> = T extends string ? string : { readonly [Name in keyof T]: Words<T[Name]> };

export type EntryTexts = Words<typeof nlEntry>;
export type ChoosingTexts = Words<typeof nlChoosing>;
export type KnowingTexts = Words<typeof nlKnowing>;
export type RestrictingTexts = Words<typeof nlRestricting>;
export type PageTexts = EntryTexts & ChoosingTexts & KnowingTexts & RestrictingTexts;
export type PageName = keyof PageTexts;

/** Whether people looked at a translated page; said as it is. */
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
  /** The pages a person who speaks the language has looked at in this version. Of Dutch: the text that counts. */
  readonly reviewed: 'geldend' | readonly PageName[];
  /** In this language, above a page that is shown in Dutch for want of a translation. */
  readonly notHere: string;
  /** What each field and each purpose is called. */
  readonly fields: Readonly<Record<string, string>>;
  readonly purposes: Readonly<Record<string, string>>;
  readonly pages: Partial<PageTexts>;
}

export const reviewOf = ({ reviewed }: Translation, page: PageName): Review => {
  if (reviewed === 'geldend') return 'geldend';
  return reviewed.includes(page) ? 'nagekeken' : 'niet-nagekeken';
};
