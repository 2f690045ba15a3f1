import type { Sql } from '../database.ts';
import { fastCommitment, fastLeafHash, type FastHash } from './fast-hash.ts';
import { TILE_WIDTH } from './tile.ts';

/** The entries of one tile in one text: a few times faster to read than as rows. */
export interface TileTexts {
  readonly number: string;
  readonly first: string;
  readonly last: string;
  /** Two lines an entry: its leaf; and its hash in hex, with salt and sealed text of what is about the resident and of who acted. */
  readonly lines: string;
}

// Whatever order the database reads in, an order that is not that of the log does not get past the hashes.
const READ = `
  SELECT index / ${TILE_WIDTH} AS number, min(index) AS first, max(index) AS last,
         string_agg(concat(leaf, E'\\n', encode(leaf_hash, 'hex'), ' ', encode(salt, 'hex'), ' ', personal, ' ',
                           encode(actor_salt, 'hex'), ' ', actor), E'\\n') AS lines
    FROM (SELECT * FROM ledger_entry WHERE index >= $1 AND index < $2 ORDER BY index) AS entry
   GROUP BY 1 ORDER BY 1`;

export const readTileTexts = async (sql: Sql, begin: number, end: number): Promise<readonly TileTexts[]> =>
  await sql.query<TileTexts>(READ, [begin, end]);

/**
 * The leaf hashes of a tile when everything in it is as it should be: as many entries as expected, each with the hash that is
 * stored beside it and with the sealed parts it commits to. None when anything at all is odd: then look closer.
 */
export function soundHashes(texts: TileTexts, begin: number, end: number): readonly FastHash[] | undefined {
  const lines = texts.lines.split('\n');
  if (lines.length !== 2 * (end - begin)) return undefined;
  if (Number(texts.first) !== begin || Number(texts.last) !== end - 1) return undefined;
  const hashes: FastHash[] = [];
  for (let at = 0; at < lines.length; at += 2) {
    const leaf = lines[at] ?? '';
    const hash = fastLeafHash(leaf);
    if (!isAsStored(leaf, hash, lines[at + 1] ?? '')) return undefined;
    hashes.push(hash);
  }
  return hashes;
}

function isAsStored(leaf: string, hash: FastHash, stored: string): boolean {
  const [hex = '', salt = '', personal = '', actorSalt = '', actor = '', ...more] = stored.split(' ');
  return (
    more.length === 0 &&
    Buffer.from(hash, 'latin1').toString('hex') === hex &&
    fits(leaf, 'personal', salt, personal) &&
    fits(leaf, 'actor', actorSalt, actor)
  );
}

// A canonical text holds a member of this name once at most at its own level, and inside a string every quote is escaped.
const fits = (leaf: string, name: string, salt: string, text: string): boolean =>
  salt === '' || text === '' ? salt === text : leaf.includes(`"${name}":"${fastCommitment(salt, text)}"`);
