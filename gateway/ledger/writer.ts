import { DatabaseFailure, type Database, type Sql } from '../database.ts';
import {
  appendBatch,
  batchAfter,
  holdHead,
  readHead,
  receiptsOf,
  type Batch,
  type LedgerHead,
  type Receipt,
  type SealedEntry,
} from './append.ts';

/** Something that waits to be written. */
export interface Pending {
  /** The count of facts at which it was decided; none when it rests on no facts. */
  readonly epoch: () => number | undefined;
  /** Decides again from the facts as they are now. */
  readonly refresh: (sql: Sql) => Promise<void>;
  /** The entry as it now stands; asked anew after every refresh. */
  readonly seal: () => SealedEntry;
}

/** Writes entries. Resolves when the entry is on disk, with its receipt; rejects when it is not known to be. */
export interface LedgerWriter {
  readonly append: (pending: Pending) => Promise<Receipt>;
}

interface Waiting {
  readonly pending: Pending;
  readonly resolve: (receipt: Receipt) => void;
  readonly reject: (error: unknown) => void;
}

const MOST_AT_ONCE = 512;
const TRIES_WITHOUT_LOCK = 3;

/**
 * What arrives while one batch is being committed forms the next: no timer, and at low load no wait. A batch is written only
 * if no fact changed since each of its entries was decided; otherwise those are decided again first. After a few losses to
 * another gateway it takes the head, so that everyone gets their turn. An entry that cannot be made fails alone.
 */
export function createLedgerWriter(
  database: Database,
  flushed: (entries: number, decidedAgain: number) => void = () => undefined,
): LedgerWriter {
  let waiting: Waiting[] = [];
  let head: LedgerHead | undefined;
  let isFlushing = false;
  let again = 0;
  const counted = (pending: Pending): Pending => ({
    ...pending,
    refresh: async sql => {
      again += 1;
      await pending.refresh(sql);
    },
  });

  const flush = async (): Promise<void> => {
    isFlushing = true;
    // Who was told the facts in the same breath comes along.
    await Promise.resolve();
    while (waiting.length > 0) {
      const batch = waiting.slice(0, MOST_AT_ONCE);
      waiting = waiting.slice(MOST_AT_ONCE);
      try {
        head = await write(database, batch, head);
        flushed(batch.length, again);
      } catch (error) {
        head = undefined;
        for (const { reject } of batch) reject(error);
      }
      again = 0;
    }
    isFlushing = false;
  };

  return {
    append: async pending =>
      await new Promise((resolve, reject) => {
        waiting.push({ pending: counted(pending), resolve, reject });
        if (!isFlushing) void flush();
      }),
  };
}

async function write(database: Database, batch: readonly Waiting[], known?: LedgerHead): Promise<LedgerHead> {
  let head = known ?? (await readHead(database));
  let standing = batch;
  for (let tries = 0; tries < TRIES_WITHOUT_LOCK; tries++) {
    standing = await decidedAgain(head, standing, database);
    if (!standing.some(each => isStale(each, head))) {
      const attempt = sealedAt(head, standing);
      const after = await appendBatch(database, attempt.sent).catch(async (error: unknown) => {
        if (!(error instanceof DatabaseFailure)) throw error;
        return await lookAndWrite(database, attempt.waiting, attempt);
      });
      if (after !== undefined) return answered(attempt, after);
      standing = attempt.waiting;
    }
    head = await readHead(database);
  }
  return await lookAndWrite(database, standing);
}

const isStale = ({ pending }: Waiting, { epoch }: LedgerHead): boolean =>
  (pending.epoch() ?? epoch) !== epoch;

/** Who cannot say when it was decided does not stand. */
function standsAt(each: Waiting, head: LedgerHead): boolean {
  try {
    return !isStale(each, head);
  } catch {
    return false;
  }
}

/** Decides again what was decided at another epoch. Who cannot be is told so, and stands in nobody else's way. */
async function decidedAgain(
  head: LedgerHead,
  batch: readonly Waiting[],
  sql: Sql,
): Promise<readonly Waiting[]> {
  if (batch.every(each => standsAt(each, head))) return batch;
  const decided = await Promise.all(
    batch.map(async each => {
      try {
        if (isStale(each, head)) await each.pending.refresh(sql);
        return [each];
      } catch (error) {
        each.reject(error);
        return [];
      }
    }),
  );
  return decided.flat();
}

/** A batch as it was sent to be stored; each entry stands at the place of who waits for it. */
interface Attempt {
  readonly sent: Batch;
  readonly waiting: readonly Waiting[];
}

/** Seals every entry; who has one that cannot be sealed is told so, and is no part of the attempt. */
function sealedAt(head: LedgerHead, batch: readonly Waiting[]): Attempt {
  const waiting: Waiting[] = [];
  const entries: SealedEntry[] = [];
  for (const each of batch) {
    try {
      entries.push(each.pending.seal());
      waiting.push(each);
    } catch (error) {
      each.reject(error);
    }
  }
  return { sent: batchAfter(head, entries), waiting };
}

/**
 * Takes the head, so that everything before has ended, and looks whether an attempt of which the answer was lost did commit:
 * its salts make its hashes unlike any other. Only if it did not are the entries written, now that the facts stand still.
 */
async function lookAndWrite(
  database: Database,
  batch: readonly Waiting[],
  lost?: Attempt,
): Promise<LedgerHead> {
  const written = await database.transaction(async sql => {
    const head = await holdHead(sql);
    if (lost !== undefined && (await isWritten(sql, lost))) return { attempt: lost, after: head };
    const attempt = sealedAt(head, await decidedAgain(head, batch, sql));
    const after = await appendBatch(sql, attempt.sent);
    if (after === undefined) throw new Error('the head was held, and moved');
    return { attempt, after };
  });
  return answered(written.attempt, written.after);
}

async function isWritten(sql: Sql, { sent: { head, entries } }: Attempt): Promise<boolean> {
  const rows = await sql.query<{ leaf_hash: Buffer }>(
    'SELECT leaf_hash FROM ledger_entry WHERE index >= $1 AND index < $2 ORDER BY index',
    [head.frontier.size, head.frontier.size + entries.length],
  );
  return (
    rows.length === entries.length && rows.every((row, n) => entries[n]?.hash.equals(row.leaf_hash) === true)
  );
}

/** Hands each waiting entry its receipt. */
function answered({ sent, waiting }: Attempt, after: LedgerHead): LedgerHead {
  for (const [n, receipt] of receiptsOf(sent).entries()) waiting[n]?.resolve(receipt);
  return after;
}
