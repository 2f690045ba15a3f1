import { nodeHash, type Hash } from './merkle-tree.ts';
import type { TreeNode } from './tree-nodes.ts';

/** Height 8 as C2SP tlog-tiles fixes it: a full tile holds 256 hashes of 32 bytes. */
export const TILE_HEIGHT = 8;
export const TILE_WIDTH = 256;
const HASH_BYTES = 32;
const HIGHEST_LEVEL = 63;

/** Which tile, and how many hashes of it. */
export interface TileAddress {
  readonly level: number;
  readonly number: number;
  readonly width: number;
}

/** How many hashes this tile has in a tree of this size; 0 when there is no such tile. */
export function widthIn(size: number, level: number, number: number): number {
  const hashes = Math.floor(size / TILE_WIDTH ** level) - number * TILE_WIDTH;
  return Math.max(0, Math.min(TILE_WIDTH, hashes));
}

/** The level, number and full width of the tile that holds a node, and where in it the node begins. */
export function tileOf({ level, index }: TreeNode): TileAddress & { readonly offset: number } {
  const height = level % TILE_HEIGHT;
  const first = index * 2 ** height;
  const number = Math.floor(first / TILE_WIDTH);
  const offset = first - number * TILE_WIDTH;
  return { level: (level - height) / TILE_HEIGHT, number, width: 2 ** height, offset };
}

/** The hash over a power of two of hashes. */
export function hashOver(hashes: readonly Hash[]): Hash {
  const [left, right] = hashes;
  if (left === undefined) throw new RangeError('there is nothing to hash');
  if (right === undefined) return left;
  if (hashes.length === 2) return nodeHash(left, right);
  const middle = hashes.length / 2;
  return nodeHash(hashOver(hashes.slice(0, middle)), hashOver(hashes.slice(middle)));
}

export const hashesIn = (tile: Buffer): readonly Hash[] =>
  Array.from({ length: tile.length / HASH_BYTES }, (_, at) =>
    tile.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES),
  );

/** The address in a path such as `0/x001/234` or `1/000.p/12`; none when it is not written exactly so. */
export function parseTilePath(path: string): TileAddress | undefined {
  const [, level, number, width] =
    /^(0|[1-9]\d?)\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path) ?? [];
  if (level === undefined || number === undefined) return undefined;
  const address = {
    level: Number(level),
    number: Number(number.replaceAll(/[x/]/g, '')),
    width: width === undefined ? TILE_WIDTH : Number(width),
  };
  const isPartialAsSaid = width === undefined || address.width < TILE_WIDTH;
  return address.level <= HIGHEST_LEVEL && isPartialAsSaid && tilePath(address) === path
    ? address
    : undefined;
}

/** The path of a tile: groups of three digits, all but the last marked with an x. */
export function tilePath({ level, number, width }: TileAddress): string {
  const digits = String(number);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? [];
  const marked = groups.map((group, at) => (at === groups.length - 1 ? group : `x${group}`));
  return `${level}/${marked.join('/')}${width === TILE_WIDTH ? '' : `.p/${width}`}`;
}
