import type { BreachFacts } from '../../portal/desk/breach-facts.ts';
import type { Sql } from '../database.ts';
import { followLog } from '../ledger/queries.ts';

/** What may have leaked: what this recipient got, or this person acting, or of this field; all that is said must hold. */
export interface BreachQuestion {
  readonly recipient?: string;
  /** The keyed hash of the person acting. */
  readonly actor?: Buffer;
  readonly field?: string;
  /** The thumbprint of the certificate it was asked or brought with. */
  readonly certificate?: string;
  readonly from: Date;
  /** This moment itself no more. */
  readonly until: Date;
}

// Everything from one look: the released entries up to where the log stood, and their fields.
const FACTS = `
WITH asked AS (
  SELECT (SELECT id FROM ledger_word WHERE word = 'released') AS released,
         (SELECT id FROM ledger_word WHERE word = $4) AS recipient,
         (SELECT id FROM ledger_word WHERE word = $6) AS field,
         (SELECT id FROM ledger_word WHERE word = $7) AS certificate
), received AS MATERIALIZED (
  SELECT facet.recorded_at, facet.index, facet.purpose, facet.subject, facet.sender, facet.recipient
    FROM ledger_facet AS facet, asked
   WHERE facet.event = asked.released AND facet.recorded_at >= $1 AND facet.recorded_at < $2 AND facet.index < $3
     AND ($4::text IS NULL OR facet.recipient = asked.recipient)
     AND ($5::bytea IS NULL OR facet.actor = $5)
     AND ($7::text IS NULL OR facet.certificate = asked.certificate)
     AND ($6::text IS NULL OR EXISTS (
       SELECT FROM ledger_field AS f WHERE f.field = asked.field AND f.released
          AND f.recorded_at = facet.recorded_at AND f.index = facet.index))
), told AS MATERIALIZED (
  SELECT word.word AS field, received.subject, received.index
    FROM received
    JOIN ledger_field AS f ON f.recorded_at = received.recorded_at AND f.index = received.index AND f.released
    JOIN ledger_word AS word ON word.id = f.field
   WHERE f.recorded_at >= $1 AND f.recorded_at < $2
)
SELECT (SELECT count(*)::int FROM received) AS entries,
       (SELECT count(DISTINCT subject)::int FROM received) AS residents,
       (SELECT min(index)::bigint FROM received) AS first,
       (SELECT max(index)::bigint FROM received) AS last,
       (SELECT array_agg(DISTINCT (index / 256)::int) FROM received) AS tiles,
       (SELECT coalesce(jsonb_agg(to_jsonb(part) ORDER BY part.field), '[]') FROM (
          SELECT field, count(*)::int AS entries, count(DISTINCT subject)::int AS residents FROM told GROUP BY field) AS part) AS fields,
       (SELECT coalesce(jsonb_agg(to_jsonb(part) ORDER BY part.name), '[]') FROM (
          SELECT word AS name, count(*)::int AS entries FROM received JOIN ledger_word ON id = purpose GROUP BY word) AS part) AS purposes,
       (SELECT coalesce(jsonb_agg(to_jsonb(part) ORDER BY part.name), '[]') FROM (
          SELECT word AS name, count(*)::int AS entries FROM received JOIN ledger_word ON id = sender GROUP BY word) AS part) AS senders,
       (SELECT coalesce(jsonb_agg(to_jsonb(part) ORDER BY part.name), '[]') FROM (
          SELECT word AS name, count(*)::int AS entries FROM received JOIN ledger_word ON id = recipient GROUP BY word) AS part) AS recipients`;

interface Row extends Omit<BreachFacts, 'first' | 'last'> {
  readonly first: string | null;
  readonly last: string | null;
  readonly tiles: readonly number[] | null;
}

/** What was found, and in which stretches of 256 entries it stands. */
export interface FoundBreach {
  readonly facts: BreachFacts;
  readonly tiles: readonly number[];
}

/** Counts, without opening anyone; the same for everyone who counts up to the same size. */
export async function breachFacts(
  sql: Sql,
  { recipient, actor, field, certificate, from, until }: BreachQuestion,
  size: number,
): Promise<FoundBreach> {
  await followLog(sql);
  const [row] = await sql.query<Row>(FACTS, [
    from,
    until,
    size,
    recipient ?? null,
    actor ?? null,
    field ?? null,
    certificate ?? null,
  ]);
  if (row === undefined) throw new Error('the log did not answer');
  const { first, last, tiles, ...counted } = row;
  return {
    facts: {
      ...counted,
      first: first === null ? undefined : Number(first),
      last: last === null ? undefined : Number(last),
    },
    tiles: tiles ?? [],
  };
}
