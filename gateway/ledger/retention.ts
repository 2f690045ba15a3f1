import type { Sql } from '../database.ts';
import { appendUpkeep, type UpkeepContext, type UpkeepOrder } from './erasure.ts';

/** How long the log of disclosures is kept at least, counted from writing the line (Stcrt. 2019, 38007). */
export const KEPT_YEARS = 5;

/** What would go if it were done now. */
export interface RetentionPlan {
  /** The first moment that is kept: always the beginning of a month. */
  readonly cutoff: Date;
  readonly entries: number;
  readonly months: readonly string[];
  readonly oldest: Date | undefined;
}

/** The beginning of the month in which the term ends: a month goes as a whole, so nothing goes too early. */
export const cutoffAt = (now: Date): Date =>
  new Date(Date.UTC(now.getUTCFullYear() - KEPT_YEARS, now.getUTCMonth(), 1));

/** What has passed its term and of which every hash is sealed; changes nothing. */
export async function planRetention(sql: Sql, now: Date): Promise<RetentionPlan> {
  const cutoff = cutoffAt(now);
  const months = await sql.query<{ month: string; entries: string; oldest: Date }>(
    `SELECT to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM') AS month, count(*) AS entries, min(recorded_at) AS oldest
       FROM ledger_entry
      WHERE recorded_at < $1 AND index < (SELECT count(*) * 256 FROM ledger_tile WHERE level = 0)
        AND index < coalesce((SELECT min(index) FROM ledger_entry WHERE recorded_at >= $1), 9223372036854775807)
      GROUP BY 1 ORDER BY 1`,
    [cutoff],
  );
  return {
    cutoff,
    entries: months.reduce((sum, { entries }) => sum + Number(entries), 0),
    months: months.map(({ month }) => month),
    oldest: months[0]?.oldest,
  };
}

/**
 * Lets go of every month whose term has passed, with an entry that says so, in one transaction; resolves to how many entries
 * went. The database must be open as the owner of the tables. Appending waits meanwhile, five seconds at most: then nothing is
 * done, and it can be tried again.
 */
export async function expireEntries(order: UpkeepOrder, context: UpkeepContext): Promise<number> {
  const { database, clock } = context;
  const plan = await planRetention(database, clock());
  if (plan.entries === 0) {
    await trimSearch(database);
    return 0;
  }
  const gone = await database.transaction(async sql => {
    await sql.query(`SET LOCAL lock_timeout = '5s'`);
    await sql.query('LOCK TABLE ledger_entry IN ACCESS EXCLUSIVE MODE');
    const { index } = await appendUpkeep(sql, 'expired', 'term', order, context);
    const [row] = await sql.query<{ gone: string }>('SELECT ledger_expire($1, $2) AS gone', [
      plan.cutoff,
      index,
    ]);
    return Number(row?.gone ?? 0);
  });
  await trimSearch(database);
  return gone;
}

const TRIMMED_AT_ONCE = 2_000;

/** Takes what is gone from the log out of what is searched by, until nothing is left of it. */
export async function trimSearch(sql: Sql): Promise<void> {
  for (;;) {
    const [row] = await sql.query<{ trimmed: string }>('SELECT ledger_trim($1) AS trimmed', [
      TRIMMED_AT_ONCE,
    ]);
    if (Number(row?.trimmed ?? 0) === 0) return;
  }
}
