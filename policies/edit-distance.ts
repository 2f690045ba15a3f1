/**
 * The number of insertions, deletions, substitutions and swaps of neighbours between two words, or `limit + 1` as soon as it
 * is certain to be more than `limit`: a long list of words is searched without finishing hopeless comparisons.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  const distance = distancesToBeginnings(a, b, limit)?.[b.length] ?? limit + 1;
  return Math.min(distance, limit + 1);
}

/** Whether some beginning of the word is at most `limit` such mistakes away from the stem. */
export function beginsWithin(stem: string, word: string, limit: number): boolean {
  const beginning = word.slice(0, stem.length + limit);
  const distances = distancesToBeginnings(stem, beginning, limit);
  if (distances === undefined) return false;
  for (let j = 0; j <= beginning.length; j++) if (at(distances, j) <= limit) return true;
  return false;
}

type Row = Uint16Array;

/** Three rows to write in: a check of one text compares hundreds of words, and each would make a dozen rows of its own. */
let rows: readonly [Row, Row, Row] = rowsFor(64);

function rowsFor(length: number): readonly [Row, Row, Row] {
  return [new Uint16Array(length), new Uint16Array(length), new Uint16Array(length)];
}

/**
 * From the whole of `a` to every beginning of `b`, true until the next call; none once no beginning can be within the limit.
 */
function distancesToBeginnings(a: string, b: string, limit: number): Row | undefined {
  if (b.length >= rows[0].length) rows = rowsFor(2 * b.length);
  let [beforeLast, last, row] = rows;
  for (let j = 0; j <= b.length; j++) last[j] = j;
  for (let i = 1; i <= a.length; i++) {
    if (fillRow(row, a, b, i, last, beforeLast) > limit) return undefined;
    [beforeLast, last, row] = [last, row, beforeLast];
  }
  return last;
}

/** Fills the row of the first `i` letters of `a`; gives the least in it. */
function fillRow(row: Row, a: string, b: string, i: number, last: Row, beforeLast: Row): number {
  let least = (row[0] = i);
  for (let j = 1; j <= b.length; j++) {
    const substituted = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
    const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
    const swapped = isSwap ? at(beforeLast, j - 2) + 1 : Infinity;
    const distance = Math.min(at(row, j - 1) + 1, at(last, j) + 1, substituted, swapped);
    row[j] = distance;
    if (distance < least) least = distance;
  }
  return least;
}

const at = (row: Row, index: number): number => row[index] ?? Infinity;
