import type { Hash } from './merkle-tree.ts';
import { consistencyParts, hashParts, inclusionParts, type ReadNodes } from './tree-nodes.ts';

/** The proof that a leaf stands at this index in the tree of this size. Throws a `RangeError` when it cannot. */
export async function proveInclusion(index: number, size: number, read: ReadNodes): Promise<readonly Hash[]> {
  if (!isWhole(index) || !isWhole(size) || index >= size) throw new RangeError('no such leaf in this tree');
  return await hashParts(inclusionParts(index, size), read);
}

/** The proof that the later tree begins with the earlier one. Throws a `RangeError` when it cannot be asked. */
export async function proveConsistency(
  earlier: number,
  later: number,
  read: ReadNodes,
): Promise<readonly Hash[]> {
  if (!isWhole(earlier) || !isWhole(later) || earlier === 0 || earlier > later)
    throw new RangeError('these sizes have no proof');
  return await hashParts(consistencyParts(earlier, later), read);
}

const isWhole = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
