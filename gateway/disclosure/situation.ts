import { fieldsConsented, type ActiveConsent } from '../../consent/fitting-consent.ts';
import type { Facts } from '../../policies/facts.ts';
import type { Rule } from '../../policies/handreiking.ts';
import { INFORMED, MEMBERSHIP, NO_OBJECTION, type ConditionKey } from '../../policies/vocabulary.ts';
import type { Sql } from '../database.ts';
import { gather } from '../gather.ts';
import type { PolicyInForce } from '../policy-in-force.ts';
import { questionOf, type Policy } from './policy.ts';
import { callerOf, type DisclosureRequest } from './request.ts';

/** Everything the database knows about this exchange, read in one snapshot. */
export interface Situation {
  /** The count of changes of facts at that moment; as long as it stands, this is still true. */
  readonly epoch: number;
  /** The handreiking that counted then. */
  readonly policy: Policy;
  readonly resident: string | undefined;
  /** The pseudonym under which the other partner knows the resident. */
  readonly otherKoppelsleutel: string | undefined;
  readonly facts: Facts;
  /** The same facts, with the consents that would count under other rules. */
  readonly factsUnder: (rules: readonly Rule[]) => Facts;
  readonly consents: readonly string[];
  readonly declarations: readonly string[];
}

interface Row {
  readonly epoch: string;
  readonly newest_bundle: number;
  readonly resident: string | null;
  readonly other_koppelsleutel: string | null;
  readonly may_take_part: boolean;
  readonly is_member: boolean;
  readonly is_informed: boolean;
  readonly has_objection: boolean;
  readonly consents: readonly ActiveConsent[];
  readonly declarations: readonly { id: string; condition: ConditionKey; fulfilled: boolean }[];
}

// One statement is one snapshot, for all who wait for it. It asks the same of the database whether or not anybody has this
// koppelsleutel.
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
  (SELECT epoch FROM ledger_head) AS epoch,
  (SELECT coalesce(max(position), 0) FROM handreiking_bundle) AS newest_bundle,
  person.resident,
  (SELECT link.koppelsleutel FROM link
    WHERE link.resident = person.resident AND link.partner IN (sender, recipient) AND link.partner <> caller
  ) AS other_koppelsleutel,
  (SELECT count(*) = 2 FROM partner WHERE id IN (sender, recipient) AND suspended_at IS NULL)
    AND EXISTS (SELECT FROM partner_purpose WHERE partner = caller AND partner_purpose.purpose = person.purpose)
  AS may_take_part,
  EXISTS (
    SELECT FROM social_case JOIN case_member ON case_member.social_case = social_case.id
     WHERE social_case.resident = person.resident AND social_case.id = coalesce(person.social_case, social_case.id)
       AND opened_at <= now AND (closed_at IS NULL OR closed_at > now)
       AND case_member.partner = recipient AND case_member.professional = coalesce(person.professional, case_member.professional)
       AND member_from <= now AND (member_until IS NULL OR member_until > now)
  ) AS is_member,
  EXISTS (
    SELECT FROM information_given WHERE information_given.resident = person.resident AND given_at <= now
  ) AS is_informed,
  EXISTS (
    SELECT FROM objection
     WHERE objection.resident = person.resident AND objection.purpose = person.purpose
       AND dismissed_at IS NULL AND withdrawn_at IS NULL
  ) AS has_objection,
  coalesce((
    SELECT jsonb_agg(jsonb_build_object('id', id, 'fields', fields, 'kinds', kinds))
      FROM consent, LATERAL (
        SELECT state, at, valid_until FROM consent_event WHERE consent_event.consent = consent.id ORDER BY position DESC LIMIT 1
      ) AS newest
     WHERE consent.resident = person.resident AND consent.purpose = person.purpose
       AND consent.sender = person.sender AND consent.recipient = person.recipient
       AND newest.state IN ('ConsentGiven', 'RenewedConsentGiven') AND newest.at <= now AND coalesce(newest.valid_until, consent.valid_until) > now
       AND (consent.circumstance <> 'advance' OR EXISTS (
         SELECT FROM wake_signal WHERE wake_signal.resident = person.resident AND wake_signal.purpose = person.purpose
            AND declared_at <= now AND until > now))
       -- Under sixteen no yes counts until the officer opened the case.
       AND NOT EXISTS (SELECT FROM minority
                        WHERE minority.resident = person.resident AND enabled_at IS NULL AND age <> 'from-16')
  ), '[]') AS consents,
  coalesce((
    SELECT jsonb_agg(jsonb_build_object('id', id, 'condition', condition, 'fulfilled', fulfilled))
      FROM declaration
     WHERE declaration.resident = person.resident AND declaration.purpose = person.purpose
       AND declaration.sender = person.sender AND declaration.recipient = person.recipient
       AND valid_from <= now AND (valid_until IS NULL OR valid_until > now)
  ), '[]') AS declarations
FROM person ORDER BY place`;

interface Question {
  readonly request: DisclosureRequest;
  readonly now: Date;
}

const readers = new WeakMap<Sql, (question: Question) => Promise<Row>>();

/** Who asks this database at the same moment is answered by one statement. */
function rowsOf(sql: Sql): (question: Question) => Promise<Row> {
  const known = readers.get(sql);
  if (known !== undefined) return known;
  const reader = gather<Question, Row>(
    async questions =>
      await sql.query<Row>(SITUATION, [
        questions.map(({ request }) => callerOf(request).id),
        questions.map(({ request }) => request.koppelsleutel),
        questions.map(({ request }) => request.sender.id),
        questions.map(({ request }) => request.recipient.id),
        questions.map(({ request }) => request.purpose),
        questions.map(({ request }) => request.socialCase ?? null),
        questions.map(({ request }) => (request.direction === 'ask' ? request.assertedProfessional : null)),
        questions.map(({ now }) => now),
      ]),
  );
  readers.set(sql, reader);
  return reader;
}

/** Reads the situation as it is now. Facts come from the database alone; nothing in the request counts as one. */
export async function readSituation(
  sql: Sql,
  request: DisclosureRequest,
  policies: PolicyInForce,
  now: Date,
): Promise<Situation> {
  const row = await rowsOf(sql)({ request, now });
  const policy = await policies.at(row.newest_bundle, now);
  return {
    epoch: Number(row.epoch),
    policy,
    resident: row.resident ?? undefined,
    otherKoppelsleutel: row.other_koppelsleutel ?? undefined,
    facts: factsFrom(row, request, policy.handreiking.rules),
    factsUnder: rules => factsFrom(row, request, rules),
    consents: row.consents.map(({ id }) => id).sort(),
    declarations: row.declarations.map(({ id }) => id).sort(),
  };
}

/** Of somebody we do not know, or between partners who may not take part, nothing is known: every field stays closed. */
function factsFrom(row: Row, request: DisclosureRequest, rules: readonly Rule[]): Facts {
  if (row.resident === null || !row.may_take_part) return { conditions: new Map(), consented: new Set() };
  const conditions = new Map<ConditionKey, boolean>();
  for (const { condition, fulfilled } of row.declarations) {
    conditions.set(condition, fulfilled && conditions.get(condition) !== false);
  }
  // Last, so that no declaration can stand in for what the register itself knows.
  conditions.set(MEMBERSHIP, row.is_member);
  conditions.set(INFORMED, row.is_informed);
  conditions.set(NO_OBJECTION, !row.has_objection);
  return { conditions, consented: fieldsConsented(rules, questionOf(request), row.consents) };
}
