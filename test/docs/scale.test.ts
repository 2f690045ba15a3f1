import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const textOf = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../../docs/${name}.md`, import.meta.url)), 'utf8');

/** The rows of a table by their first cell, which is what that table is about. */
const rowsOf = (text: string, heading: string): ReadonlyMap<string, readonly string[]> =>
  new Map(
    (text.split(heading)[1]?.split('\n\n')[0] ?? '').split('\n').map(line => {
      const [, name = '', ...cells] = line.split('|').map(cell => cell.trim());
      return [name, cells] as const;
    }),
  );

const scale = textOf('scale');
const assumed = rowsOf(scale, '| uitgangspunt');
const numberIn = (cell: string | undefined): number =>
  Number(
    (cell ?? '')
      .replaceAll('.', '')
      .replace(',', '.')
      .replace(/[^\d.].*$/, ''),
  );
const given = (name: string): number => numberIn(assumed.get(name)?.[0]);

const OF_PLACE = rowsOf(scale, '| waar ');
const dutch = (value: number, digits = 0): string =>
  value.toLocaleString('nl-NL', { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** What a place of so many residents needs, as the page says it. */
function neededBy(residents: number): readonly string[] {
  const households =
    (residents / given('bewoners per huishouden') / 1_000) * given('huishoudens aan een tafel, per duizend');
  const perDay = households * given('verzoeken per huishouden aan een tafel, per werkdag');
  const perHour = (perDay * given('deel van de dag in het drukste uur, in procenten')) / 100;
  const peak = (perHour / 3_600) * given('drukste ogenblik tegen dat uur');
  const coresFor = (micros: number): number =>
    (peak * micros) / 1_000_000 / (given('hoogstens bezet, in procenten') / 100);
  const gateway = coresFor(given('rekentijd van de poort per verzoek, in µs'));
  const stored = perDay * given('werkdagen per jaar') * 5 * given('bytes per regel in het logboek');
  return [
    dutch(residents),
    dutch(households),
    dutch(perDay),
    dutch(peak, 1),
    dutch(gateway, 2),
    dutch(coresFor(given('rekentijd van PostgreSQL per verzoek, in µs')), 2),
    dutch(Math.max(2, Math.ceil(gateway))),
    dutch(stored / 1_000_000_000),
  ];
}

describe('somebody reads what a neighbourhood or the country would need', () => {
  it.each(['een wijk', 'een stad', 'een regio', 'het land'])(
    '%s: the sum comes out as it is written',
    place => {
      const written = OF_PLACE.get(place)?.slice(0, 8) ?? [];
      expect(written).toEqual(neededBy(numberIn(written[0])));
    },
  );

  it('rests on figures that were measured', () => {
    const measured = textOf('benchmarks')
      .split('\n')
      .map(line => line.split('|').map(cell => cell.trim()))
      .filter(cells => cells[2] === 'the gateway');
    const figures = measured.map(cells => [
      numberIn(cells[9]?.replace(',', '')),
      numberIn(cells[10]?.replace(',', '')),
    ]);
    expect(figures).toContainEqual([
      given('rekentijd van de poort per verzoek, in µs'),
      given('rekentijd van PostgreSQL per verzoek, in µs'),
    ]);
  });
});
