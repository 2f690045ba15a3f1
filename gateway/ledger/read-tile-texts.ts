import type { Sql } from '../database.ts';
import { TAGS_COMMITTED } from './entry.ts';
import { fastLeafHash, type FastHash } from './fast-hash.ts';
import { TILE_WIDTH } from './tile.ts';

/** The entries of one tile in one text: a few times faster to read than as rows. */
export interface TileTexts {
  readonly number: string;
  readonly first: string;
  readonly last: string;
  /** Whether every number between the first and the last stands there once. */
  readonly isRow: boolean;
  /** One a line. */
  readonly leaves: string;
  /** As stored beside the leaves, in hex, one after the other. */
  readonly hashes: string;
  /** Whether every sealed part and what it is found by are those its leaf holds the salted hash of, and its date the leaf's own. */
  readonly sealedFits: boolean;
}

// Keys of a leaf stand in order, so its version comes last. Taken from its bytes: to take the end of a text, the server first counts
// all its letters.
const VERSION = `,"v":${TAGS_COMMITTED}}`;
const HAS_TAGS = `substr(convert_to(leaf, 'UTF8'), octet_length(leaf) - ${VERSION.length - 1}) = convert_to('${VERSION}', 'UTF8')`;

const fits = (name: string, salt: string, text: string, tag: string): string =>
  `position('"${name}":"' || encode(pg_catalog.sha256(
              ${salt} || CASE WHEN tagged THEN coalesce(${tag}, '') ELSE '' END || convert_to(${text}, 'UTF8')), 'hex') || '"' in leaf) > 0`;

// What was erased is gone with all by which it is found; who acted is never erased.
const ABOUT_FITS = `CASE WHEN salt IS NULL THEN personal IS NULL AND subject IS NULL
                         ELSE coalesce(${fits('personal', 'salt', 'personal', 'subject')}, false) END`;
const ACTOR_FITS = `coalesce(${fits('actor', 'actor_salt', 'actor', 'actor_tag')}, position('"actor":"' in leaf) = 0)`;
/** The column by which an entry's month and its place in a search are found says what the entry itself says, to the last digit. */
export const DATED_AS_WRITTEN = `position('"at":"' || to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '"' in leaf) > 0
              AND recorded_at = date_trunc('milliseconds', recorded_at)`;

// The tree is computed by us alone. The sealed parts are held against their leaves by the database, which halves the time; that
// it did so honestly shows when one is opened, for a seal that was altered does not open. Whatever order the database reads in,
// an order that is not that of the log does not get past the hashes.
const READ = `
  SELECT index / ${TILE_WIDTH} AS number, min(index) AS first, max(index) AS last, min(index - place) = max(index - place) AS "isRow",
         string_agg(leaf, E'\\n') AS leaves, encode(string_agg(leaf_hash, ''::bytea), 'hex') AS hashes,
         bool_and(${ABOUT_FITS} AND ${ACTOR_FITS} AND ${DATED_AS_WRITTEN}) AS "sealedFits"
    FROM (SELECT *, row_number() OVER (ORDER BY index) AS place, ${HAS_TAGS} AS tagged FROM ledger_entry WHERE index >= $1 AND index < $2 ORDER BY index) AS entry
   GROUP BY 1`;

export const readTileTexts = async (sql: Sql, begin: number, end: number): Promise<readonly TileTexts[]> =>
  await sql.query<TileTexts>(READ, [begin, end]);

/** Leaf hashes, as strings and as the bytes of all of them. */
export interface SoundHashes {
  readonly each: readonly FastHash[];
  readonly bytes: Buffer;
}

/**
 * The leaf hashes of a tile when everything in it is as it should be: as many entries as expected, each with the hash that is
 * stored beside it and with the sealed parts it commits to. None when anything at all is odd: then look closer.
 */
export function soundHashes(texts: TileTexts, begin: number, end: number): SoundHashes | undefined {
  const leaves = texts.leaves.split('\n');
  if (!texts.sealedFits || !texts.isRow || leaves.length !== end - begin) return undefined;
  if (Number(texts.first) !== begin || Number(texts.last) !== end - 1) return undefined;
  const each = leaves.map(fastLeafHash);
  const bytes = Buffer.from(each.join(''), 'latin1');
  return bytes.toString('hex') === texts.hashes ? { each, bytes } : undefined;
}
