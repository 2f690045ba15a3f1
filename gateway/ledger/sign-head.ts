import type { KeyObject } from 'node:crypto';
import type { Sql } from '../database.ts';
import {
  committedHead,
  newestCheckpoint,
  storeCheckpoint,
  storeTail,
  type StoredCheckpoint,
} from './checkpoint-store.ts';
import { signCheckpoint, type Checkpoint } from './checkpoint.ts';
import { ForgetfulLedger } from './forgetful-ledger.ts';
import { rootOf, type Frontier } from './merkle-tree.ts';
import { nodesOf, readTile, sealTiles, TreeDiffers } from './tile-store.ts';
import { TILE_WIDTH, widthIn } from './tile.ts';
import { rootAt } from './tree-nodes.ts';

/** Who signs, and in whose name. */
export interface LogIdentity {
  readonly origin: string;
  /** All of them sign: whoever knows one can check it. */
  readonly privateKeys: readonly KeyObject[];
}

/**
 * Signs the committed head when it grew, and seals its full tiles. Runs in a transaction that never holds the head: entries
 * go on meanwhile. Rejects with `ForgetfulLedger` or `TreeDiffers` rather than sign what does not follow on `known` and on
 * everything signed before; then nothing is sealed either. Resolves to the newest checkpoint; none while the log is empty.
 */
export async function signHead(
  sql: Sql,
  { origin, privateKeys }: LogIdentity,
  known: Pick<Checkpoint, 'size' | 'root'> | undefined,
  at: Date,
): Promise<StoredCheckpoint | undefined> {
  // First what was signed, then the head: another gateway may sign in between, and must not seem ahead of the head.
  const newest = await newestCheckpoint(sql);
  const head = await committedHead(sql);
  for (const earlier of [known, newest]) {
    if (earlier !== undefined) await requireFollows(sql, head, earlier);
  }
  if (newest !== undefined && head.size === newest.size) return asSignedNow(newest, origin, privateKeys);
  if (head.size === 0) return undefined;
  await sealTiles(sql, head);
  const root = rootOf(head);
  const note = signCheckpoint({ origin, size: head.size, root }, ...privateKeys);
  await storeCheckpoint(sql, { size: head.size, root, note }, at);
  await storeTail(sql, head.size, await tailAt(sql, head.size));
  return { size: head.size, root, note };
}

/** As the keys that count now sign it: of a key that was taken back, witnesses may know nothing. What is stored stays as it was. */
function asSignedNow(
  newest: StoredCheckpoint,
  origin: string,
  privateKeys: readonly KeyObject[],
): StoredCheckpoint {
  const note = signCheckpoint({ origin, size: newest.size, root: newest.root }, ...privateKeys);
  return newest.note.startsWith(note) ? newest : { ...newest, note };
}

/** Makes sure that the log begins with what was signed earlier. Rejects with `ForgetfulLedger`. */
export async function requireFollows(
  sql: Sql,
  head: Frontier,
  { size, root }: Pick<Checkpoint, 'size' | 'root'>,
): Promise<void> {
  if (head.size < size) throw new ForgetfulLedger(head.size, size);
  const now = head.size === size ? rootOf(head) : await rootAt(size, nodesOf(sql, head.size));
  if (!now.equals(root)) throw new ForgetfulLedger(head.size, size);
}

/** The leaf hashes after the last full tile. */
async function tailAt(sql: Sql, size: number): Promise<Buffer> {
  const number = Math.floor(size / TILE_WIDTH);
  const width = widthIn(size, 0, number);
  return width === 0 ? Buffer.alloc(0) : await readTile(sql, { level: 0, number, width });
}

export const isUntrustworthy = (error: unknown): boolean =>
  error instanceof ForgetfulLedger || error instanceof TreeDiffers;
