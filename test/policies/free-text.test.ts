import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { array, assert, constantFrom, nat, oneof, property, string, tuple } from 'fast-check';
import { adviceFor, checkFreeText, isFreeText } from '../../policies/free-text/check.ts';
import { loadWordList } from '../../policies/free-text/word-list.ts';
import { shipped } from './handreiking.ts';
import { checkPlainly } from './plain-free-text.ts';

const read = async (path: string): Promise<string> => await readFile(new URL(path, import.meta.url), 'utf8');
const linesOf = async (name: string): Promise<string[]> =>
  (await read(`./free-text-sentences/${name}.txt`)).split('\n').filter(line => line !== '');

const wordsFile = { path: 'words.yaml', text: await read('../../policies/free-text/words.yaml') };
const list = loadWordList(wordsFile);
const ordinary = await linesOf('ordinary');
const telling = (await linesOf('telling')).map(line => {
  const [kind, sentence] = line.split('|');
  return { kind, sentence: sentence ?? '' };
});

const kindsIn = (text: string): string[] => checkFreeText(list, text).map(({ kind }) => kind);
const piecesOf = (text: string): string[] =>
  checkFreeText(list, text).map(({ start, end }) => text.slice(start, end));

describe('a professional who writes ordinary sentences', () => {
  it('is stopped in fewer than two of a hundred', () => {
    const stopped = ordinary.filter(sentence => kindsIn(sentence).length > 0);
    expect(ordinary.length).toBeGreaterThan(400);
    expect(stopped.length / ordinary.length).toBeLessThan(0.02);
  });

  it.each([
    'Ik ben ziek van het wachten op een woning.',
    'Het medicijnkastje hangt scheef.',
    'Hij drinkt koffie bij de buurvrouw.',
    'Er zit een drugstore om de hoek.',
    'Een dief nam zijn fiets mee.',
    'Het signaal is opgepakt, wij hebben contact opgenomen.',
    'De toestemming is ingetrokken.',
    'De woning ligt aan de zuidzijde.',
  ])('may write: %s', sentence => {
    expect(kindsIn(sentence)).toEqual([]);
  });
});

describe('a professional who writes what must not travel', () => {
  it('is stopped in at least ninety-five of a hundred, misspelt or not, and for the right reason', () => {
    const caught = telling.filter(({ kind, sentence }) => kindsIn(sentence).includes(kind ?? ''));
    expect(telling.length).toBeGreaterThan(200);
    expect(caught.length / telling.length).toBeGreaterThanOrEqual(0.95);
  });

  it('hears where it stands', () => {
    expect(piecesOf('Jan is schizofreen en drinkt te veel.')).toEqual(['schizofreen', 'drinkt te veel']);
    expect(piecesOf('🙂 één depressieve café-eigenaar')).toEqual(['depressieve']);
  });

  it('hears what to leave out and how to write it, once per kind, without a word of what was written', () => {
    const text = 'Hij is schizofreen, had een psychose en slikt lithium.';
    const advice = adviceFor(list, checkFreeText(list, text));
    expect(advice.map(({ kind, places }) => [kind, places.length])).toEqual([
      ['ziekte', 2],
      ['medicijn', 1],
    ]);
    expect(JSON.stringify(advice)).not.toMatch(/schizofreen|psychose|lithium/);
    for (const { leaveOut, rewrite } of advice) expect([leaveOut, rewrite]).not.toContain('');
  });

  it.each([
    ['hyphens', 'schizo-freen'],
    ['an invisible hyphen', 'schi\u00adzofreen'],
    ['a zero-width space', 'schizo\u200bfreen'],
    ['figures for letters', 'sch1zofr33n'],
    ['letters apart', 's c h i z o f r e e n'],
    ['dots between letters', 's.c.h.i.z.o.f.r.e.e.n'],
    ['accents', 'schízófréén'],
    ['wide letters', 'ｓｃｈｉｚｏｆｒｅｅｎ'],
    ['capitals', 'SCHIZOFREEN'],
    ['a swap', 'shcizofreen'],
    ['a compound', 'waarschijnlijkschizofreengedrag'],
  ])('is stopped behind %s', (_trick, word) => {
    expect(kindsIn(`Hij is ${word} volgens mij.`)).toEqual(['ziekte']);
  });

  it('is not stopped for words from two sentences', () => {
    expect(kindsIn('Hij drinkt iets. Te veel lawaai.')).toEqual([]);
    expect(kindsIn('Hij drinkt te veel.')).toEqual(['middel']);
  });
});

describe('a text with numbers', () => {
  it.each([
    '123456782',
    '123 456 782',
    '1234.56.782',
    '111-222-333',
    'BSN 12345678',
    'bsn: 987654321',
    'x123456782x',
  ])('reads as a BSN: %s', text => {
    expect(kindsIn(text)).toContain('bsn');
  });

  it.each([
    '123456783',
    '0612345678',
    '06 1234 5678',
    '22-11-2026 9.30 uur',
    'NL91ABNA0417164300',
    '1234567820',
    '000000000',
    '123-456.782',
    'BSN opvragen doen wij niet',
  ])('does not read as a BSN: %s', text => {
    expect(kindsIn(text)).toEqual([]);
  });

  it('is stopped for each of its numbers', () => {
    expect(piecesOf('123456782 en 111222333')).toEqual(['123456782', '111222333']);
  });
});

describe('any text at all', () => {
  it('gives findings inside the text, in order, and never throws', () => {
    const text = oneof(
      string({ unit: 'binary', maxLength: 200 }),
      array(constantFrom('drugs', 'psychose', ' ', '.', '-', '1', '123456782', 'é', '🙂', 'd', 'r'), {
        maxLength: 40,
      }).map(parts => parts.join('')),
    );
    assert(
      property(text, sample => {
        const findings = checkFreeText(list, sample);
        let before = 0;
        for (const { start, end } of findings) {
          expect(start).toBeGreaterThanOrEqual(before);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(sample.length);
          before = start;
        }
      }),
      { seed: 20_261_122, numRuns: 300 },
    );
  });

  it('stays stopped when more is written behind it', () => {
    for (const { sentence } of telling.slice(0, 60)) {
      const found = kindsIn(sentence);
      expect(kindsIn(`${sentence} Verder gaat het goed.`)).toEqual(found);
    }
  });
});

describe('the word list', () => {
  it('names only fields of the handreiking, all the free-text fields of INV-30 among them', () => {
    expect([...list.fields].filter(field => !shipped.fields.has(field))).toEqual([]);
    for (const field of [
      'casus.doorbraakvraag',
      'casus.acties',
      'crisis.signaal',
      'woonprofiel.woonwens',
      'woonprofiel.woonafspraken',
    ] as const)
      expect(isFreeText(list, field)).toBe(true);
    expect(isFreeText(list, 'contact.adres')).toBe(false);
  });

  it.each([
    ['an unknown key', `${wordsFile.text}\nextra: []\n`],
    ['a list that is missing', wordsFile.text.replace(/^gewone_zinsdelen:[\s\S]*/m, '')],
    ['an unknown kind', wordsFile.text.replace('rubriek: middel', 'rubriek: overig')],
    [
      'the same stem twice',
      wordsFile.text.replace('- schizofreen\n', '- schizofreen\n      - schizofreen\n'),
    ],
    ['no YAML', wordsFile.text.replace('velden:', 'velden: [')],
  ])('is refused with %s', (_what, text) => {
    expect(text).not.toBe(wordsFile.text);
    expect(() => loadWordList({ path: 'words.yaml', text })).toThrow(/^words\.yaml: /);
  });
});

describe('the check looks up words instead of comparing each with every other', () => {
  const sentences = [...ordinary, ...telling.map(({ sentence }) => sentence)];

  it('finds in every sentence what comparing finds', () => {
    for (const sentence of sentences)
      expect([sentence, checkFreeText(list, sentence)]).toEqual([sentence, checkPlainly(list, sentence)]);
  });

  it('finds in words with mistakes, and in words in any order, what comparing finds', () => {
    const known = list.categories.flatMap(({ stems, words, phrases }) => [
      ...stems.map(({ text }) => text),
      ...words,
      ...phrases.flat().map(({ text }) => text),
    ]);
    const written = [...known, ...sentences.flatMap(each => each.split(' '))];
    const mistaken = tuple(
      constantFrom(...written),
      nat({ max: 12 }),
      constantFrom('', 'e', 'k', 's', 'ie'),
      nat({ max: 2 }),
    ).map(([word, place, put, gone]) => word.slice(0, place) + put + word.slice(place + gone));
    const swapped = tuple(constantFrom(...written), nat({ max: 8 })).map(
      ([word, n]) => word.slice(0, n) + (word[n + 1] ?? '') + (word[n] ?? '') + word.slice(n + 2),
    );
    const word = oneof(
      constantFrom(...written),
      mistaken,
      swapped,
      constantFrom('.', 'niet', 'geen', 'veel', '-'),
    );
    assert(
      property(array(word, { minLength: 1, maxLength: 8 }), words => {
        const text = words.join(' ');
        expect(checkFreeText(list, text)).toEqual(checkPlainly(list, text));
      }),
      { numRuns: 600 },
    );
  });
});
