import type { Sql } from '../database.ts';
import { personalCommitment, TAGS_COMMITTED } from './entry.ts';
import { leafHash, type Hash } from './merkle-tree.ts';
import type { LedgerFault } from './ledger-fault.ts';
import { DATED_AS_WRITTEN } from './read-tile-texts.ts';

interface Row {
  readonly index: string;
  readonly leaf: string;
  readonly isDated: boolean;
  readonly leaf_hash: Buffer;
  readonly salt: Buffer | null;
  readonly personal: string | null;
  readonly subject: Buffer | null;
  readonly actor_salt: Buffer | null;
  readonly actor: string | null;
  readonly actor_tag: Buffer | null;
}

/** A part of the log, looked at entry by entry; or the first thing that is wrong with it. */
export type CloserLook =
  | { readonly kind: 'sound'; readonly hashes: readonly Hash[] }
  | { readonly kind: 'fault'; readonly fault: LedgerFault };

/**
 * Looks at the entries from `begin` to `end` one by one. `known` are the hashes that a sealed tile holds for them, as far as it
 * goes: with those, an entry whose own hash was altered too is named, and so is one that changed places.
 */
export async function lookCloser(
  sql: Sql,
  begin: number,
  end: number,
  known: readonly Hash[],
): Promise<CloserLook> {
  const rows = await sql.query<Row>(
    `SELECT index, (${DATED_AS_WRITTEN}) AS "isDated", leaf, leaf_hash, salt, personal, subject, actor_salt, actor, actor_tag FROM ledger_entry
      WHERE index >= $1 AND index < $2 ORDER BY index, recorded_at`,
    [begin, end],
  );
  const hashes = rows.map(({ leaf }) => leafHash(leaf));
  for (let at = 0; at < end - begin; at++) {
    const fault = faultAt(at, begin, rows, { hashes, known });
    if (fault !== undefined) return { kind: 'fault', fault };
  }
  const extra = rows[end - begin];
  return extra === undefined
    ? { kind: 'sound', hashes }
    : { kind: 'fault', fault: { kind: 'appended', index: Number(extra.index) } };
}

interface Hashes {
  /** Made from the texts, just now. */
  readonly hashes: readonly Hash[];
  readonly known: readonly Hash[];
}

function faultAt(at: number, begin: number, rows: readonly Row[], both: Hashes): LedgerFault | undefined {
  const index = begin + at;
  const row = rows[at];
  if (row === undefined || Number(row.index) > index) return { kind: 'missing', index };
  if (Number(row.index) < index) return { kind: 'appended', index: Number(row.index) };
  const moved = movedAt(at, begin, both);
  if (moved !== undefined) return moved;
  const committed = committedIn(row.leaf);
  const isAsHashed = both.hashes[at]?.equals(row.leaf_hash) === true;
  if (!isAsHashed || !row.isDated || committed === undefined) return { kind: 'altered', index };
  return arePartsOwn(row, committed) ? undefined : { kind: 'personal-part-altered', index };
}

/** What the sealed hashes say about the entry at this place. */
function movedAt(at: number, begin: number, { hashes, known }: Hashes): LedgerFault | undefined {
  const index = begin + at;
  const expected = known[at];
  const found = hashes[at];
  if (expected === undefined || found === undefined || found.equals(expected)) return undefined;
  const is = (place: number, hash: Hash | undefined): boolean =>
    hash !== undefined && known[place]?.equals(hash) === true;
  const belongs = known.findIndex(each => each.equals(found));
  if (belongs >= 0 && is(at, hashes[belongs]))
    return { kind: 'reordered', index, belongsAt: begin + belongs };
  if (is(at + 1, found)) return { kind: 'missing', index };
  if (is(at, hashes[at + 1])) return { kind: 'appended', index };
  if (belongs >= 0) return { kind: 'reordered', index, belongsAt: begin + belongs };
  return { kind: 'altered', index };
}

interface Committed {
  readonly v: number;
  readonly personal?: string;
  readonly actor?: string;
}

/** What the leaf commits to; none when it is no text of an entry. */
function committedIn(leaf: string): Committed | undefined {
  try {
    return JSON.parse(leaf) as Committed;
  } catch {
    return undefined;
  }
}

/** What was erased is gone with all by which it is found; who acted is never erased. */
function arePartsOwn(row: Row, { v, personal, actor }: Committed): boolean {
  const tagged = (tag: Buffer | null): Buffer | undefined =>
    v < TAGS_COMMITTED ? undefined : (tag ?? undefined);
  const isErased = row.personal === null && row.salt === null && row.subject === null;
  return (
    (isErased || fits(row.personal, row.salt, tagged(row.subject), personal)) &&
    (actor === undefined || fits(row.actor, row.actor_salt, tagged(row.actor_tag), actor))
  );
}

/** What is there must be what the leaf holds the salted hash of. */
const fits = (
  sealed: string | null,
  salt: Buffer | null,
  tag: Buffer | undefined,
  commitment: string | undefined,
): boolean => sealed !== null && salt !== null && personalCommitment(sealed, salt, tag) === commitment;
