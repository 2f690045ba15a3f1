/**
 * The number of insertions, deletions, substitutions and swaps of neighbours between two words, or `limit + 1` as soon as it
 * is certain to be more than `limit`: a long list of words is searched without finishing hopeless comparisons.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  const distance = distancesToBeginnings(a, b, limit)[b.length] ?? limit + 1;
  return Math.min(distance, limit + 1);
}

/** Whether some beginning of the word is at most `limit` such mistakes away from the stem. */
export const beginsWithin = (stem: string, word: string, limit: number): boolean =>
  Math.min(...distancesToBeginnings(stem, word.slice(0, stem.length + limit), limit)) <= limit;

/** From the whole of `a` to every beginning of `b`; empty once no beginning can be within the limit. */
function distancesToBeginnings(a: string, b: string, limit: number): readonly number[] {
  let [beforeLast, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = nextRow(a, b, i, last, beforeLast);
    if (Math.min(...row) > limit) return [];
    [beforeLast, last] = [last, row];
  }
  return last;
}

function nextRow(a: string, b: string, i: number, last: readonly number[], beforeLast: readonly number[]) {
  const row = [i];
  for (let j = 1; j <= b.length; j++) {
    const substituted = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
    const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
    const swapped = isSwap ? at(beforeLast, j - 2) + 1 : Infinity;
    row.push(Math.min(at(row, j - 1) + 1, at(last, j) + 1, substituted, swapped));
  }
  return row;
}

const at = (row: readonly number[], index: number): number => row[index] ?? Infinity;
