import type { Sql } from '../database.ts';
import { committedHead } from '../ledger/checkpoint-store.ts';
import { rootOf } from '../ledger/merkle-tree.ts';
import { nodesOf } from '../ledger/tile-store.ts';
import { rootAt } from '../ledger/tree-nodes.ts';

/** How far the log went when something was counted: who counts again up to here finds the same. */
export interface LedgerSnapshot {
  readonly size: number;
  /** Hex. */
  readonly root: string;
}

export async function snapshotNow(sql: Sql): Promise<LedgerSnapshot> {
  const head = await committedHead(sql);
  return { size: head.size, root: rootOf(head).toString('hex') };
}

/** Whether the log as it is now still begins with the log of then. */
export async function stillBegins(sql: Sql, { size, root }: LedgerSnapshot): Promise<boolean> {
  const head = await committedHead(sql);
  if (size > head.size) return false;
  const then = size === head.size ? rootOf(head) : await rootAt(size, nodesOf(sql, head.size));
  return then.toString('hex') === root;
}
