import type { Sql } from '../database.ts';
import type { Hash } from './merkle-tree.ts';
import { TILE_WIDTH } from './tile.ts';

/** The leaf hashes that are kept apart from the entries. */
export interface KnownTile {
  readonly hashes: Buffer;
  /** The hash over the tile as it is kept; none for the tail, which is no full tile yet. */
  readonly root: Hash | undefined;
}

/** The sealed tiles over these entries, and the tail of the newest checkpoint when it is among them. By tile number. */
export async function knownTiles(
  sql: Sql,
  begin: number,
  end: number,
): Promise<ReadonlyMap<number, KnownTile>> {
  const [first, last] = [Math.floor(begin / TILE_WIDTH), Math.ceil(end / TILE_WIDTH)];
  const tiles = await sql.query<{ number: string; hashes: Buffer; root: Buffer }>(
    'SELECT number, hashes, root FROM ledger_tile WHERE level = 0 AND number >= $1 AND number < $2',
    [first, last],
  );
  const known = new Map<number, KnownTile>(
    tiles.map(({ number, hashes, root }) => [Number(number), { hashes, root }]),
  );
  const [tail] = await sql.query<{ size: string; hashes: Buffer }>('SELECT size, hashes FROM ledger_tail');
  const number = Math.floor(Number(tail?.size ?? 0) / TILE_WIDTH);
  if (tail !== undefined && tail.hashes.length > 0 && number >= first && number < last && !known.has(number))
    known.set(number, { hashes: tail.hashes, root: undefined });
  return known;
}
