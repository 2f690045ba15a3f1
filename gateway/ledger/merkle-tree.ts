import { hash as digest } from 'node:crypto';

// RFC 6962 section 2.1: leaves and nodes are hashed under different prefixes, so that one can never pass for the other.
export const NODE_PREFIX = 1;

export type Hash = Buffer;

const NOTHING = Buffer.alloc(0);
const sha256 = (bytes: Uint8Array): Hash => digest('sha256', bytes, 'buffer');

export const leafHash = (leaf: string): Hash => digest('sha256', `\0${leaf}`, 'buffer');

const HASH_BYTES = 32;
const PREFIX = Buffer.of(NODE_PREFIX);
/** Where two become a node: made once, for a tree hashes many. */
const pair = Buffer.alloc(1 + 2 * HASH_BYTES, NODE_PREFIX);

export function nodeHash(left: Hash, right: Hash): Hash {
  // What somebody else calls a hash may be of any length: nothing of the node before may stand in for the rest of it.
  if (left.length !== HASH_BYTES || right.length !== HASH_BYTES)
    return sha256(Buffer.concat([PREFIX, left, right]));
  pair.set(left, 1);
  pair.set(right, 1 + HASH_BYTES);
  return sha256(pair);
}

/** A tree reduced to what appending needs: the hashes of its complete subtrees, the largest (leftmost) first. */
export interface Frontier {
  readonly size: number;
  readonly hashes: readonly Hash[];
}

export const EMPTY_TREE: Frontier = { size: 0, hashes: [] };

/** The tree with one more leaf. Two complete subtrees of the same size become one, as carries do in binary counting. */
export function append({ size, hashes }: Frontier, leaf: Hash): Frontier {
  const kept = [...hashes];
  let last = leaf;
  for (let rest = size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
    const left = kept.pop();
    if (left === undefined) throw new RangeError('the frontier does not belong to a tree of this size');
    last = nodeHash(left, last);
  }
  return { size: size + 1, hashes: [...kept, last] };
}

/** The root over all leaves; of an empty tree, the hash of nothing. */
export const rootOf = ({ hashes }: Frontier): Hash =>
  hashes.length === 0 ? sha256(NOTHING) : hashes.reduceRight((right, left) => nodeHash(left, right));

/** Whether the leaf stands at this index in the tree of this size and root (RFC 9162 section 2.1.3.2). */
export function isIncluded(
  leaf: Hash,
  index: number,
  size: number,
  proof: readonly Hash[],
  root: Hash,
): boolean {
  return (
    Number.isSafeInteger(index) &&
    index >= 0 &&
    index < size &&
    rootFrom(leaf, index, size, proof)?.equals(root) === true
  );
}

/** The root that this leaf and proof lead to; none when the proof has the wrong length. */
function rootFrom(leaf: Hash, index: number, size: number, proof: readonly Hash[]): Hash | undefined {
  let node = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0) return undefined;
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(sibling, hash);
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, Math.floor(last / 2)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return last === 0 ? hash : undefined;
}

/** The tree with one more complete subtree of 2^level leaves at its right edge; throws when it does not fit there. */
export function appendSubtree({ size, hashes }: Frontier, subtree: Hash, level: number): Frontier {
  const width = 2 ** level;
  if (size % width !== 0) throw new RangeError('a subtree does not fit at this place');
  const { hashes: merged } = append({ size: size / width, hashes }, subtree);
  return { size: size + width, hashes: merged };
}

/** Whether the tree of the later size and root begins with the tree of the earlier one (RFC 9162 section 2.1.4.2). */
export function isConsistent(
  earlier: { readonly size: number; readonly root: Hash },
  later: { readonly size: number; readonly root: Hash },
  proof: readonly Hash[],
): boolean {
  if (!isTreeSize(earlier.size) || !isTreeSize(later.size) || earlier.size > later.size) return false;
  if (earlier.size === later.size) return proof.length === 0 && earlier.root.equals(later.root);
  const path = isPowerOfTwo(earlier.size) ? [earlier.root, ...proof] : proof;
  const roots = rootsFrom(earlier.size, later.size, path);
  return roots !== undefined && roots[0].equals(earlier.root) && roots[1].equals(later.root);
}

/** The earlier and the later root that this path leads to; none when it has the wrong length. */
function rootsFrom(
  earlier: number,
  later: number,
  [seed, ...rest]: readonly Hash[],
): readonly [Hash, Hash] | undefined {
  let [node, last] = [earlier - 1, later - 1];
  while (node % 2 === 1) [node, last] = [half(node), half(last)];
  if (seed === undefined) return undefined;
  let [first, second] = [seed, seed];
  for (const sibling of rest) {
    if (last === 0) return undefined;
    if (node % 2 === 1 || node === last) {
      [first, second] = [nodeHash(sibling, first), nodeHash(sibling, second)];
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      second = nodeHash(second, sibling);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 ? [first, second] : undefined;
}

const half = (value: number): number => Math.floor(value / 2);
const isTreeSize = (size: number): boolean => Number.isSafeInteger(size) && size > 0;
const isPowerOfTwo = (size: number): boolean => Number.isInteger(Math.log2(size));
