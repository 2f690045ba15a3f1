/**
 * The number of insertions, deletions, substitutions and swaps of neighbours between two words, or `limit + 1` as soon as it
 * is certain to be more than `limit`: a long list of words is searched without finishing hopeless comparisons.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let [beforeLast, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = nextRow(a, b, i, last, beforeLast);
    if (Math.min(...row) > limit) return limit + 1;
    [beforeLast, last] = [last, row];
  }
  return Math.min(last[b.length] ?? limit + 1, limit + 1);
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
