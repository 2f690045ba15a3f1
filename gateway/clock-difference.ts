import type { Sql } from './database.ts';

/**
 * How far the clock of this machine is from that of the database, in milliseconds: positive when ours is ahead. The moment of
 * asking is taken halfway.
 */
export async function clockDifference(sql: Sql, clock: () => Date): Promise<number> {
  const before = clock().getTime();
  const [row] = await sql.query<{ now: Date }>('SELECT clock_timestamp() AS now');
  const after = clock().getTime();
  if (row === undefined) throw new Error('the database did not say what time it is');
  return Math.round((before + after) / 2 - row.now.getTime());
}
