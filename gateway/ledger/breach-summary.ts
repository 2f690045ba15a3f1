import type { Database } from '../database.ts';
import { followLog } from './queries.ts';

/** Whose data may have leaked: what this partner received in this period, as far as the asker answers for it. */
export interface BreachQuestion {
  readonly partner: string;
  readonly within: readonly string[];
  readonly from: Date;
  /** This moment itself no more. */
  readonly until: Date;
}

export interface BreachSummary {
  readonly disclosures: number;
  /** Who were erased since are not counted. */
  readonly residents: number;
  readonly fields: readonly {
    readonly field: string;
    readonly disclosures: number;
    readonly residents: number;
  }[];
  readonly purposes: readonly { readonly purpose: string; readonly disclosures: number }[];
}

const RECEIVED = `
WITH received AS MATERIALIZED (
  SELECT recorded_at, index, purpose, subject FROM ledger_facet
   WHERE recipient = (SELECT id FROM ledger_word WHERE word = $1) AND event = (SELECT id FROM ledger_word WHERE word = 'released')
     AND recorded_at >= $3 AND recorded_at < $4
     AND ($1 = ANY ($2::text[]) OR sender IN (SELECT id FROM ledger_word WHERE word = ANY ($2::text[])))
)`;

const FIELDS = `${RECEIVED}
SELECT word AS field, count(*)::int AS disclosures, count(DISTINCT subject)::int AS residents
  FROM received
  JOIN ledger_field AS field ON field.recorded_at = received.recorded_at AND field.index = received.index AND field.released
  JOIN ledger_word ON ledger_word.id = field.field
 WHERE field.recorded_at >= $3 AND field.recorded_at < $4
 GROUP BY word ORDER BY word`;

const PURPOSES = `${RECEIVED}
SELECT word AS purpose, count(*)::int AS disclosures FROM received JOIN ledger_word ON id = purpose GROUP BY word ORDER BY word`;

const TOTAL = `${RECEIVED}
SELECT count(*)::int AS disclosures, count(DISTINCT subject)::int AS residents FROM received`;

/** Counts, without opening anyone. */
export async function breachSummary(
  database: Database,
  { partner, within, from, until }: BreachQuestion,
): Promise<BreachSummary> {
  await followLog(database);
  const asked = [partner, within, from, until];
  return await database.transaction(async sql => {
    // Of what was written lately the server reckons that it is next to nothing, and would go through all fields for each entry.
    await sql.query('SET LOCAL enable_nestloop = off');
    const [total] = await sql.query<{ disclosures: number; residents: number }>(TOTAL, asked);
    return {
      disclosures: total?.disclosures ?? 0,
      residents: total?.residents ?? 0,
      fields: await sql.query(FIELDS, asked),
      purposes: await sql.query(PURPOSES, asked),
    };
  });
}
