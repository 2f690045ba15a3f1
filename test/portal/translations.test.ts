import { describe, expect, it } from '@jest/globals';
import { nlFields, nlPurposes } from '../../portal/texts/nl/fields.ts';
import { nl } from '../../portal/texts/nl.ts';
import { offered, pageNames, speak } from '../../portal/texts/texts.ts';
import { LANGUAGES, reviewOf, type PageName } from '../../portal/texts/translation.ts';

type Texts = Readonly<Record<string, unknown>>;

/** Every text of a page by its place, such as `problems.storing.what`. */
const textsIn = (part: unknown, place: string): readonly (readonly [place: string, text: string])[] =>
  typeof part === 'string'
    ? [[place, part]]
    : Object.entries(part as Texts).flatMap(([name, inner]) => textsIn(inner, `${place}.${name}`));
const bracesIn = (text: string): readonly string[] => [...text.matchAll(/\{[a-z]+\}/g)].map(String).sort();

const dutch = new Map(textsIn(nl, 'nl'));
const TRANSLATIONS = offered().filter(({ language }) => language !== 'nl');

/** Names, and a word that a language shares with Dutch. */
const SAME = /^(?:Wijkpoort|DigiD|Status|.*KM4T 7XW2)$/;
const STRANGE: Readonly<Record<string, RegExp>> = {
  ar: /[\u0600-\u06ff]/,
  uk: /[\u0400-\u04ff]/,
  ti: /[\u1200-\u137f]/,
};

describe('a resident reads in a language of their own', () => {
  it('finds each of the eight, and the name of each in itself', () => {
    expect(offered().map(({ language }) => language)).toEqual(LANGUAGES);
    expect(new Set(offered().map(({ name }) => name)).size).toBe(LANGUAGES.length);
  });

  it.each(TRANSLATIONS)('has in $language in every text exactly what the Dutch fills in', ({ pages }) => {
    const wrong = textsIn(pages, 'nl').filter(
      ([place, text]) =>
        [...new Set(bracesIn(text))].join() !== [...new Set(bracesIn(dutch.get(place) ?? ''))].join(),
    );
    expect(wrong).toEqual([]);
  });

  it.each(TRANSLATIONS)('has in $language whole pages: no text fewer or more than the Dutch', ({ pages }) => {
    for (const [page, texts] of Object.entries(pages))
      expect(textsIn(texts, page).map(([place]) => place)).toEqual(
        textsIn(nl[page as PageName], page).map(([place]) => place),
      );
  });

  it.each(TRANSLATIONS.filter(({ language }) => language !== 'nl-eenvoudig'))(
    'finds in $language no Dutch that was left lying',
    ({ language, pages, fields, purposes, notHere }) => {
      const left = [
        ...textsIn(pages, 'nl').filter(([place, text]) => text === dutch.get(place)),
        ...Object.entries(fields).filter(([field, text]) => text === nlFields[field]),
        ...Object.entries(purposes).filter(([purpose, text]) => text === nlPurposes[purpose]),
      ].filter(([, text]) => !SAME.test(text));
      expect(left).toEqual([]);
      const script = STRANGE[language] ?? /\p{Script=Latin}/u;
      const elsewhere = textsIn(pages, 'nl').filter(([, text]) => !script.test(text) && !SAME.test(text));
      expect(elsewhere).toEqual([]);
      expect(notHere).toMatch(script);
    },
  );

  it.each(TRANSLATIONS.filter(({ pages }) => pages.question !== undefined))(
    'finds in $language a word of its own for every field and every purpose',
    ({ fields, purposes }) => {
      expect(Object.keys(fields).sort()).toEqual(Object.keys(nlFields).sort());
      expect(Object.keys(purposes).sort()).toEqual(Object.keys(nlPurposes).sort());
    },
  );

  it('has no page of which a part is in another language', () => {
    const together: readonly (readonly PageName[])[] = [
      ['login', 'loginFault'],
      ['question', 'explain', 'check', 'receipt'],
      ['mine', 'behalf', 'states'],
      ['stop', 'stopAll', 'receipt'],
      ['objection', 'objectionDone'],
    ];
    for (const { pages } of TRANSLATIONS)
      for (const pair of together) expect(new Set(pair.map(page => pages[page] === undefined)).size).toBe(1);
  });
});

describe('a page that nobody translated', () => {
  it('is in Dutch as a whole, and knows which language was asked for', () => {
    const { translation, frame, words, wished } = speak('ti', 'question');
    expect(translation.language).toBe('nl');
    expect(frame).toBe(nl.frame);
    expect(words).toBe(nl.question);
    expect(wished.language).toBe('ti');
  });
});

describe('a translation', () => {
  it('says of every page whether a person looked at it; so far of none', () => {
    for (const translation of TRANSLATIONS)
      for (const page of pageNames()) expect(reviewOf(translation, page)).toBe('niet-nagekeken');
    expect(reviewOf(speak('nl', 'front').translation, 'front')).toBe('geldend');
  });
});
