import { DatabaseFailure, type Database, type Sql } from '../database.ts';
import { canAppend } from './can-append.ts';
import { holdHead } from './append.ts';
import type { LedgerWriter } from './writer.ts';

/** A ledger of which it is known whether it can take an entry. */
export interface WatchedLedger extends LedgerWriter {
  /** Whether it would take an entry right now. */
  readonly canAppend: () => Promise<boolean>;
}

/**
 * Watches what becomes of entries. Holding the head costs next to nothing and tells most of what can be wrong, but not that a
 * disk is full: so once an entry could not be written, the ledger counts as unable until one could be written again, in a
 * transaction that is taken back.
 */
export function watchLedger(
  { append }: LedgerWriter,
  database: Database,
  onRecovery: () => void = () => undefined,
): WatchedLedger {
  let hasFailed = false;
  return {
    append: async pending => {
      try {
        return await append(pending);
      } catch (error) {
        if (error instanceof DatabaseFailure) hasFailed = true;
        throw error;
      }
    },
    canAppend: async () => {
      if (!hasFailed) return await canAppend(database);
      if (!(await couldWrite(database))) return false;
      hasFailed = false;
      onRecovery();
      return true;
    },
  };
}

class TakenBack extends Error {
  override readonly name = 'TakenBack';
}

/** Writes an entry as an append does, with everything that is only checked at the end, and takes it back. */
async function couldWrite(database: Database): Promise<boolean> {
  try {
    await database.transaction(async sql => {
      const { frontier } = await holdHead(sql);
      await insertTrial(sql, frontier.size);
      await sql.query('SET CONSTRAINTS ALL IMMEDIATE');
      throw new TakenBack();
    });
    return false;
  } catch (error) {
    return error instanceof TakenBack;
  }
}

/** As large as an entry can be before PostgreSQL stores it elsewhere: a small one still finds room on a page of a full disk. */
const TRIAL_LENGTH = 1_700;

const insertTrial = async (sql: Sql, index: number): Promise<unknown> =>
  await sql.query(
    `INSERT INTO ledger_entry (index, recorded_at, leaf, leaf_hash, salt, personal)
     VALUES ($1, now(), $2, decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex'), '')`,
    [index, JSON.stringify({ event: 'trial', room: ' '.repeat(TRIAL_LENGTH) })],
  );
