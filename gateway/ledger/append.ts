import { DatabaseFailure, type Sql } from '../database.ts';
import { leafOf, type Entry, type PublicPart } from './entry.ts';
import type { EntryKeys, SealedPersonalPart } from './personal-part.ts';
import { grow, type Growth } from './grow.ts';
import { leafHash, type Frontier, type Hash } from './merkle-tree.ts';

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
  /** What anyone may count of it; none for what came by the emergency journal, which nobody counts. */
  readonly said?: Pick<PublicPart, 'event' | 'direction' | 'fields'>;
}

export function sealEntry(entry: Entry, seal: Seal): SealedEntry {
  const { text, sealed } = leafOf(entry, seal.salt, seal.subject, seal.keys);
  return { at: entry.public.at, text, hash: leafHash(text), sealed, seal, said: entry.public };
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
// then no row matches and nothing is stored.
const STORE = `
WITH moved AS (
  UPDATE ledger_head SET size = $1, frontier = $2 WHERE size = $3 AND epoch = $4 RETURNING 1
)
INSERT INTO ledger_entry (index, recorded_at, leaf, leaf_hash, salt, personal, subject, actor, actor_salt, actor_tag)`;

const orNull = (tag: string): string => `nullif(${tag}, decode(repeat('00', 32), 'hex'))`;

// Everything travels as one value a column, in the leaves' order: hashes, salts and tags of 32 bytes one after another, texts with
// a control character between them that stands in none of them.
const APPEND = `${STORE}
SELECT $3 + n - 1, at::timestamptz, leaf, substring($5::bytea FROM place FOR 32), substring($6::bytea FROM place FOR 32), personal,
       ${orNull('substring($7::bytea FROM place FOR 32)')},
       actor, substring($12::bytea FROM place FOR 32), ${orNull('substring($13::bytea FROM place FOR 32)')}
  FROM moved,
       unnest(string_to_array($8, E'\\x1e'), string_to_array($9, E'\\x1e'),
              string_to_array($10, E'\\x1e'), string_to_array($11, E'\\x1e'))
         WITH ORDINALITY AS entry (at, leaf, personal, actor, n),
       LATERAL (SELECT (n::integer - 1) * 32 + 1 AS place) AS places
RETURNING index`;

// The same values for one leaf need no taking apart.
const APPEND_ONE = `${STORE}
SELECT $3, $8::timestamptz, $9, $5::bytea, $6::bytea, $10, ${orNull('$7::bytea')}, $11, $12::bytea, ${orNull('$13::bytea')}
  FROM moved
RETURNING index`;

const NOBODY = Buffer.alloc(32);
const BETWEEN = '\x1e';

/** Entries that are to follow on a head, and the tree they would make. */
export interface Batch {
  readonly head: LedgerHead;
  readonly entries: readonly SealedEntry[];
  readonly growth: Growth;
}

export const batchAfter = (head: LedgerHead, entries: readonly SealedEntry[]): Batch => ({
  head,
  entries,
  growth: grow(
    head.frontier,
    entries.map(({ hash }) => hash),
  ),
});

/** Appends after the batch's head, if it still is the head and no fact changed since; resolves to the new head, or to nothing. */
export async function appendBatch(
  sql: Sql,
  { head, entries, growth: { frontier } }: Batch,
): Promise<LedgerHead | undefined> {
  if (entries.length === 0) return head;
  const rows = await sql.query(entries.length === 1 ? APPEND_ONE : APPEND, [
    frontier.size,
    frontier.hashes,
    head.frontier.size,
    head.epoch,
    Buffer.concat(entries.map(({ hash }) => hash)),
    Buffer.concat(entries.map(({ seal }) => seal.salt)),
    Buffer.concat(entries.map(({ seal }) => seal.subject ?? NOBODY)),
    entries.map(({ at }) => at.toISOString()).join(BETWEEN),
    entries.map(({ text }) => text).join(BETWEEN),
    entries.map(({ sealed }) => sealed.personal).join(BETWEEN),
    entries.map(({ sealed }) => sealed.actor).join(BETWEEN),
    Buffer.concat(entries.map(({ sealed }) => sealed.actorSalt)),
    Buffer.concat(entries.map(({ sealed }) => sealed.actorTag ?? NOBODY)),
  ]);
  return rows.length === entries.length ? { frontier, epoch: head.epoch } : undefined;
}

/** The receipts of a batch that was appended, in the order of its entries. */
export function receiptsOf({ head, entries, growth }: Batch): readonly Receipt[] {
  const root = growth.root.toString('hex');
  const inHex = new Map<Hash, string>();
  const hexOf = (hash: Hash): string => {
    const known = inHex.get(hash) ?? hash.toString('hex');
    inHex.set(hash, known);
    return known;
  };
  return entries.map(({ hash }, place) => ({
    index: head.frontier.size + place,
    leafHash: hexOf(hash),
    treeSize: growth.frontier.size,
    root,
    proof: growth.proofOf(place).map(hexOf),
  }));
}

/** Appends within a transaction that holds the head, beside what that transaction changes. It counts once that committed. */
export async function appendEntry(sql: Sql, held: LedgerHead, entry: Entry, seal: Seal): Promise<Receipt> {
  // What this transaction changed may have raised the count; where the log ends was looked up when the head was taken.
  const [now] = await sql.query<Pick<HeadRow, 'epoch'>>(
    'SELECT epoch FROM ledger_head WHERE id = $1',
    ONLY_HEAD,
  );
  const batch = batchAfter({ ...held, epoch: Number(now?.epoch) }, [sealEntry(entry, seal)]);
  const after = await appendBatch(sql, batch);
  const [receipt] = receiptsOf(batch);
  if (after === undefined || receipt === undefined) throw new Error('the head was not held');
  return receipt;
}
