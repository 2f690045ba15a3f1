import type { Database, Sql } from '../database.ts';
import { appendBatch, batchAfter, holdHead } from './append.ts';
import type { EmergencyJournal, JournalLine } from './emergency-journal.ts';

export interface Replay {
  /** How many lines stand in the log now that did not before. */
  readonly written: number;
  /** The first line that somebody changed; what came before it stands in the log. */
  readonly tamperedAt: number | undefined;
}

/**
 * Writes what the journal holds into the log, marked late, each line once. A journal that was changed is put aside after what is
 * still sound in it, and named. Rejects with a `DatabaseFailure` when the database is still away.
 */
export async function replayJournal(
  database: Database,
  journal: EmergencyJournal,
  now: Date,
): Promise<Replay> {
  const { lines, tamperedAt } = await journal.read();
  let written = 0;
  for (const line of lines) written += await database.transaction(async sql => await replayLine(sql, line));
  if (tamperedAt === undefined) await journal.clear(lines);
  else await journal.setAside(now);
  return { written, tamperedAt };
}

async function replayLine(sql: Sql, { chain, entry }: JournalLine): Promise<number> {
  const head = await holdHead(sql);
  const line = Buffer.from(chain, 'hex');
  const known = await sql.query('SELECT FROM emergency_replayed WHERE line = $1', [line]);
  if (known.length > 0) return 0;
  if ((await appendBatch(sql, batchAfter(head, [entry]))) === undefined)
    throw new Error('the head was held, and moved');
  await sql.query('INSERT INTO emergency_replayed (line, ledger_index) VALUES ($1, $2)', [
    line,
    head.frontier.size,
  ]);
  return 1;
}
