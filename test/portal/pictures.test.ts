import { describe, expect, it } from '@jest/globals';
import { render } from 'preact-render-to-string';
import { groundsMatrix } from '../../policies/matrix/grounds-matrix.ts';
import { roadsTo } from '../../policies/possibilities/road.ts';
import { BetweenPartners, BetweenPartnersTable } from '../../portal/pictures/between-partners.tsx';
import { layOut, type Flow } from '../../portal/pictures/flow-layout.ts';
import { GroundsTable, GROUND_LETTERS } from '../../portal/pictures/grounds-table.tsx';
import { OverTime, OverTimeTable } from '../../portal/pictures/over-time.tsx';
import { roundUp } from '../../portal/pictures/scale.ts';
import { shipped } from '../policies/handreiking.ts';

const FLOWS: readonly Flow[] = [
  { from: 'Wijkteam', to: 'Zayaz', count: 120 },
  { from: 'Zayaz', to: 'Wijkteam', count: 300 },
  { from: 'Zayaz', to: 'Schuldhulp', count: 40 },
  { from: 'Kliniek', to: 'Sociale dienst', count: 1 },
];

describe('a drawing of who told whom', () => {
  const { left, right, ribbons, height } = layOut(FLOWS);

  it('gives each side one block a party, the largest on top, none over another', () => {
    expect(left.map(({ name, count }) => [name, count])).toEqual([
      ['Zayaz', 340],
      ['Wijkteam', 120],
      ['Kliniek', 1],
    ]);
    for (const side of [left, right])
      for (const [index, block] of side.entries())
        expect(block.y).toBeGreaterThanOrEqual(
          index === 0 ? 0 : (side[index - 1]?.y ?? 0) + (side[index - 1]?.height ?? 0),
        );
    expect(Math.max(...[...left, ...right].map(({ y, height: own }) => y + own))).toBeLessThanOrEqual(height);
  });

  it('fills each block with its ribbons, exactly', () => {
    for (const { name, y, height: own } of left) {
      const mine = ribbons.filter(({ from }) => from === name);
      const sum = mine.reduce((total, each) => total + each.height, 0);
      expect(Math.abs(sum - own)).toBeLessThan(0.3);
      expect(Math.min(...mine.map(({ leftY }) => leftY))).toBe(y);
    }
  });

  it('shows even one disclosure', () => {
    expect(ribbons.find(({ from }) => from === 'Kliniek')?.height).toBeGreaterThan(1);
  });

  it('draws nothing of nothing, and still is a drawing', () => {
    expect(layOut([])).toEqual({ left: [], right: [], ribbons: [], height: 1 });
  });

  it('escapes what a partner is called', () => {
    const html = render(BetweenPartners({ flows: [{ from: '<b>x', to: '"y', count: 1 }], title: 'x' }));
    expect(html).not.toContain('<b>x');
  });
});

describe('the numbers of a drawing', () => {
  const stretches = [
    { label: '2 nov', released: 1_200, refused: 30 },
    { label: '9 nov', released: 0, refused: 0 },
  ];

  it('stand in a table beside it, every one', () => {
    const text = render(OverTimeTable({ stretches, caption: 'x' }));
    for (const each of ['2 nov', '1.200', '30', '9 nov']) expect(text).toContain(each);
    const flows = render(BetweenPartnersTable({ flows: FLOWS, caption: 'x' }));
    for (const { from, count } of FLOWS) {
      expect(flows).toContain(from);
      expect(flows).toContain(`${count}`);
    }
  });

  it('reach to a round number above the highest bar', () => {
    expect([0, 3, 5, 11, 99, 100, 101, 1_230].map(roundUp)).toEqual([4, 4, 5, 20, 100, 100, 200, 2_000]);
    expect(render(OverTime({ stretches, title: 'x' }))).toContain('2.000');
  });

  it('need no style and no script of their own', () => {
    const html =
      render(OverTime({ stretches, title: 'x' })) + render(BetweenPartners({ flows: FLOWS, title: 'x' }));
    expect(html).not.toMatch(/ style=|<script|<style| on\w+=/);
    expect(html).not.toMatch(/NaN|undefined|Infinity/);
  });
});

describe('the grounds of a purpose', () => {
  it.each([...shipped.purposes.keys()])(
    '%s: say of every field and every recipient what the rules say',
    purpose => {
      const { recipients, rows } = groundsMatrix(shipped, purpose);
      const wrong = rows.flatMap(({ field, cells }) =>
        recipients.filter((to, index) => {
          const roads = roadsTo(shipped, to, field).filter(road => road.purpose === purpose);
          const isNever = shipped.never.get(to)?.has(field) === true;
          const expected = isNever ? 'never' : (roads[0]?.kind ?? 'no-rule');
          return cells[index]?.kind !== expected;
        }),
      );
      expect(wrong).toEqual([]);
    },
  );

  it('carry a letter and words, not only a colour', () => {
    const letters = Object.values(GROUND_LETTERS).map(({ letter }) => letter);
    expect(new Set(letters).size).toBe(letters.length);
    const html = render(
      GroundsTable({ handreiking: shipped, matrix: groundsMatrix(shipped, 'D01'), caption: 'x' }),
    );
    expect(html).toContain('mag met toestemming, regel 1.');
    expect(html).toContain('mag nooit');
  });
});
