import { nodeHash, rootOf, type Frontier, type Hash } from './merkle-tree.ts';

/** A tree after a group of leaves was added to it, and what proves each of them. */
export interface Growth {
  readonly frontier: Frontier;
  readonly root: Hash;
  /** The inclusion proof in the grown tree of the leaf that was added at this place, the first being 0. */
  readonly proofOf: (place: number) => readonly Hash[];
}

/** One level of the tree, as far as the new leaves reach: a complete subtree of only old leaves before it, and the nodes. */
interface Level {
  readonly left: Hash | undefined;
  /** The place of the first of the nodes in its level. */
  readonly first: number;
  readonly nodes: readonly Hash[];
}

/** Adds the leaves together: about one hash a leaf, where growing and proving one by one costs the height of the tree for each. */
export function grow(before: Frontier, leaves: readonly Hash[]): Growth {
  const size = before.size + leaves.length;
  const levels = leaves.length === 0 ? [] : levelsOver(before, leaves);
  const frontier = levels.length === 0 ? before : { size, hashes: completeIn(levels, size, before) };
  return {
    frontier,
    root: levels.at(-1)?.nodes[0] ?? rootOf(before),
    proofOf: place => siblingsOf(before.size + place, levels),
  };
}

/** From the leaves up to the root. A node without a right neighbour is the same a level higher (RFC 6962 section 2.1). */
function levelsOver(before: Frontier, leaves: readonly Hash[]): readonly Level[] {
  const old = subtreesByLevel(before);
  const levels: Level[] = [];
  let level: Level = { left: old.get(0), first: before.size, nodes: leaves };
  while (level.first + level.nodes.length > 1) {
    levels.push(level);
    level = { left: old.get(levels.length), first: Math.floor(level.first / 2), nodes: pairedUp(level) };
  }
  return [...levels, level];
}

function pairedUp({ left, first, nodes }: Level): readonly Hash[] {
  const row = first % 2 === 1 ? [requireHash(left), ...nodes] : nodes;
  const above: Hash[] = [];
  for (let at = 0; at < row.length; at += 2) {
    const [one, other] = [requireHash(row[at]), row[at + 1]];
    above.push(other === undefined ? one : nodeHash(one, other));
  }
  return above;
}

/** The complete subtrees of a tree by their height, of which there is one for every one in its size in binary. */
function subtreesByLevel({ size, hashes }: Frontier): ReadonlyMap<number, Hash> {
  const byLevel = new Map<number, Hash>();
  let next = hashes.length - 1;
  for (let [level, rest] = [0, size]; rest > 0; [level, rest] = [level + 1, Math.floor(rest / 2)]) {
    if (rest % 2 === 1) byLevel.set(level, requireHash(hashes[next--]));
  }
  return byLevel;
}

/** The complete subtrees of the grown tree, the largest first. */
function completeIn(levels: readonly Level[], size: number, before: Frontier): readonly Hash[] {
  const old = subtreesByLevel(before);
  const hashes: Hash[] = [];
  for (let [level, rest] = [0, size]; rest > 0; [level, rest] = [level + 1, Math.floor(rest / 2)]) {
    if (rest % 2 === 0) continue;
    const { first, nodes } = levels[level] ?? { first: Infinity, nodes: [] };
    hashes.push(requireHash(rest - 1 < first ? old.get(level) : nodes[rest - 1 - first]));
  }
  return hashes.toReversed();
}

function siblingsOf(index: number, levels: readonly Level[]): readonly Hash[] {
  const path: Hash[] = [];
  let node = index;
  for (const { left, first, nodes } of levels) {
    const sibling = node % 2 === 1 ? node - 1 : node + 1;
    const hash = sibling < first ? left : nodes[sibling - first];
    if (hash !== undefined) path.push(hash);
    node = Math.floor(node / 2);
  }
  return path;
}

function requireHash(hash: Hash | undefined): Hash {
  if (hash === undefined) throw new RangeError('the frontier does not belong to a tree of this size');
  return hash;
}
