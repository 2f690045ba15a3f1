import type { Sql } from '../database.ts';
import { followLog } from '../ledger/queries.ts';
import type { Period } from './count-refusals.ts';

/** How often something left and how often it was refused, in a week that begins on this day. */
export interface WeekCount {
  readonly week: Date;
  readonly released: number;
  readonly refused: number;
}

// Every week of the period has a row, also one in which nothing happened.
const WEEKS = `
SELECT week, count(index) FILTER (WHERE word = 'released')::int AS released, count(index) FILTER (WHERE word = 'refused')::int AS refused
  FROM generate_series(date_trunc('week', $1::timestamptz), $2::timestamptz - interval '1 microsecond', interval '1 week') AS week
  LEFT JOIN (SELECT recorded_at, index, word FROM ledger_facet JOIN ledger_word ON id = event
              WHERE word IN ('released', 'refused') AND recorded_at >= $1 AND recorded_at < $2) AS happened
    ON date_trunc('week', recorded_at) = week
 GROUP BY week ORDER BY week`;

export async function countByWeek(sql: Sql, { from, until }: Period): Promise<readonly WeekCount[]> {
  await followLog(sql);
  return await sql.query<WeekCount>(WEEKS, [from, until]);
}

/** How often one partner told another something. */
export interface PartnerFlow {
  readonly from: string;
  readonly to: string;
  readonly count: number;
}

const FLOWS = `
SELECT coalesce(sender.name, said.word) AS from, coalesce(recipient.name, heard.word) AS to, count(*)::int AS count
  FROM ledger_facet AS facet
  JOIN ledger_word AS said ON said.id = facet.sender
  JOIN ledger_word AS heard ON heard.id = facet.recipient
  LEFT JOIN partner AS sender ON sender.id = said.word
  LEFT JOIN partner AS recipient ON recipient.id = heard.word
 WHERE facet.event = (SELECT id FROM ledger_word WHERE word = 'released') AND recorded_at >= $1 AND recorded_at < $2
 GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2`;

export async function countByPartners(sql: Sql, { from, until }: Period): Promise<readonly PartnerFlow[]> {
  await followLog(sql);
  return await sql.query<PartnerFlow>(FLOWS, [from, until]);
}
