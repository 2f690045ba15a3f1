import { beforeAll, describe, expect, it } from '@jest/globals';
import { start } from './run-cli.ts';

const TINY = '--rates 10 --seconds 1 --rounds 1 --residents 20 --steady 10'.split(' ');

let rows: readonly (readonly string[])[];
beforeAll(async () => {
  const { out } = await start(process.execPath, ['--import', 'tsx', 'test/bench/system/run.ts', ...TINY])
    .ended;
  rows = out.split('\n').map(line => line.split('|').map(cell => cell.trim()));
}, 100_000);

const rowsOf = (name: RegExp, place: number): readonly (readonly string[])[] =>
  rows.filter(cells => name.test(cells[place] ?? ''));

describe('the bench of the whole product, at one low rate', () => {
  it('asks the gateway and what it is compared with, and each asks the sources as often', () => {
    const compared = rowsOf(/^(the gateway|naive|plain)/, 2);
    expect(compared.map(cells => [cells[4], cells.at(-2)])).toEqual([
      ['0', '2.00'],
      ['0', '2.00'],
      ['0', '2.00'],
    ]);
  });

  it('gives everyone their answer about nine partners, also when the tenth stalls', () => {
    expect(rowsOf(/^(all ten|the tenth)/, 1).map(cells => cells[3])).toEqual(['0', '0', '0']);
  });

  it('answers everything that an officer asks meanwhile', () => {
    expect(rowsOf(/^(no officer|an officer)/, 1).map(cells => cells[3])).toEqual(['0', '0', '0']);
    expect(rowsOf(/art\. 15/, 1)).toHaveLength(1);
  });
});
