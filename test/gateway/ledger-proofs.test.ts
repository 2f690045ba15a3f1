import { describe, expect, it } from '@jest/globals';
import { proveConsistency, proveInclusion } from '../../gateway/ledger/proofs.ts';
import {
  append,
  EMPTY_TREE,
  isConsistent,
  isIncluded,
  leafHash,
  rootOf,
  type Hash,
} from '../../gateway/ledger/merkle-tree.ts';
import { hashOver, parseTilePath, tilePath, widthIn } from '../../gateway/ledger/tile.ts';
import type { ReadNodes } from '../../gateway/ledger/tree-nodes.ts';

const SIZES = 300;
const leaves = Array.from({ length: SIZES }, (_, index) => leafHash(`regel ${index}`));
const roots: Hash[] = [rootOf(EMPTY_TREE)];
leaves.reduce((tree, leaf) => {
  const grown = append(tree, leaf);
  roots.push(rootOf(grown));
  return grown;
}, EMPTY_TREE);

const known = new Map<string, Hash>();
const hashOf = (level: number, index: number): Hash => {
  const key = `${level}/${index}`;
  const hash = known.get(key) ?? hashOver(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level));
  known.set(key, hash);
  return hash;
};
const read: ReadNodes = async nodes =>
  await Promise.resolve(nodes.map(({ level, index }) => hashOf(level, index)));

const at = (size: number) => ({ size, root: roots[size] ?? Buffer.alloc(0) });
const flipped = (hash: Hash): Hash => Buffer.from(hash.map((byte, place) => (place === 7 ? byte ^ 1 : byte)));

describe('anyone who holds two checkpoints', () => {
  it(`can be shown, for every two sizes up to ${SIZES}, that the later tree begins with the earlier`, async () => {
    for (let later = 1; later <= SIZES; later++) {
      for (let earlier = 1; earlier <= later; earlier++) {
        const proof = await proveConsistency(earlier, later, read);
        if (!isConsistent(at(earlier), at(later), proof)) throw new Error(`${earlier} and ${later}`);
      }
    }
  });

  it.each([
    [1, 2],
    [4, 8],
    [6, 7],
    [129, 300],
    [256, 257],
  ])('does not believe another history of size %i and %i', async (earlier, later) => {
    const proof = await proveConsistency(earlier, later, read);
    const [before, after] = [at(earlier), at(later)];
    expect(isConsistent(before, after, proof)).toBe(true);
    expect(isConsistent({ ...before, root: flipped(before.root) }, after, proof)).toBe(false);
    expect(isConsistent(before, { ...after, root: flipped(after.root) }, proof)).toBe(false);
    expect(isConsistent(before, after, [...proof, before.root])).toBe(false);
    expect(isConsistent(before, after, proof.slice(1))).toBe(false);
    for (const place of proof.keys()) {
      const spoiled = proof.map((hash, each) => (each === place ? flipped(hash) : hash));
      expect(isConsistent(before, after, spoiled)).toBe(false);
    }
  });

  it('cannot be shown anything about a log of nothing, or about a smaller log', () => {
    expect(isConsistent(at(0), at(4), [])).toBe(false);
    expect(isConsistent(at(4), at(3), [])).toBe(false);
    expect(isConsistent(at(4), at(4), [leaves[0] ?? Buffer.alloc(0)])).toBe(false);
    expect(isConsistent(at(4), at(4), [])).toBe(true);
  });

  it.each([
    [0, 3],
    [4, 3],
    [1.5, 3],
    [-1, 3],
  ])('cannot ask for a proof from %d to %d', async (earlier, later) => {
    await expect(proveConsistency(earlier, later, read)).rejects.toThrow(RangeError);
  });
});

describe('anyone who holds an entry', () => {
  it('can be shown, for every entry in trees of many sizes, that it stands there', async () => {
    for (const size of [1, 2, 3, 7, 8, 64, 100, 255, 256, 257, 300]) {
      for (let index = 0; index < size; index++) {
        const proof = await proveInclusion(index, size, read);
        const [leaf, root] = [leaves[index], roots[size]];
        if (!leaf || !root || !isIncluded(leaf, index, size, proof, root))
          throw new Error(`${index} in ${size}`);
      }
    }
  });

  it.each([
    [3, 3],
    [-1, 3],
    [0, 0],
    [0.5, 3],
  ])('cannot ask for entry %d of %d', async (index, size) => {
    await expect(proveInclusion(index, size, read)).rejects.toThrow(RangeError);
  });
});

describe('the address of a tile', () => {
  it.each([
    ['0/000', { level: 0, number: 0, width: 256 }],
    ['0/x001/x234/067', { level: 0, number: 1_234_067, width: 256 }],
    ['1/000.p/17', { level: 1, number: 0, width: 17 }],
    ['0/273.p/112', { level: 0, number: 273, width: 112 }],
    ['63/999', { level: 63, number: 999, width: 256 }],
  ])('%s', (path, address) => {
    expect(parseTilePath(path)).toEqual(address);
    expect(tilePath(address)).toBe(path);
  });

  it.each([
    '0/0',
    '0/1000',
    '00/000',
    '64/000',
    '-1/000',
    '0/x000/001',
    '0/001/002',
    '0/000.p/0',
    '0/000.p/256',
    '0/000.p/01',
    '0/000.p',
    '0/000/',
    'entries/000',
    '0/000.p/9999',
    '',
  ])('%p is none', path => {
    expect(parseTilePath(path)).toBeUndefined();
  });

  it('has the widths that the standard gives for a tree of 70,000', () => {
    expect([widthIn(70_000, 0, 272), widthIn(70_000, 0, 273), widthIn(70_000, 0, 274)]).toEqual([
      256, 112, 0,
    ]);
    expect([widthIn(70_000, 1, 0), widthIn(70_000, 1, 1), widthIn(70_000, 2, 0)]).toEqual([256, 17, 1]);
    expect([widthIn(256, 1, 0), widthIn(255, 1, 0)]).toEqual([1, 0]);
  });
});
