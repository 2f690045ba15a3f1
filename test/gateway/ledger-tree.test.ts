import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../gateway/ledger/canonical-json.ts';
import { grow } from '../../gateway/ledger/grow.ts';
import {
  append,
  EMPTY_TREE,
  isIncluded,
  leafHash,
  nodeHash,
  rootOf,
  type Frontier,
  type Hash,
} from '../../gateway/ledger/merkle-tree.ts';

// The constants of RFC 6962 as certificate transparency implementations publish them: eight leaves, and the root after each.
const LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const EMPTY_ROOT = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

const hashOf = (hex: string): Hash =>
  createHash('sha256')
    .update(Buffer.concat([Buffer.of(0), Buffer.from(hex, 'hex')]))
    .digest();

/** The definition itself, recursive and slow: what the frontier must agree with. */
function rootByDefinition(leaves: readonly Hash[]): Hash {
  const [only] = leaves;
  if (only === undefined) return createHash('sha256').digest();
  if (leaves.length === 1) return only;
  const split = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return nodeHash(rootByDefinition(leaves.slice(0, split)), rootByDefinition(leaves.slice(split)));
}

describe('the tree of the ledger', () => {
  it('has the roots of RFC 6962', () => {
    let tree: Frontier = EMPTY_TREE;
    expect(rootOf(tree).toString('hex')).toBe(EMPTY_ROOT);
    for (const [index, leaf] of LEAVES.entries()) {
      tree = append(tree, hashOf(leaf));
      expect(rootOf(tree).toString('hex')).toBe(ROOTS[index]);
    }
  });

  it('has, at every size up to 200, the root of the definition', () => {
    let tree: Frontier = EMPTY_TREE;
    const leaves: Hash[] = [];
    for (let index = 0; index < 200; index++) {
      const leaf = leafHash(`regel ${index}`);
      tree = append(tree, leaf);
      leaves.push(leaf);
      expect(rootOf(tree)).toEqual(rootByDefinition(leaves));
    }
  });

  it('grows by any group as it grows one by one, and proves every leaf of the group', () => {
    let tree: Frontier = EMPTY_TREE;
    for (const [from, group] of [0, 1, 2, 1, 3, 5, 8, 13, 4, 64, 1, 31, 100].entries()) {
      const leaves = Array.from({ length: group }, (_, n) => leafHash(`groep ${from} regel ${n}`));
      const growth = grow(tree, leaves);
      const before = tree.size;
      tree = leaves.reduce(append, tree);
      expect(growth.frontier).toEqual(tree);
      expect(growth.root).toEqual(rootOf(tree));
      for (const [n, leaf] of leaves.entries())
        expect(isIncluded(leaf, before + n, tree.size, growth.proofOf(n), growth.root)).toBe(true);
    }
  });

  it('does not accept a proof for another leaf, place, size or root, nor a longer or shorter one', () => {
    const [first, second, third] = [leafHash('a'), leafHash('b'), leafHash('c')];
    const before = append(append(EMPTY_TREE, first), second);
    const root = rootOf(append(before, third));
    const proof = grow(before, [third]).proofOf(0);
    expect(isIncluded(third, 2, 3, proof, root)).toBe(true);
    expect(isIncluded(second, 2, 3, proof, root)).toBe(false);
    expect(isIncluded(third, 1, 3, proof, root)).toBe(false);
    expect(isIncluded(third, 2, 4, proof, root)).toBe(false);
    expect(isIncluded(third, 3, 3, proof, root)).toBe(false);
    expect(isIncluded(third, -1, 3, proof, root)).toBe(false);
    expect(isIncluded(third, 2, 3, proof, rootOf(before))).toBe(false);
    expect(isIncluded(third, 2, 3, [...proof, first], root)).toBe(false);
    expect(isIncluded(third, 2, 3, [], root)).toBe(false);
  });

  it('refuses to grow from a frontier that does not belong to its size', () => {
    expect(() => append({ size: 3, hashes: [] }, leafHash('a'))).toThrow(RangeError);
  });
});

describe('the text that is hashed', () => {
  it('is the same whatever the order in which it was written', () => {
    expect(canonicalJson({ b: [1, true, null], a: { d: 'é', c: '"' } })).toBe(
      '{"a":{"c":"\\"","d":"é"},"b":[1,true,null]}',
    );
    expect(canonicalJson({ a: { c: '"', d: 'é' }, b: [1, true, null] })).toBe(
      '{"a":{"c":"\\"","d":"é"},"b":[1,true,null]}',
    );
  });

  it('holds no control character as such: entries travel to the database with one between them', () => {
    expect(canonicalJson({ 'a\u001e': '\u001eb' })).toBe('{"a\\u001e":"\\u001eb"}');
  });

  it('holds no number whose text could differ', () => {
    expect(() => canonicalJson({ amount: 1.5 })).toThrow(RangeError);
    expect(() => canonicalJson(Number.MAX_SAFE_INTEGER + 1)).toThrow(RangeError);
  });

  it('is JSON, also when something was forgotten: then it is not written at all', () => {
    const forgotten = { a: undefined } as unknown as { a: string };
    expect(() => canonicalJson(forgotten)).toThrow(TypeError);
  });
});
