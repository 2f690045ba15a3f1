/** How often something happened, and about how many different residents. */
export interface Counted {
  readonly count: number;
  readonly people: number;
}

/** Counts by row and column, with the total of every row, of every column, and of all, as they were counted. */
export interface CrossTable {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** One row longer than `rows` and one column wider than `columns`: there stand the totals. */
  readonly cells: readonly (readonly Counted[])[];
}

/** The same table as it may be published: nothing where a number would tell about too few. */
export interface PublishedTable {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly cells: readonly (readonly (number | undefined)[])[];
}

export const FEWEST_PEOPLE = 10;

/**
 * Leaves out what is about fewer than `fewest` residents, and then whatever it takes that nothing that was left out can be
 * calculated back from the rest: each such cell stands on a rectangle of left-out cells along which one can be moved both
 * ways, or at least one way, and everything published stays as it is. What is zero is published as zero.
 */
export function suppressSmall(table: CrossTable, fewest = FEWEST_PEOPLE): PublishedTable {
  const { rows, columns, cells } = table;
  const hidden = cells.map(row => row.map(cell => isSmall(cell, fewest)));
  const unprotected = (): Place | undefined =>
    placesIn(hidden).find(place => !isProtected(cells, hidden, place));
  for (let place = unprotected(); place !== undefined; place = unprotected()) {
    const rectangle = cheapest(cells, hidden, place);
    for (const [row, column] of rectangle ?? everywhere(cells)) hide(hidden, row, column);
    if (rectangle === undefined) break;
  }
  return {
    rows,
    columns,
    cells: cells.map((row, r) => row.map(({ count }, c) => (hidden[r]?.[c] === true ? undefined : count))),
  };
}

const isSmall = ({ count, people }: Counted, fewest: number): boolean => count > 0 && people < fewest;

type Place = readonly [row: number, column: number];
type Hidden = boolean[][];

const hide = (hidden: Hidden, row: number, column: number): void => {
  const cells = hidden[row];
  if (cells !== undefined) cells[column] = true;
};

const placesIn = (hidden: Hidden): readonly Place[] =>
  hidden.flatMap((row, r) => row.flatMap((isHidden, c): Place[] => (isHidden ? [[r, c]] : [])));

const everywhere = (cells: CrossTable['cells']): readonly Place[] =>
  cells.flatMap((row, r) => row.map((_cell, c): Place => [r, c]));

/** The three other corners of every rectangle that has this place as a corner. */
const rectanglesAt = (cells: CrossTable['cells'], [row, column]: Place): readonly (readonly Place[])[] =>
  cells.flatMap((_row, r) =>
    r === row
      ? []
      : (cells[r] ?? []).flatMap((_cell, c): Place[][] =>
          c === column
            ? []
            : [
                [
                  [row, c],
                  [r, c],
                  [r, column],
                ],
              ],
        ),
  );

const isProtected = (cells: CrossTable['cells'], hidden: Hidden, place: Place): boolean =>
  rectanglesAt(cells, place).some(
    corners => corners.every(([r, c]) => hidden[r]?.[c] === true) && canMove(cells, [place, ...corners]),
  );

/** The rectangle that takes least away from what can still be read. */
function cheapest(cells: CrossTable['cells'], hidden: Hidden, place: Place): readonly Place[] | undefined {
  const costOf = (corners: readonly Place[]): number =>
    corners.reduce((sum, [r, c]) => sum + (hidden[r]?.[c] === true ? 0 : 1 + (cells[r]?.[c]?.count ?? 0)), 0);
  return rectanglesAt(cells, place)
    .filter(corners => canMove(cells, [place, ...corners]))
    .map(corners => ({ corners, cost: costOf(corners) }))
    .sort((one, other) => one.cost - other.cost)[0]?.corners;
}

/**
 * Whether one may go up at the first corner and round the rectangle, or down, and no cell becomes zero or less: who reads the
 * table knows that a left-out cell is at least one. A total moves with its parts, and so against the other cells of its line.
 */
function canMove(cells: CrossTable['cells'], corners: readonly Place[]): boolean {
  const moves = corners.map(([r, c], at) => ({
    count: cells[r]?.[c]?.count ?? 0,
    sign: (at % 2 === 0 ? 1 : -1) * signOf(cells, [r, c]),
  }));
  if (moves.some(({ count }) => count === 0)) return false;
  return [1, -1].some(way => moves.every(({ count, sign }) => sign * way > 0 || count >= 2));
}

/** A total stands on the other side of the sum than its parts; the total of totals on the same side again. */
function signOf(cells: CrossTable['cells'], [row, column]: Place): number {
  const isTotalRow = row === cells.length - 1;
  const isTotalColumn = column === (cells[row]?.length ?? 0) - 1;
  return isTotalRow === isTotalColumn ? 1 : -1;
}
