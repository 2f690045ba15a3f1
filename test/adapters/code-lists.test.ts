import { describe, expect, it } from '@jest/globals';
import { codeList, meaningOf, wordFor } from '../../adapters/code-lists/code-list.ts';
import { VERA_CODES } from '../../adapters/code-lists/vera.ts';
import { shipped } from '../policies/handreiking.ts';
import { classesOf } from '../../policies/sensitivity.ts';

const NUISANCE = { soort: 'ZAAKTYPEDETAILSOORT', under: 'SOC', day: '2026-08-03' };

describe('a code of which the meaning changed', () => {
  const reused = { soort: 'AANVULLENDEDOELGROEP', code: 'VER' };

  it.each([
    ['before the change', '2023-09-01', 'verslaving'],
    ['in the weeks in which it meant two things', '2023-10-10', undefined],
    ['since', '2026-08-03', 'verslaving'],
  ])('%s (%s) it means: %s', (_when, day, word) => {
    expect(meaningOf(VERA_CODES, { ...reused, day })?.word).toBe(word);
  });

  it('is not understood when the source does not say of which day it is', () => {
    expect(meaningOf(VERA_CODES, { ...NUISANCE, code: 'VUI', day: undefined })).toBeUndefined();
  });

  it.each([
    ['VUIL', '2022-11-10', 'vervuiling'],
    ['VUIL', '2022-11-11', undefined],
    ['VUI', '2022-11-10', undefined],
    ['VUI', '2022-11-11', 'vervuiling'],
  ])('%s on %s is: %s', (code, day, word) => {
    expect(meaningOf(VERA_CODES, { ...NUISANCE, code, day })?.word).toBe(word);
  });
});

describe('a code value that tells more than its field', () => {
  const facts = new Set(['G', 'S']);

  it.each(['PSY', 'VER', 'AGR', 'VAN', 'DRU', 'HEN'])('%s stays behind in a field of facts', code => {
    expect(wordFor(VERA_CODES, { ...NUISANCE, code }, facts)).toBeUndefined();
    expect(wordFor(VERA_CODES, { ...NUISANCE, code: 'GEL' }, facts)).toBe('geluidsoverlast');
  });

  it('may stand in a field that may tell as much', () => {
    expect(wordFor(VERA_CODES, { ...NUISANCE, code: 'PSY' }, new Set(['9a']))).toBe(
      'psychische problematiek',
    );
  });

  it.each([
    ['another code', { ...NUISANCE, code: 'XXX' }],
    ['another list', { ...NUISANCE, soort: 'CONTACTGEGEVENSOORT', code: 'GEL' }],
    ['another parent', { ...NUISANCE, under: 'WOO', code: 'GEL' }],
    ['a word that every object knows', { ...NUISANCE, code: 'constructor' }],
  ])('%s means nothing', (_what, written) => {
    expect(wordFor(VERA_CODES, written, new Set(['G', 'S', 'F', '9a', '10', 'D']))).toBeUndefined();
  });
});

describe('the shipped list', () => {
  it('uses the classes of the handreiking, and no others', () => {
    const known = new Set([...shipped.fields.values()].flatMap(classesOf));
    const used = [...VERA_CODES.values()].flat().map(({ sensitivity }) => sensitivity);
    expect(used.filter(each => !known.has(each))).toEqual([]);
  });

  it('gives no code two meanings on one day, but for the one that had them', () => {
    const days = ['2020-01-01', '2023-10-10', '2026-01-01'];
    const doubled = [...VERA_CODES.values()].filter(meanings =>
      days.some(
        day => meanings.filter(({ from, until }) => (from ?? day) <= day && day <= (until ?? day)).length > 1,
      ),
    );
    expect(doubled.flat().map(({ code }) => code)).toEqual(['VER', 'VER']);
  });

  it('finds every meaning under its own key', () => {
    const list = codeList([{ soort: 'A', code: 'B C', word: 'x', sensitivity: 'G' }]);
    expect(meaningOf(list, { soort: 'A B', code: 'C', day: undefined })).toBeUndefined();
  });
});
