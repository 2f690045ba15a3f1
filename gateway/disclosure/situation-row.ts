import type { DatedConsent, RunningRestriction } from '../../consent/restriction.ts';
import type { ConditionKey } from '../../policies/vocabulary.ts';
import type { Sql } from '../database.ts';
import { callerOf, type DisclosureRequest } from './request.ts';

/** Whose situation, and when. */
export interface SituationQuestion {
  readonly request: DisclosureRequest;
  readonly now: Date;
}

/** At which count of changes something was read, and in which life of the database: one put back counts anew. */
export interface ReadAt {
  readonly epoch: string;
  readonly life: string;
  /** A new bundle raises the count too. */
  readonly newest_bundle: number;
}

/** What the database knows about one exchange. */
export interface SituationRow extends ReadAt {
  readonly resident: string | null;
  readonly other_koppelsleutel: string | null;
  readonly may_take_part: boolean;
  readonly is_member: boolean;
  readonly is_informed: boolean;
  readonly has_objection: boolean;
  readonly consents: readonly DatedConsent[];
  readonly restrictions: readonly RunningRestriction[];
  readonly declarations: readonly { id: string; condition: ConditionKey; fulfilled: boolean }[];
  /** The first moment at which time alone may change any of this; none when it never does. */
  readonly until: Date | number | null;
}

const READ_AT = `epoch, pg_postmaster_start_time()::text || '/' || tableoid AS life,
  (SELECT coalesce(max(position), 0) FROM handreiking_bundle) AS newest_bundle`;

/** The first of these moments that is still to come, over all rows. */
const nextOf = (...moments: readonly string[]): string =>
  `min(least(${moments.map(each => `CASE WHEN ${each} > now THEN ${each} END`).join(', ')}))`;

// One statement is one snapshot, for all who wait for it. It asks the same of the database whether or not anybody has this
// koppelsleutel. A moment that counts below also stands in an "until".
const SITUATION = `
WITH asked AS (
  SELECT * FROM unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::text[], $8::timestamptz[])
    WITH ORDINALITY AS asked (caller, koppelsleutel, sender, recipient, purpose, social_case, professional, now, place)
), person AS (
  -- Looked up one by one in the index, however many there are: joined, it would go through everybody's.
  SELECT asked.*, (SELECT link.resident FROM link WHERE link.partner = caller AND link.koppelsleutel = asked.koppelsleutel) AS resident
    FROM asked OFFSET 0
)
SELECT
  head.epoch, head.life, head.newest_bundle,
  person.resident,
  (SELECT link.koppelsleutel FROM link
    WHERE link.resident = person.resident AND link.partner IN (sender, recipient) AND link.partner <> caller
  ) AS other_koppelsleutel,
  (SELECT count(*) = 2 FROM partner WHERE id IN (sender, recipient) AND suspended_at IS NULL)
    AND EXISTS (SELECT FROM partner_purpose WHERE partner = caller AND partner_purpose.purpose = person.purpose)
  AS may_take_part,
  membership.counts AS is_member,
  information.counts AS is_informed,
  EXISTS (
    SELECT FROM objection
     WHERE objection.resident = person.resident AND objection.purpose = person.purpose
       AND dismissed_at IS NULL AND withdrawn_at IS NULL
  ) AS has_objection,
  -- Whatever the clock says: what was written down counts.
  coalesce((
    SELECT jsonb_agg(jsonb_build_object('fields', fields, 'sinceMs', extract(epoch FROM started_at) * 1000))
      FROM restriction
     WHERE restriction.resident = person.resident AND coalesce(restriction.purpose, person.purpose) = person.purpose
       AND lifted_at IS NULL
  ), '[]') AS restrictions,
  consents.active AS consents,
  declarations.active AS declarations,
  least(membership.until, information.until, consents.until, declarations.until) AS until
FROM (SELECT ${READ_AT} FROM ledger_head) AS head, person,
LATERAL (
  SELECT coalesce(bool_or(opened_at <= now AND (closed_at IS NULL OR closed_at > now)
                          AND member_from <= now AND (member_until IS NULL OR member_until > now)), false) AS counts,
         ${nextOf('opened_at', 'closed_at', 'member_from', 'member_until')} AS until
    FROM social_case JOIN case_member ON case_member.social_case = social_case.id
   WHERE social_case.resident = person.resident AND social_case.id = coalesce(person.social_case, social_case.id)
     AND case_member.partner = recipient AND case_member.professional = coalesce(person.professional, case_member.professional)
) AS membership,
LATERAL (
  SELECT coalesce(bool_or(given_at <= now), false) AS counts, ${nextOf('given_at')} AS until
    FROM information_given WHERE information_given.resident = person.resident
) AS information,
LATERAL (
  SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'fields', fields, 'kinds', kinds, 'sinceMs', extract(epoch FROM newest.at) * 1000)) FILTER (
           WHERE newest.at <= now AND newest.until > now
             AND (consent.circumstance <> 'advance' OR EXISTS (
               SELECT FROM wake_signal WHERE wake_signal.resident = person.resident AND wake_signal.purpose = person.purpose
                  AND declared_at <= now AND wake_signal.until > now))
             -- Under sixteen no yes counts until the officer opened the case.
             AND NOT EXISTS (SELECT FROM minority
                              WHERE minority.resident = person.resident AND enabled_at IS NULL AND age <> 'from-16')
         ), '[]') AS active,
         least(${nextOf('newest.at', 'newest.until')}, min(CASE WHEN consent.circumstance = 'advance' THEN (
           SELECT ${nextOf('declared_at', 'wake_signal.until')} FROM wake_signal
            WHERE wake_signal.resident = person.resident AND wake_signal.purpose = person.purpose) END)) AS until
    FROM consent, LATERAL (
      SELECT state, at, coalesce(consent_event.valid_until, consent.valid_until) AS until
        FROM consent_event WHERE consent_event.consent = consent.id ORDER BY position DESC LIMIT 1
    ) AS newest
   WHERE consent.resident = person.resident AND consent.purpose = person.purpose
     AND consent.sender = person.sender AND consent.recipient = person.recipient
     AND newest.state IN ('ConsentGiven', 'RenewedConsentGiven')
) AS consents,
LATERAL (
  SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'condition', condition, 'fulfilled', fulfilled)) FILTER (
           WHERE valid_from <= now AND (valid_until IS NULL OR valid_until > now)
         ), '[]') AS active,
         ${nextOf('valid_from', 'valid_until')} AS until
    FROM declaration
   WHERE declaration.resident = person.resident AND declaration.purpose = person.purpose
     AND declaration.sender = person.sender AND declaration.recipient = person.recipient
) AS declarations
ORDER BY place`;

/** Reads the rows, in the order of the questions. */
export const readSituationRows = async (
  sql: Sql,
  questions: readonly SituationQuestion[],
): Promise<readonly SituationRow[]> =>
  await sql.query<SituationRow>(SITUATION, [
    questions.map(({ request }) => callerOf(request).id),
    questions.map(({ request }) => request.koppelsleutel),
    questions.map(({ request }) => request.sender.id),
    questions.map(({ request }) => request.recipient.id),
    questions.map(({ request }) => request.purpose),
    questions.map(({ request }) => request.socialCase ?? null),
    questions.map(({ request }) => professionalOf(request)),
    questions.map(({ now }) => now),
  ]);

const professionalOf = (request: DisclosureRequest): string | null =>
  request.direction === 'ask' ? request.assertedProfessional : null;

/** Everything by which one question differs from another; two with the same key have the same row at the same moment. */
export const keyOf = ({ request }: SituationQuestion): string =>
  JSON.stringify([
    callerOf(request).id,
    request.koppelsleutel,
    request.sender.id,
    request.recipient.id,
    request.purpose,
    request.socialCase ?? null,
    professionalOf(request),
  ]);

// Asked for by a value, so that the statement is planned once.
const ONLY_HEAD = [true] as const;

/** At which count of changes the database is now. */
export async function readReadAt(sql: Sql): Promise<ReadAt> {
  const [row] = await sql.query<ReadAt>(`SELECT ${READ_AT} FROM ledger_head WHERE id = $1`, ONLY_HEAD);
  if (row === undefined) throw new Error('the ledger has no head: the migrations are not applied');
  return row;
}
