import type { Sql } from '../database.ts';
import { leafOf, type Entry } from './entry.ts';
import { append, leafHash, proofOfNewest, rootOf, type Frontier } from './merkle-tree.ts';

/** Where an entry stands, and the proof that it stands there: what a partner can keep and check years later. */
export interface Receipt {
  readonly index: number;
  readonly leafHash: string;
  readonly treeSize: number;
  readonly root: string;
  readonly proof: readonly string[];
}

/** The head of the log, held by this transaction: until it ends nobody else appends, and no fact changes. */
export interface LedgerHead {
  readonly frontier: Frontier;
  /** Counts every change of a fact that can open or close a field. */
  readonly epoch: number;
}

/** Takes the head. Whoever changes a fact takes it too, so from here on the facts stand still. */
export async function holdHead(sql: Sql): Promise<LedgerHead> {
  const [row] = await sql.query<{ size: string; frontier: Buffer[]; epoch: string }>(
    'SELECT size, frontier, epoch FROM ledger_head FOR UPDATE',
  );
  if (row === undefined) throw new Error('the ledger has no head: the migrations are not applied');
  return { frontier: { size: Number(row.size), hashes: row.frontier }, epoch: Number(row.epoch) };
}

/** What an entry is stored with besides its text. */
export interface Seal {
  /** 32 random bytes, new for every entry. */
  readonly salt: Buffer;
  /** The keyed hash under which one resident's entries are found; none when nobody known was asked about. */
  readonly subject: Buffer | undefined;
}

/** Appends within the transaction that holds the head. The entry counts once that transaction has committed. */
export async function appendEntry(sql: Sql, head: LedgerHead, entry: Entry, seal: Seal): Promise<Receipt> {
  const leaf = leafOf(entry, seal.salt);
  const hash = leafHash(leaf.text);
  const index = head.frontier.size;
  const after = append(head.frontier, hash);
  await sql.query(
    `INSERT INTO ledger_entry (index, recorded_at, leaf, leaf_hash, salt, personal, subject)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [index, entry.public.at, leaf.text, hash, seal.salt, leaf.personal, seal.subject],
  );
  await sql.query('UPDATE ledger_head SET size = $1, frontier = $2', [after.size, after.hashes]);
  return {
    index,
    leafHash: hash.toString('hex'),
    treeSize: after.size,
    root: rootOf(after).toString('hex'),
    proof: proofOfNewest(head.frontier).map(each => each.toString('hex')),
  };
}
