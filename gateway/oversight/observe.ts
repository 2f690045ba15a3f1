import type { Database, Sql } from '../database.ts';
import { followLog } from '../ledger/queries.ts';
import type { Activity, Noticed, Observed, Odd, Repeat } from './find-signals.ts';

export interface Period {
  readonly from: Date;
  /** This moment itself no more. */
  readonly until: Date;
}

// The id of a word of the log; nothing when it was never used.
const word = (text: string): string => `(SELECT id FROM ledger_word WHERE word = '${text}')`;
const day = (moment: string): string => `to_char(${moment} AT TIME ZONE 'Europe/Amsterdam', 'YYYY-MM-DD')`;

const ACTIVITIES = `
SELECT encode(actor, 'hex') AS actor, recipient.word AS partner, day, hour, count(*)::int AS asked,
       count(*) FILTER (WHERE event = ${word('refused')})::int AS refused, count(DISTINCT subject)::int AS people,
       count(*) FILTER (WHERE purpose = ${word('D06')})::int AS emergencies
  FROM (SELECT actor, recipient, subject, event, purpose, ${day('recorded_at')} AS day,
               extract(hour FROM recorded_at AT TIME ZONE 'Europe/Amsterdam')::int AS hour
          FROM ledger_facet
         WHERE recorded_at >= $1 AND recorded_at < $2 AND actor IS NOT NULL
           AND event IN (${word('released')}, ${word('refused')})) AS facet
  JOIN ledger_word AS recipient ON recipient.id = recipient
 GROUP BY actor, recipient.word, day, hour`;

const REPEATS = `
SELECT encode(facet.actor, 'hex') AS actor, recipient.word AS partner, encode(facet.subject, 'hex') AS subject,
       asked.word AS field, count(*)::int AS times, ${day('max(facet.recorded_at)')} AS day
  FROM ledger_facet AS facet
  JOIN ledger_field AS field ON field.recorded_at = facet.recorded_at AND field.index = facet.index AND NOT field.released
  JOIN ledger_word AS recipient ON recipient.id = facet.recipient
  JOIN ledger_word AS asked ON asked.id = field.field
 WHERE facet.recorded_at >= $1 AND facet.recorded_at < $2 AND field.recorded_at >= $1 AND field.recorded_at < $2
   AND facet.event = ${word('refused')} AND facet.subject IS NOT NULL AND facet.actor IS NOT NULL
 GROUP BY facet.actor, recipient.word, facet.subject, asked.word HAVING count(*) >= 2`;

const EMERGENCIES = `
SELECT 'S7' AS signal, index::int, ${day('recorded_at')} AS day, recipient.word AS partner,
       encode(actor, 'hex') AS actor, encode(subject, 'hex') AS subject
  FROM ledger_facet JOIN ledger_word AS recipient ON recipient.id = recipient
 WHERE recorded_at >= $1 AND recorded_at < $2 AND purpose = ${word('D06')} AND event = ${word('released')}`;

// Only what was decided on membership: a rule that needs none opens without a case.
const OUTSIDE_CASE = `
SELECT CASE WHEN EXISTS (SELECT FROM social_case AS known WHERE known.resident = person.id AND known.opened_at <= facet.recorded_at
                            AND (known.closed_at IS NULL OR known.closed_at > facet.recorded_at))
            THEN 'S2' ELSE 'S1' END AS signal,
       facet.index::int, ${day('facet.recorded_at')} AS day, recipient.word AS partner,
       encode(facet.actor, 'hex') AS actor, encode(facet.subject, 'hex') AS subject
  FROM unnest($3::bytea[], $4::uuid[]) AS person (tag, id)
  JOIN ledger_facet AS facet ON facet.subject = person.tag AND facet.recorded_at >= $1 AND facet.recorded_at < $2
   AND facet.event = ${word('released')}
  JOIN ledger_word AS recipient ON recipient.id = facet.recipient
  JOIN ledger_entry AS entry ON entry.index = facet.index AND entry.recorded_at = facet.recorded_at
 WHERE entry.leaf::jsonb -> 'facts' -> 'true' ? 'casuslid'
   AND NOT EXISTS (SELECT FROM social_case AS known JOIN case_member AS member ON member.social_case = known.id
                    WHERE known.resident = person.id AND member.partner = recipient.word
                      AND known.opened_at <= facet.recorded_at AND (known.closed_at IS NULL OR known.closed_at > facet.recorded_at)
                      AND member.member_from <= facet.recorded_at
                      AND (member.member_until IS NULL OR member.member_until > facet.recorded_at))`;

// By the places in the log, not by the clock: what stands after the withdrawal rests on nothing, unless on another yes.
const AFTER_WITHDRAWAL = `
SELECT DISTINCT 'S12' AS signal, facet.index::int, ${day('facet.recorded_at')} AS day, recipient.word AS partner,
       encode(facet.actor, 'hex') AS actor, encode(facet.subject, 'hex') AS subject
  FROM unnest($3::bytea[], $4::uuid[]) AS person (tag, id)
  JOIN consent ON consent.resident = person.id
  JOIN consent_event AS stop ON stop.consent = consent.id AND stop.state = 'Withdrawn'
  JOIN ledger_facet AS facet ON facet.subject = person.tag AND facet.recorded_at >= $1 AND facet.recorded_at < $2
   AND facet.index > stop.ledger_index AND facet.event = ${word('released')}
  JOIN ledger_word AS sender ON sender.id = facet.sender AND sender.word = consent.sender
  JOIN ledger_word AS recipient ON recipient.id = facet.recipient AND recipient.word = consent.recipient
  JOIN ledger_word AS purpose ON purpose.id = facet.purpose AND purpose.word = consent.purpose
  JOIN ledger_entry AS entry ON entry.index = facet.index AND entry.recorded_at = facet.recorded_at
  CROSS JOIN LATERAL unnest(consent.fields) AS field
 WHERE entry.leaf::jsonb -> 'fields' -> field ->> 'decision' = 'released'
   AND entry.leaf::jsonb -> 'facts' -> 'consent' ? field
   AND NOT EXISTS (
     SELECT FROM consent AS other JOIN consent_event AS given ON given.consent = other.id
      WHERE other.resident = consent.resident AND other.sender = consent.sender AND other.recipient = consent.recipient
        AND other.purpose = consent.purpose AND field = ANY (other.fields)
        AND given.state IN ('ConsentGiven', 'RenewedConsentGiven') AND given.ledger_index < facet.index
        AND NOT EXISTS (SELECT FROM consent_event AS ended WHERE ended.consent = other.id AND ended.position > given.position
                           AND ended.ledger_index < facet.index))`;

const NOTICED = `
SELECT kind, partner, subject, ${day('raised_at')} AS day, window_from::text AS window
  FROM use_signal WHERE raised_at >= $1 AND raised_at < $2`;

/** What there is to see in this period, without opening anyone. */
export async function observe(
  database: Database,
  { from, until }: Period,
  subjectTag: (resident: string) => Buffer,
): Promise<Observed> {
  await followLog(database);
  const asked = [from, until];
  const residents = await database.query<{ id: string }>('SELECT id FROM resident');
  const people = [...asked, residents.map(({ id }) => subjectTag(id)), residents.map(({ id }) => id)];
  return {
    activities: await database.query<Activity>(ACTIVITIES, asked),
    repeats: await database.query<Repeat>(REPEATS, asked),
    odd: [
      ...(await database.query<Odd>(EMERGENCIES, asked)),
      ...(await database.query<Odd>(OUTSIDE_CASE, people)),
      ...(await database.query<Odd>(AFTER_WITHDRAWAL, people)),
    ],
    noticed: await database.query<Noticed>(NOTICED, asked),
  };
}

/** How many entries stand in this period. */
export async function countEntries(sql: Sql, { from, until }: Period): Promise<number> {
  const [row] = await sql.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM ledger_facet WHERE recorded_at >= $1 AND recorded_at < $2',
    [from, until],
  );
  return row?.count ?? 0;
}
