import type { Sql } from '../database.ts';
import { personalCommitment } from './entry.ts';
import { append, EMPTY_TREE, leafHash, rootOf, type Frontier } from './merkle-tree.ts';

/** What is wrong with the log, and at which entry it first shows. */
export type LedgerFault =
  | { readonly kind: 'missing'; readonly index: number }
  | { readonly kind: 'altered'; readonly index: number }
  | { readonly kind: 'personal-part-altered'; readonly index: number }
  | { readonly kind: 'head-differs'; readonly index: number };

export interface Verification {
  readonly entries: number;
  readonly root: string;
  readonly fault: LedgerFault | undefined;
}

interface Row {
  readonly index: string;
  readonly leaf: string;
  readonly leaf_hash: Buffer;
  readonly salt: Buffer | null;
  readonly personal: string | null;
  readonly actor_salt: Buffer | null;
  readonly actor: string | null;
}

const PAGE = 5_000;

/**
 * Reads the whole log once, in order, and computes the tree anew. Stops at the first entry that is missing or altered, and
 * compares what was computed with the head. Memory stays flat however long the log is.
 */
export async function verifyLedger(sql: Sql): Promise<Verification> {
  let tree = EMPTY_TREE;
  for (;;) {
    const rows = await sql.query<Row>(
      'SELECT index, leaf, leaf_hash, salt, personal, actor_salt, actor FROM ledger_entry WHERE index >= $1 ORDER BY index LIMIT $2',
      [tree.size, PAGE],
    );
    for (const row of rows) {
      const fault = faultIn(row, tree.size);
      if (fault !== undefined) return result(tree, fault);
      tree = append(tree, row.leaf_hash);
    }
    if (rows.length < PAGE) return result(tree, await faultInHead(sql, tree));
  }
}

const result = (tree: Frontier, fault: LedgerFault | undefined): Verification => ({
  entries: tree.size,
  root: rootOf(tree).toString('hex'),
  fault,
});

function faultIn(row: Row, expected: number): LedgerFault | undefined {
  if (Number(row.index) !== expected) return { kind: 'missing', index: expected };
  if (!leafHash(row.leaf).equals(row.leaf_hash)) return { kind: 'altered', index: expected };
  const { personal, actor } = JSON.parse(row.leaf) as { personal: string; actor: string };
  const isOwn = fits(row.personal, row.salt, personal) && fits(row.actor, row.actor_salt, actor);
  return isOwn ? undefined : { kind: 'personal-part-altered', index: expected };
}

/** What was erased is gone, and fits; what is there must be what the leaf holds the salted hash of. */
const fits = (sealed: string | null, salt: Buffer | null, commitment: string): boolean =>
  sealed === null || salt === null ? sealed === salt : personalCommitment(sealed, salt) === commitment;

/** An altered entry whose hash was altered along with it still shows: the head then holds another tree. */
async function faultInHead(sql: Sql, tree: Frontier): Promise<LedgerFault | undefined> {
  const [head] = await sql.query<{ size: string; frontier: Buffer[] }>(
    'SELECT size, frontier FROM ledger_head',
  );
  const size = Number(head?.size ?? 0);
  if (size > tree.size) return { kind: 'missing', index: tree.size };
  const isSame = size === tree.size && rootOf({ size, hashes: head?.frontier ?? [] }).equals(rootOf(tree));
  return isSame ? undefined : { kind: 'head-differs', index: Math.min(size, tree.size) };
}
