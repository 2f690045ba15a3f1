import { groundsAsked } from '../../consent/grounds.ts';
import { LONGEST_VALIDITY_MS } from '../../consent/duration.ts';
import type { AskedText } from '../../portal/resident/asked-text.tsx';
import { isOpenQuestion } from '../consent/answer-question.ts';
import { changeRegister, type Acting } from '../consent/change-register.ts';
import { consentsOf, type StoredConsent } from '../consent/consent-store.ts';
import { findText } from '../consent/resident-facts.ts';
import type { RegisterContext } from '../consent/register-context.ts';
import type { Sql } from '../database.ts';
import type { DisclosureContext } from '../disclosure/context.ts';
import { previewDisclosure, type Preview } from '../disclosure/preview.ts';
import type { Trace } from '../disclosure/request.ts';
import { findPartner, type Partner } from '../identity/partner-registry.ts';

/** The words residents are asked with now. */
export const QUESTION_VERSION = 'vraag-2026-10';
/** And with which something is agreed beforehand. */
export const ADVANCE_VERSION = 'vooraf-2026-11';

/** In which words this is asked. */
export const versionFor = ({ circumstance }: Pick<StoredConsent, 'circumstance'>): string =>
  circumstance === 'advance' ? ADVANCE_VERSION : QUESTION_VERSION;

/** A question that lies open, with who is in it. */
export interface OpenQuestion {
  readonly consent: StoredConsent;
  readonly sender: Partner;
  readonly recipient: Partner;
  readonly laws: readonly string[];
  readonly until: Date;
}

/** The open question of this resident with this id; none when it is not theirs, was answered or taken back. */
export async function findQuestion(
  resident: string,
  id: string,
  { database, policies, clock }: RegisterContext,
): Promise<OpenQuestion | undefined> {
  const [consent] = await consentsOf(database, resident, { id });
  if (consent === undefined || !isOpenQuestion(consent)) return undefined;
  const sender = await findPartner(database, consent.sender);
  const recipient = await findPartner(database, consent.recipient);
  if (sender === undefined || recipient === undefined) return undefined;
  const exchange = { purpose: consent.purpose, from: sender.role, to: recipient.role };
  const { rules } = policies.latest().handreiking;
  const grounds = groundsAsked(rules, exchange, consent.fields);
  // Where no yes is asked for there is no question, whatever somebody recorded.
  if (grounds.length === 0) return undefined;
  const until = clock().getTime() + LONGEST_VALIDITY_MS;
  return {
    consent,
    sender,
    recipient,
    laws: [...new Set(grounds.flatMap(({ articles }) => articles))],
    until: new Date(until),
  };
}

/** The published words in this language, or in Dutch. */
export async function askedText(sql: Sql, language: string, version = QUESTION_VERSION): Promise<AskedText> {
  const text =
    (await findText(sql, 'vraag', version, language)) ?? (await findText(sql, 'vraag', version, 'nl'));
  if (text === undefined) throw new Error('the question has no published text');
  return text;
}

/**
 * What would be told if the answer is yes. That somebody looked is written down before it is shown, with the names of the
 * fields and never a value.
 */
export async function previewQuestion(
  { consent, sender, recipient }: OpenQuestion,
  acting: Acting & { readonly trace: Trace },
  register: RegisterContext,
  disclosure: DisclosureContext,
  signal: AbortSignal,
): Promise<Preview> {
  const known = await recipientOf(register.database, consent);
  if (known === undefined) return { kind: 'not-now' };
  const preview = await previewDisclosure(
    {
      direction: 'ask',
      purpose: consent.purpose,
      sender,
      recipient,
      koppelsleutel: known.koppelsleutel,
      fields: consent.fields,
      socialCase: undefined,
      assertedProfessional: known.professional,
      trace: acting.trace,
    },
    disclosure,
    signal,
  );
  await changeRegister(acting, register, async ({ record }) => {
    await record(consent.resident, {
      what: 'question-viewed',
      question: consent.id,
      fields: preview.kind === 'shown' ? [...preview.values.keys()] : [],
    });
  });
  return preview;
}

/** How the recipient knows the resident, and which of its people sits at the table: whoever would be asking. */
async function recipientOf(
  sql: Sql,
  { resident, recipient }: StoredConsent,
): Promise<{ readonly koppelsleutel: string; readonly professional: string } | undefined> {
  const [row] = await sql.query<{ koppelsleutel: string; professional: string }>(
    `SELECT koppelsleutel, coalesce((
       SELECT professional FROM case_member JOIN social_case ON social_case.id = social_case
        WHERE social_case.resident = $1 AND case_member.partner = $2 AND closed_at IS NULL AND member_until IS NULL
        ORDER BY member_from DESC LIMIT 1), 'niemand') AS professional
       FROM link WHERE resident = $1 AND partner = $2`,
    [resident, recipient],
  );
  return row;
}
