import { DatabaseFailure, type Sql } from '../database.ts';
import { leafOf, type Entry } from './entry.ts';
import type { EntryKeys, SealedPersonalPart } from './personal-part.ts';
import { append, leafHash, proofOfNewest, rootOf, type Frontier, type Hash } from './merkle-tree.ts';

/** Where an entry stands, and the proof that it stands there: what a partner can keep and check years later. */
export interface Receipt {
  readonly index: number;
  readonly leafHash: string;
  readonly treeSize: number;
  readonly root: string;
  readonly proof: readonly string[];
}

/** How far the log goes, and how often a fact that can open or close a field has changed. */
export interface LedgerHead {
  readonly frontier: Frontier;
  readonly epoch: number;
}

/** What an entry is stored with besides its text. */
export interface Seal {
  /** 32 random bytes, new for every entry. */
  readonly salt: Buffer;
  /** The keyed hash under which one resident's entries are found, 32 bytes; none when nobody known was asked about. */
  readonly subject: Buffer | undefined;
  /** Without keys nobody will ever read the personal part. */
  readonly keys?: EntryKeys;
}

/** An entry ready to be stored. */
export interface SealedEntry {
  readonly at: Date;
  readonly text: string;
  readonly hash: Hash;
  readonly sealed: SealedPersonalPart;
  readonly seal: Seal;
}

export function sealEntry(entry: Entry, seal: Seal): SealedEntry {
  const { text, sealed } = leafOf(entry, seal.salt, seal.keys);
  return { at: entry.public.at, text, hash: leafHash(text), sealed, seal };
}

/** The head as it is now; it may have moved by the time it is used. Rejects when it does not end where the entries end. */
export async function readHead(sql: Sql): Promise<LedgerHead> {
  const [row] = await sql.query<HeadRow & NewestRow>(
    `SELECT size, frontier, epoch, ${NEWEST} FROM ledger_head WHERE id = $1`,
    ONLY_HEAD,
  );
  return soundHead(row, row);
}

/** Takes the head until the transaction ends: nobody else appends, and no fact changes. Rejects as `readHead` does. */
export async function holdHead(sql: Sql): Promise<LedgerHead> {
  const [row] = await sql.query<HeadRow>('SELECT size, frontier, epoch FROM ledger_head FOR UPDATE');
  // Looked up after the head was had: what was seen before it may have been added to while waiting for it.
  const [newest] = await sql.query<NewestRow>(`SELECT ${NEWEST} FROM ledger_head WHERE id = $1`, ONLY_HEAD);
  return soundHead(row, newest);
}

interface HeadRow {
  readonly size: string;
  readonly frontier: Buffer[];
  readonly epoch: string;
}

interface NewestRow {
  readonly newest: string;
}

// Asked for by a value, so that the statement is planned once and not again for every month there is.
const ONLY_HEAD = [true] as const;

// The months together have no key on the number alone, so only looking in each tells that nobody wrote beyond the head.
// Without entries, what is kept begins where the log ends.
const NEWEST = `coalesce((SELECT max(index) FROM ledger_entry), (SELECT first FROM ledger_kept) - 1) AS newest`;

/** Two entries at one place, or none, would follow from a head that somebody moved by hand: then nothing is written. */
function soundHead(row: HeadRow | undefined, end: NewestRow | undefined): LedgerHead {
  if (row === undefined) throw new Error('the ledger has no head: the migrations are not applied');
  const size = Number(row.size);
  const isSound = Number(end?.newest) === size - 1 && row.frontier.length === completeSubtreesIn(size);
  if (!isSound) throw new DatabaseFailure('head-differs');
  return { frontier: { size, hashes: row.frontier }, epoch: Number(row.epoch) };
}

/** As many as there are ones in the size, written in binary. */
const completeSubtreesIn = (size: number): number => size.toString(2).replaceAll('0', '').length;

// One statement moves the head and stores the leaves, or does neither. Who moved the head first, or changed a fact, wins:
// then no row matches and nothing is stored. Hashes, salts and subjects travel as one buffer each, in the leaves' order.
const APPEND = `
WITH moved AS (
  UPDATE ledger_head SET size = $1, frontier = $2 WHERE size = $3 AND epoch = $4 RETURNING 1
)
INSERT INTO ledger_entry (index, recorded_at, leaf, leaf_hash, salt, personal, subject, actor, actor_salt, actor_tag)
SELECT $3 + n - 1, at, leaf, substring($5::bytea FROM place FOR 32), substring($6::bytea FROM place FOR 32), personal,
       nullif(substring($7::bytea FROM place FOR 32), decode(repeat('00', 32), 'hex')),
       actor, substring($12::bytea FROM place FOR 32),
       nullif(substring($13::bytea FROM place FOR 32), decode(repeat('00', 32), 'hex'))
  FROM moved, unnest($8::timestamptz[], $9::text[], $10::text[], $11::text[]) WITH ORDINALITY AS entry (at, leaf, personal, actor, n),
       LATERAL (SELECT (n::integer - 1) * 32 + 1 AS place) AS places
RETURNING index`;

const NOBODY = Buffer.alloc(32);

/** Appends after this head, if it still is the head and no fact changed since; resolves to the new head, or to nothing. */
export async function appendAfter(
  sql: Sql,
  head: LedgerHead,
  entries: readonly SealedEntry[],
): Promise<LedgerHead | undefined> {
  if (entries.length === 0) return head;
  const frontier = entries.reduce((tree, { hash }) => append(tree, hash), head.frontier);
  const rows = await sql.query(APPEND, [
    frontier.size,
    frontier.hashes,
    head.frontier.size,
    head.epoch,
    Buffer.concat(entries.map(({ hash }) => hash)),
    Buffer.concat(entries.map(({ seal }) => seal.salt)),
    Buffer.concat(entries.map(({ seal }) => seal.subject ?? NOBODY)),
    entries.map(({ at }) => at),
    entries.map(({ text }) => text),
    entries.map(({ sealed }) => sealed.personal),
    entries.map(({ sealed }) => sealed.actor),
    Buffer.concat(entries.map(({ sealed }) => sealed.actorSalt)),
    Buffer.concat(entries.map(({ sealed }) => sealed.actorTag ?? NOBODY)),
  ]);
  return rows.length === entries.length ? { frontier, epoch: head.epoch } : undefined;
}

/** The receipts of entries that were appended after this head, in their order. */
export function receiptsAfter(head: LedgerHead, entries: readonly SealedEntry[]): readonly Receipt[] {
  let tree = head.frontier;
  return entries.map(({ hash }) => {
    const proof = proofOfNewest(tree).map(each => each.toString('hex'));
    tree = append(tree, hash);
    return {
      index: tree.size - 1,
      leafHash: hash.toString('hex'),
      treeSize: tree.size,
      root: rootOf(tree).toString('hex'),
      proof,
    };
  });
}

/** Appends within a transaction that holds the head, beside what that transaction changes. It counts once that committed. */
export async function appendEntry(sql: Sql, held: LedgerHead, entry: Entry, seal: Seal): Promise<Receipt> {
  // What this transaction changed may have raised the count; where the log ends was looked up when the head was taken.
  const [now] = await sql.query<Pick<HeadRow, 'epoch'>>(
    'SELECT epoch FROM ledger_head WHERE id = $1',
    ONLY_HEAD,
  );
  const sealed = sealEntry(entry, seal);
  const after = await appendAfter(sql, { ...held, epoch: Number(now?.epoch) }, [sealed]);
  const [receipt] = receiptsAfter(held, [sealed]);
  if (after === undefined || receipt === undefined) throw new Error('the head was not held');
  return receipt;
}
