import type { Database } from '../database.ts';
import { followLog } from './queries.ts';

/** Whose data may have leaked: what this partner received in this period, or was asked or brought with this certificate, as far as the asker answers for it. */
export interface BreachQuestion {
  readonly partner: string | undefined;
  /** Its thumbprint. */
  readonly certificate: string | undefined;
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

// Each question has its own text, and so its own plan.
const receivedBy = (asked: readonly string[]): string => `
WITH received AS MATERIALIZED (
  SELECT recorded_at, index, purpose, subject FROM ledger_facet
   WHERE event = (SELECT id FROM ledger_word WHERE word = 'released') AND recorded_at >= $2 AND recorded_at < $3
     AND (recipient IN (SELECT id FROM ledger_word WHERE word = ANY ($1::text[]))
       OR sender IN (SELECT id FROM ledger_word WHERE word = ANY ($1::text[])))
     AND ${asked.join(' AND ')}
)`;

const FIELDS = `
SELECT word AS field, count(*)::int AS disclosures, count(DISTINCT subject)::int AS residents
  FROM received
  JOIN ledger_field AS field ON field.recorded_at = received.recorded_at AND field.index = received.index AND field.released
  JOIN ledger_word ON ledger_word.id = field.field
 WHERE field.recorded_at >= $2 AND field.recorded_at < $3
 GROUP BY word ORDER BY word`;

const PURPOSES = `
SELECT word AS purpose, count(*)::int AS disclosures FROM received JOIN ledger_word ON id = purpose GROUP BY word ORDER BY word`;

const TOTAL = `
SELECT count(*)::int AS disclosures, count(DISTINCT subject)::int AS residents FROM received`;

/** What has to hold of an entry: all that was said. */
function conditionsOf({ partner, certificate }: BreachQuestion): {
  readonly texts: readonly string[];
  readonly values: readonly string[];
} {
  const said = Object.entries({ recipient: partner, certificate }).flatMap(([column, word]) =>
    word === undefined ? [] : [{ column, word }],
  );
  return {
    texts: said.map(
      ({ column }, at) => `${column} = (SELECT id FROM ledger_word WHERE word = $${String(at + 4)})`,
    ),
    values: said.map(({ word }) => word),
  };
}

/** Counts, without opening anyone. */
export async function breachSummary(database: Database, question: BreachQuestion): Promise<BreachSummary> {
  await followLog(database);
  const { texts, values } = conditionsOf(question);
  const received = receivedBy(texts);
  const asked = [question.within, question.from, question.until, ...values];
  return await database.transaction(async sql => {
    // Of what was written lately the server reckons that it is next to nothing, and would go through all fields for each entry.
    await sql.query('SET LOCAL enable_nestloop = off');
    const [total] = await sql.query<{ disclosures: number; residents: number }>(received + TOTAL, asked);
    return {
      disclosures: total?.disclosures ?? 0,
      residents: total?.residents ?? 0,
      fields: await sql.query(received + FIELDS, asked),
      purposes: await sql.query(received + PURPOSES, asked),
    };
  });
}
