import type { CountedRefusal } from '../../policies/learning/structural-flaws.ts';
import type { Sql } from '../database.ts';
import { followLog } from '../ledger/queries.ts';

export interface Period {
  readonly from: Date;
  /** This moment itself no more. */
  readonly until: Date;
}

/** More than these are not gone through at once; whoever wants more, asks a shorter period. */
export const ENTRIES_AT_MOST = 100_000;

// Counted by role: what two corporations both never get says something of the rule, not of one of them.
const COUNT = `
WITH asked AS MATERIALIZED (
  SELECT recorded_at, index, subject FROM ledger_facet
   WHERE event IN (SELECT id FROM ledger_word WHERE word IN ('released', 'refused'))
     AND recorded_at >= $1 AND recorded_at < $2 AND subject IS NOT NULL
   ORDER BY recorded_at DESC LIMIT ${ENTRIES_AT_MOST}
), told AS (
  SELECT leaf::jsonb AS leaf, asked.subject
    FROM asked JOIN ledger_entry AS entry ON entry.recorded_at = asked.recorded_at AND entry.index = asked.index
   WHERE entry.recorded_at >= $1 AND entry.recorded_at < $2
)
SELECT leaf ->> 'purpose' AS purpose, sender.role AS from, recipient.role AS to, field.key AS field,
       field.value ->> 'decision' AS outcome, field.value ->> 'rule' AS rule,
       coalesce(field.value -> 'missing', '[]'::jsonb) AS missing,
       count(*)::int AS times, count(DISTINCT subject)::int AS residents
  FROM told
  JOIN partner AS sender ON sender.id = leaf ->> 'sender'
  JOIN partner AS recipient ON recipient.id = leaf ->> 'recipient', LATERAL jsonb_each(leaf -> 'fields') AS field
 WHERE field.value ->> 'decision' IN ('withheld', 'never', 'no-rule')
 GROUP BY 1, 2, 3, 4, 5, 6, 7
 ORDER BY 1, 2, 3, 4, 5, 6`;

const HOW_MANY = `
SELECT count(*)::int AS many FROM (
  SELECT FROM ledger_facet
   WHERE event IN (SELECT id FROM ledger_word WHERE word IN ('released', 'refused'))
     AND recorded_at >= $1 AND recorded_at < $2 AND subject IS NOT NULL LIMIT ${ENTRIES_AT_MOST + 1}) AS asked`;

export interface CountedRefusals {
  readonly refusals: readonly CountedRefusal[];
  /** There was more than is gone through at once; the latest was counted. */
  readonly isCut: boolean;
}

/** Every wish that was refused in this period, counted over everybody: from the ledger, opening nobody. */
export async function countRefusals(sql: Sql, { from, until }: Period): Promise<CountedRefusals> {
  await followLog(sql);
  const [counted] = await sql.query<{ many: number }>(HOW_MANY, [from, until]);
  const rows = await sql.query<Omit<CountedRefusal, 'rule'> & { readonly rule: string | null }>(COUNT, [
    from,
    until,
  ]);
  return {
    refusals: rows.map(({ rule, ...row }) => ({ ...row, rule: rule ?? undefined })),
    isCut: (counted?.many ?? 0) > ENTRIES_AT_MOST,
  };
}
