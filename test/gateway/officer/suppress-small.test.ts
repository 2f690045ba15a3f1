import { describe, expect, it } from '@jest/globals';
import {
  suppressSmall,
  type Counted,
  type CrossTable,
  type PublishedTable,
} from '../../../gateway/officer/suppress-small.ts';

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

/** A table whose cells are as many people as times. */
function tableOf(inside: readonly (readonly number[])[]): CrossTable {
  const withTotals = [
    ...inside.map(row => [...row, sum(row)]),
    [...(inside[0] ?? []).map((_cell, c) => sum(inside.map(row => row[c] ?? 0))), sum(inside.flat())],
  ];
  return {
    rows: inside.map((_row, r) => `rij ${r}`),
    columns: (inside[0] ?? []).map((_cell, c) => `kolom ${c}`),
    cells: withTotals.map(row => row.map((count): Counted => ({ count, people: count }))),
  };
}

/** Which left-out cells follow from the rest, by elimination: every row and every column adds up to its total. */
function calculable({ cells }: PublishedTable): readonly string[] {
  const height = cells.length;
  const width = cells[0]?.length ?? 0;
  const unknown = cells.flatMap((row, r) =>
    row.flatMap((cell, c) => (cell === undefined ? [`${r} ${c}`] : [])),
  );
  const equations = [
    ...cells.map((row, r) => row.map((_cell, c) => ({ r, c, sign: c === width - 1 ? -1 : 1 }))),
    ...Array.from({ length: width }, (_column, c) =>
      cells.map((_row, r) => ({ r, c, sign: r === height - 1 ? -1 : 1 })),
    ),
  ].map(terms => unknown.map(place => terms.find(({ r, c }) => place === `${r} ${c}`)?.sign ?? 0));
  const reduced = reduce(equations);
  return unknown.filter((_place, at) =>
    reduced.some(row => row[at] !== 0 && row.every((each, other) => other === at || each === 0)),
  );
}

function reduce(equations: readonly number[][]): readonly number[][] {
  const rows = equations.map(row => [...row]);
  let at = 0;
  for (let column = 0; column < (rows[0]?.length ?? 0); column++) {
    const found = rows.findIndex((row, place) => place >= at && Math.abs(row[column] ?? 0) > 1e-9);
    if (found < 0) continue;
    [rows[at], rows[found]] = [rows[found] ?? [], rows[at] ?? []];
    const lead = rows[at] ?? [];
    const by = lead[column] ?? 1;
    rows.forEach((row, place) => {
      if (place === at) return;
      const times = (row[column] ?? 0) / by;
      row.forEach((each, c) => {
        row[c] = Math.abs(each - times * (lead[c] ?? 0)) < 1e-9 ? 0 : each - times * (lead[c] ?? 0);
      });
    });
    at++;
  }
  return rows;
}

/** The same numbers every run. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

const TABLES = Array.from({ length: 300 }, (_table, seed) => {
  const next = numbersFrom(seed + 1);
  const [height, width] = [1 + Math.floor(next() * 5), 1 + Math.floor(next() * 5)];
  return Array.from({ length: height }, () =>
    Array.from({ length: width }, () => (next() < 0.3 ? 0 : Math.floor(next() ** 3 * 80))),
  );
});

describe('a table that is published', () => {
  it('holds no number about one to nine people', () => {
    for (const inside of TABLES) {
      const shown = suppressSmall(tableOf(inside)).cells.flat();
      expect(shown.filter(count => count !== undefined && count > 0 && count < 10)).toEqual([]);
    }
  });

  it('lets nobody calculate what was left out from the totals of rows and columns', () => {
    for (const inside of TABLES)
      expect({ inside, found: calculable(suppressSmall(tableOf(inside))) }).toEqual({ inside, found: [] });
  });

  it('leaves more than one possibility for every cell that was left out, also for who knows that it is not zero', () => {
    const small = TABLES.filter(inside => inside.length <= 3 && (inside[0]?.length ?? 0) <= 3);
    expect(small.length).toBeGreaterThan(50);
    for (const inside of small) {
      const { cells } = suppressSmall(tableOf(inside));
      const isHidden = (r: number, c: number): boolean => cells[r]?.[c] === undefined;
      const all = tableOf(inside).cells.map(row => row.map(({ count }) => count));
      for (const [r, row] of all.entries())
        for (const c of row.keys()) if (isHidden(r, c)) expect(hasOther(all, isHidden, r, c)).toBe(true);
    }
  });

  it('is as it was when everything is about enough people', () => {
    const inside = [
      [10, 20],
      [0, 40],
    ];
    expect(suppressSmall(tableOf(inside)).cells).toEqual([
      [10, 20, 30],
      [0, 40, 40],
      [10, 60, 70],
    ]);
  });

  it('leaves out what happened often to few people', () => {
    const table = tableOf([
      [50, 60],
      [70, 80],
    ]);
    const cells = table.cells.map((row, r) =>
      row.map((cell, c) => (r + c === 0 ? { ...cell, people: 2 } : cell)),
    );
    const shown = suppressSmall({ ...table, cells }).cells;
    expect(shown[0]?.[0]).toBeUndefined();
    expect(shown.flat().filter(each => each === undefined)).toHaveLength(4);
    expect(shown[2]?.[2]).toBe(260);
  });

  it('holds nothing at all when all of it is about too few', () => {
    expect(
      suppressSmall(tableOf([[3, 0]]))
        .cells.flat()
        .filter(each => each !== undefined && each > 0),
    ).toEqual([]);
  });
});

type Numbers = readonly (readonly number[])[];
type Hidden = (r: number, c: number) => boolean;

/** Whether another table, moved along a rectangle of left-out cells, looks the same from outside. */
function hasOther(all: Numbers, isHidden: Hidden, r: number, c: number): boolean {
  if (all.every((line, at) => line.every((each, place) => each === 0 || isHidden(at, place)))) return true;
  const corners = all.flatMap((line, row) =>
    line.flatMap((_each, column) => (row === r || column === c ? [] : [[row, column] as const])),
  );
  return corners.some(corner =>
    SIGNS.some(signs => looksTheSame(all, movedAt(all, [r, c], corner, signs), isHidden)),
  );
}

const looksTheSame = (all: Numbers, moved: Numbers, isHidden: Hidden): boolean =>
  addsUp(moved) &&
  moved.every((row, at) =>
    row.every((each, column) => (isHidden(at, column) ? each >= 1 : each === all[at]?.[column])),
  );

type Place = readonly [row: number, column: number];

function movedAt(all: Numbers, [r, c]: Place, [row, column]: Place, signs: readonly number[]): Numbers {
  const by = new Map(
    [`${r} ${c}`, `${r} ${column}`, `${row} ${column}`, `${row} ${c}`].map((at, nth) => [
      at,
      signs[nth] ?? 0,
    ]),
  );
  return all.map((line, at) => line.map((each, place) => each + (by.get(`${at} ${place}`) ?? 0)));
}

const SIGNS = Array.from({ length: 16 }, (_signs, bits) =>
  [8, 4, 2, 1].map(bit => ((bits & bit) === 0 ? 1 : -1)),
);

const addsUp = (cells: Numbers): boolean => {
  const inside = cells.slice(0, -1).map(row => row.slice(0, -1));
  const again = tableOf(inside).cells.map(row => row.map(({ count }) => count));
  return JSON.stringify(again) === JSON.stringify(cells);
};
