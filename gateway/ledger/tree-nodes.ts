import { rootOf, type Hash } from './merkle-tree.ts';

/** A complete subtree: the `index`-th of 2^level leaves. */
export interface TreeNode {
  readonly level: number;
  readonly index: number;
}

/** The leaves from `begin` up to, not including, `end`. */
export interface LeafRange {
  readonly begin: number;
  readonly end: number;
}

/** Resolves to the hashes of these complete subtrees, in the same order. */
export type ReadNodes = (nodes: readonly TreeNode[]) => Promise<readonly Hash[]>;

/** The fewest complete subtrees that together are this range, from left to right. */
export function completeSubtrees({ begin, end }: LeafRange): readonly TreeNode[] {
  const nodes: TreeNode[] = [];
  for (let at = begin; at < end;) {
    let level = 0;
    while (at % 2 ** (level + 1) === 0 && at + 2 ** (level + 1) <= end) level++;
    nodes.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return nodes;
}

/** The parts of the tree that an inclusion proof names, from the leaf's sibling up (RFC 6962 section 2.1.1). */
export function inclusionParts(index: number, size: number): readonly LeafRange[] {
  const parts: LeafRange[] = [];
  let [begin, end] = [0, size];
  while (end - begin > 1) {
    const middle = begin + largestPowerBelow(end - begin);
    if (index < middle) {
      parts.push({ begin: middle, end });
      end = middle;
    } else {
      parts.push({ begin, end: middle });
      begin = middle;
    }
  }
  return parts.toReversed();
}

/** The parts of the tree that a consistency proof names, the lowest first (RFC 6962 section 2.1.2). */
export function consistencyParts(earlier: number, later: number): readonly LeafRange[] {
  const parts: LeafRange[] = [];
  let [begin, end] = [0, later];
  while (earlier !== end) {
    const middle = begin + largestPowerBelow(end - begin);
    if (earlier <= middle) {
      parts.push({ begin: middle, end });
      end = middle;
    } else {
      parts.push({ begin, end: middle });
      begin = middle;
    }
  }
  // The verifier knows the earlier tree's own root, so it is named only as part of a larger one.
  if (begin > 0) parts.push({ begin, end });
  return parts.toReversed();
}

/** The hash of each part, all read at once. */
export async function hashParts(parts: readonly LeafRange[], read: ReadNodes): Promise<readonly Hash[]> {
  const nodes = parts.map(completeSubtrees);
  const hashes = await read(nodes.flat());
  let at = 0;
  return nodes.map(({ length }, part) => {
    const own = hashes.slice(at, (at += length));
    return rootOf({ size: sizeOf(parts[part]), hashes: own });
  });
}

/** The root of the first `size` leaves. */
export async function rootAt(size: number, read: ReadNodes): Promise<Hash> {
  return rootOf({ size, hashes: await read(completeSubtrees({ begin: 0, end: size })) });
}

const largestPowerBelow = (width: number): number => 2 ** Math.floor(Math.log2(width - 1));
const sizeOf = (range: LeafRange | undefined): number => (range === undefined ? 0 : range.end - range.begin);
