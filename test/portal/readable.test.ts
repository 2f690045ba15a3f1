import { describe, expect, it } from '@jest/globals';
import { readAloudTexts } from '../../portal/table/read-aloud-texts.ts';
import { nlFields, nlPurposes } from '../../portal/texts/nl/fields.ts';
import { nl } from '../../portal/texts/nl.ts';
import { simpleDutch } from '../../portal/texts/nl-eenvoudig.ts';

/** Every text of the pages, sentence by sentence. */
const textsIn = (part: unknown): readonly string[] =>
  typeof part === 'string'
    ? [part]
    : Object.values(part as Readonly<Record<string, unknown>>).flatMap(textsIn);
const pagesOf = (words: object) =>
  Object.entries(words).map(([page, texts]) => ({ page, texts: textsIn(texts) }));
const { aloud, item, check, proof } = readAloudTexts;
const pages = pagesOf({ ...nl, 'aan tafel': { aloud, item, check, proof } });
const simplePages = pagesOf(simpleDutch.pages);
const sentencesIn = (text: string): readonly string[] =>
  text
    .replaceAll(/\{\w+\}/g, 'Zayaz')
    .split(/(?<=[.?!:])\s+/)
    .filter(each => /\p{L}/u.test(each));
const wordsIn = (text: string): readonly string[] => text.match(/[\p{L}’'-]+/gu) ?? [];
const syllablesIn = (word: string): number =>
  Math.max(1, (word.toLowerCase().match(/[aeiouyäëïöüáéíóúèêà]+/g) ?? []).length);

/** Flesch-Douma: above 70 is easy to read. A signal, not a proof of B1. */
function fleschDouma(texts: readonly string[]): number {
  const sentences = texts.flatMap(sentencesIn);
  const words = sentences.flatMap(wordsIn);
  const syllables = words.reduce((sum, word) => sum + syllablesIn(word), 0);
  return 206.84 - 77 * (syllables / words.length) - 0.93 * (words.length / sentences.length);
}

const HARD =
  /grondslag|verwerkingsverantwoordelijke|betrokkene|ketenpartner|rectificatie|verwerking|toestemming|verstrekking|conform|derhalve|middels/i;

describe('what a resident reads', () => {
  it('is in short sentences', () => {
    const long = pages
      .flatMap(({ texts }) => texts.flatMap(sentencesIn))
      .filter(each => wordsIn(each).length > 15);
    expect(long).toEqual([]);
    const all = pages.flatMap(({ texts }) => texts.flatMap(sentencesIn));
    const mean = all.reduce((sum, each) => sum + wordsIn(each).length, 0) / all.length;
    expect(mean).toBeLessThanOrEqual(10);
  });

  it.each(pages.filter(({ texts }) => texts.flatMap(wordsIn).length > 30))(
    'is easy on the page $page',
    ({ texts }) => {
      expect(fleschDouma(texts)).toBeGreaterThanOrEqual(70);
    },
  );

  it('is in the simple Dutch shorter still, and easier on every page', () => {
    const all = simplePages.flatMap(({ texts }) => texts.flatMap(sentencesIn));
    expect(all.filter(each => wordsIn(each).length > 12)).toEqual([]);
    expect(all.reduce((sum, each) => sum + wordsIn(each).length, 0) / all.length).toBeLessThanOrEqual(6);
    const long = simplePages.filter(({ texts }) => texts.flatMap(wordsIn).length > 30);
    expect(long.filter(({ texts }) => fleschDouma(texts) < 75).map(({ page }) => page)).toEqual([]);
  });

  it('has no words of lawyers in it', () => {
    const texts = [
      ...[...pages, ...simplePages].flatMap(each => each.texts),
      ...Object.values(nlFields),
      ...Object.values(nlPurposes),
    ];
    expect(texts.filter(text => HARD.test(text))).toEqual([]);
  });
});
