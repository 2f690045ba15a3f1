import type { Sql } from '../database.ts';
import { rootOf, type Frontier, type Hash } from './merkle-tree.ts';
import { hashesIn, hashOver, TILE_WIDTH, tileOf, widthIn, type TileAddress } from './tile.ts';
import { completeSubtrees, type ReadNodes } from './tree-nodes.ts';

/** Hashes that the tree must have are not in the database: entries went without their tiles. */
export class TreeIncomplete extends Error {
  override readonly name = 'TreeIncomplete';
}

/** What is stored no longer adds up to the head of the log. */
export class TreeDiffers extends Error {
  override readonly name = 'TreeDiffers';
}

/** The hashes of a tile: as stored when it is full and sealed, otherwise from what lies below it. */
export async function readTile(sql: Sql, { level, number, width }: TileAddress): Promise<Buffer> {
  const [stored] = await sql.query<{ hashes: Buffer }>(
    'SELECT hashes FROM ledger_tile WHERE level = $1 AND number = $2',
    [level, number],
  );
  if (stored !== undefined) return stored.hashes.subarray(0, width * 32);
  return level === 0
    ? await leafHashes(sql, number * TILE_WIDTH, width)
    : await rootsBelow(sql, level, number * TILE_WIDTH, width);
}

async function leafHashes(sql: Sql, first: number, count: number): Promise<Buffer> {
  const [row] = await sql.query<{ hashes: Buffer | null }>(
    `SELECT string_agg(leaf_hash, ''::bytea ORDER BY index) AS hashes
       FROM ledger_entry WHERE index >= $1 AND index < $2`,
    [first, first + count],
  );
  return ofLength(count, row?.hashes);
}

async function rootsBelow(sql: Sql, level: number, first: number, count: number): Promise<Buffer> {
  const rows = await sql.query<{ number: string; root: Buffer }>(
    'SELECT number, root FROM ledger_tile WHERE level = $1 AND number >= $2 AND number < $3',
    [level - 1, first, first + count],
  );
  const sealed = new Map(rows.map(({ number, root }) => [Number(number), root]));
  const roots: Hash[] = [];
  for (let number = first; number < first + count; number++) {
    const below = { level: level - 1, number, width: TILE_WIDTH };
    roots.push(sealed.get(number) ?? hashOver(hashesIn(await readTile(sql, below))));
  }
  return Buffer.concat(roots);
}

function ofLength(count: number, hashes: Buffer | null | undefined): Buffer {
  if (hashes?.length !== count * 32) throw new TreeIncomplete('the tree misses hashes');
  return hashes;
}

/** Reads nodes of the tree of this size; each tile is read once. */
export function nodesOf(sql: Sql, size: number): ReadNodes {
  const tiles = new Map<string, readonly Hash[]>();
  const tile = async (level: number, number: number): Promise<readonly Hash[]> => {
    const key = `${level}/${number}`;
    const known = tiles.get(key);
    if (known !== undefined) return known;
    const hashes = hashesIn(await readTile(sql, { level, number, width: widthIn(size, level, number) }));
    tiles.set(key, hashes);
    return hashes;
  };
  return async nodes => {
    const hashes: Hash[] = [];
    for (const node of nodes) {
      const { level, number, offset, width } = tileOf(node);
      hashes.push(hashOver((await tile(level, number)).slice(offset, offset + width)));
    }
    return hashes;
  };
}

/**
 * Stores every tile that became full, in the transaction of `sql`, and makes sure that the tree still adds up to the head:
 * what was altered before it was sealed is not sealed. Doing it again changes nothing. Rejects with `TreeDiffers`.
 */
export async function sealTiles(sql: Sql, head: Frontier): Promise<void> {
  for (let level = 0; widthIn(head.size, level, 0) === TILE_WIDTH; level++) {
    for (let number = await sealedTiles(sql, level); isFull(head, level, number); number++) {
      const hashes = await readTile(sql, { level, number, width: TILE_WIDTH });
      await sql.query(
        'INSERT INTO ledger_tile (level, number, hashes, root) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
        [level, number, hashes, hashOver(hashesIn(hashes))],
      );
    }
  }
  await requireSameTree(sql, head);
}

const isFull = ({ size }: Frontier, level: number, number: number): boolean =>
  widthIn(size, level, number) === TILE_WIDTH;

/** How many tiles of a level are sealed; they are sealed in order. */
async function sealedTiles(sql: Sql, level: number): Promise<number> {
  const [row] = await sql.query<{ next: string }>(
    'SELECT coalesce(max(number) + 1, 0) AS next FROM ledger_tile WHERE level = $1',
    [level],
  );
  return Number(row?.next ?? 0);
}

async function requireSameTree(sql: Sql, head: Frontier): Promise<void> {
  const hashes = await nodesOf(sql, head.size)(completeSubtrees({ begin: 0, end: head.size }));
  if (!rootOf({ size: head.size, hashes }).equals(rootOf(head)))
    throw new TreeDiffers('the entries no longer add up to the head of the log');
}
