import type { Sql } from '../database.ts';
import { fastCommitment, fastLeafHash, type FastHash } from './fast-hash.ts';
import { TILE_WIDTH } from './tile.ts';

/** The entries of one tile in five texts, a line an entry: a few times faster to read than as rows. */
export interface TileTexts {
  readonly number: string;
  readonly first: string;
  readonly last: string;
  readonly leaves: string;
  /** In hex, one after the other. */
  readonly hashes: string;
  /** Salt and sealed text, for what is about the resident and for who acted; `-` for what was erased. */
  readonly sealed: string;
}

const READ = `
  SELECT index / ${TILE_WIDTH} AS number, min(index) AS first, max(index) AS last,
         string_agg(leaf, E'\\n' ORDER BY index) AS leaves,
         string_agg(encode(leaf_hash, 'hex'), '' ORDER BY index) AS hashes,
         string_agg(concat_ws(' ', coalesce(encode(salt, 'hex'), '-'), coalesce(personal, '-'),
                              coalesce(encode(actor_salt, 'hex'), '-'), coalesce(actor, '-')), E'\\n' ORDER BY index) AS sealed
    FROM ledger_entry WHERE index >= $1 AND index < $2
   GROUP BY 1 ORDER BY 1`;

export const readTileTexts = async (sql: Sql, begin: number, end: number): Promise<readonly TileTexts[]> =>
  await sql.query<TileTexts>(READ, [begin, end]);

/**
 * The leaf hashes of a tile when everything in it is as it should be: as many entries as expected, each with the hash that is
 * stored beside it and with the sealed parts it commits to. None when anything at all is odd: then look closer.
 */
export function soundHashes(texts: TileTexts, begin: number, end: number): readonly FastHash[] | undefined {
  const leaves = texts.leaves.split('\n');
  const sealed = texts.sealed.split('\n');
  const count = end - begin;
  if (leaves.length !== count || sealed.length !== count) return undefined;
  if (Number(texts.first) !== begin || Number(texts.last) !== end - 1) return undefined;
  const hashes = leaves.map(fastLeafHash);
  const stored = Buffer.from(hashes.join(''), 'latin1').toString('hex');
  const isSound = stored === texts.hashes && leaves.every((leaf, at) => commitsTo(leaf, sealed[at] ?? ''));
  return isSound ? hashes : undefined;
}

// A canonical text holds each quoted member once at its own level, and inside a string every quote is escaped.
function commitsTo(leaf: string, sealed: string): boolean {
  const [salt = '', personal = '', actorSalt = '', actor = '', ...more] = sealed.split(' ');
  return more.length === 0 && fits(leaf, 'personal', salt, personal) && fits(leaf, 'actor', actorSalt, actor);
}

const fits = (leaf: string, name: string, salt: string, text: string): boolean =>
  salt === '-' || text === '-' ? salt === text : leaf.includes(`"${name}":"${fastCommitment(salt, text)}"`);
