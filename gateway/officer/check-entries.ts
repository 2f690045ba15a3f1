import type { Sql } from '../database.ts';
import { committedHead } from '../ledger/checkpoint-store.ts';
import type { LedgerFault } from '../ledger/ledger-fault.ts';
import { knownTiles } from '../ledger/known-tiles.ts';
import { lookCloser } from '../ledger/name-fault.ts';
import { hashesIn, TILE_WIDTH } from '../ledger/tile.ts';

/**
 * Looks whether these entries are as they were written, each together with those beside it, against the hashes that were
 * sealed. What rests on entries is only as true as they are, so this is done whenever something is made of them.
 */
export async function checkEntries(sql: Sql, indexes: readonly number[]): Promise<LedgerFault | undefined> {
  const { size } = await committedHead(sql);
  const [kept] = await sql.query<{ first: string }>('SELECT first FROM ledger_kept');
  const firstKept = Number(kept?.first ?? 0);
  const tiles = [...new Set(indexes.map(index => Math.floor(index / TILE_WIDTH)))].sort((a, b) => a - b);
  for (const tile of tiles) {
    const begin = Math.max(tile * TILE_WIDTH, firstKept);
    const end = Math.min((tile + 1) * TILE_WIDTH, size);
    const known = (await knownTiles(sql, tile * TILE_WIDTH, end)).get(tile);
    const hashes = known === undefined ? [] : hashesIn(known.hashes).slice(begin - tile * TILE_WIDTH);
    const looked = await lookCloser(sql, begin, end, hashes.slice(0, end - begin));
    if (looked.kind === 'fault') return looked.fault;
  }
  return undefined;
}
