import { ADVANCE_PURPOSE, fieldsForAdvance } from '../../consent/advance-choice.ts';
import { LONGEST_VALIDITY_MS } from '../../consent/duration.ts';
import type { TextShown } from '../../consent/form.ts';
import { groundsAsked } from '../../consent/grounds.ts';
import { isYes } from '../../consent/states.ts';
import type { FieldId } from '../../policies/vocabulary.ts';
import { isOpenQuestion } from '../consent/answer-question.ts';
import { changeRegister, type Acting, type HeldRegister } from '../consent/change-register.ts';
import { appendConsentEvent, consentsOf, insertConsent, type NewConsent } from '../consent/consent-store.ts';
import type { RegisterContext } from '../consent/register-context.ts';
import type { Sql } from '../database.ts';
import type { Handreiking } from '../../policies/handreiking.ts';
import { readParties, type PartyKnown } from './parties.ts';
import { ADVANCE_VERSION, askedText } from './read-question.ts';

/** Two partners between whom the resident can agree something beforehand. */
export interface AdvanceOption {
  readonly sender: PartyKnown;
  readonly recipient: PartyKnown;
  readonly fields: readonly FieldId[];
}

/** Between whom this resident can agree something: partners that know them, where the handreiking asks for their yes. */
export async function advanceOptions(
  sql: Sql,
  resident: string,
  handreiking: Pick<Handreiking, 'rules' | 'never'>,
): Promise<readonly AdvanceOption[]> {
  const rows = await sql.query<{ partner: string; has_purpose: boolean }>(
    `SELECT partner, EXISTS (SELECT FROM partner_purpose
        WHERE partner_purpose.partner = link.partner AND purpose = $2) AS has_purpose
       FROM link WHERE resident = $1 ORDER BY partner`,
    [resident, ADVANCE_PURPOSE],
  );
  const parties = await readParties(sql);
  const known = rows.flatMap(({ partner, has_purpose }) => {
    const party = parties.get(partner);
    return party === undefined || party.isSuspended ? [] : [{ party, takesPart: has_purpose }];
  });
  return known.flatMap(sender =>
    known
      .filter(recipient => recipient !== sender && (recipient.takesPart || sender.takesPart))
      .map(recipient => ({
        sender: sender.party,
        recipient: recipient.party,
        fields: fieldsForAdvance(handreiking, sender.party.role, recipient.party.role),
      }))
      .filter(({ fields }) => fields.length > 0),
  );
}

/** Which two partners somebody chose. */
export interface ChosenPair {
  readonly resident: string;
  readonly sender: string;
  readonly recipient: string;
}

/**
 * Lays a question before the resident because they asked for it themselves; one that lies open already is that one. Resolves to
 * its id, or to nothing when these two cannot be chosen or the resident already has this agreement.
 */
export async function askForAdvance(
  { resident, sender, recipient }: ChosenPair,
  acting: Acting,
  context: RegisterContext,
): Promise<string | undefined> {
  return await changeRegister(acting, context, async register => {
    const { sql, policy } = register;
    const before = await consentsOf(sql, resident, { purpose: ADVANCE_PURPOSE, sender, recipient });
    const own = before.filter(({ circumstance }) => circumstance === 'advance');
    const open = own.find(isOpenQuestion);
    if (open !== undefined) return open.id;
    const now = context.clock();
    if (own.some(({ state, validUntil }) => isYes(state) && validUntil > now)) return undefined;
    const options = await advanceOptions(sql, resident, policy.handreiking);
    const option = options.find(each => each.sender.id === sender && each.recipient.id === recipient);
    return option === undefined ? undefined : await layBefore(resident, option, register, acting, context);
  });
}

async function layBefore(
  resident: string,
  option: AdvanceOption,
  { sql, policy, record }: HeldRegister,
  acting: Acting,
  context: RegisterContext,
): Promise<string> {
  const [id, now] = [context.newId(), context.clock()];
  const { version, language, sha256 } = await askedText(sql, 'nl', ADVANCE_VERSION);
  const consent = questionFor(option, { version, language, sha256 }, policy.handreiking, now);
  await insertConsent(sql, { id, resident, evidenceReference: undefined, consent });
  const { index } = await record(resident, {
    what: 'consent-requested',
    consent: id,
    state: 'Requested',
    purpose: ADVANCE_PURPOSE,
    sender: option.sender.id,
    recipient: option.recipient.id,
    fields: option.fields,
    channel: 'portal',
  });
  await appendConsentEvent(sql, id, {
    state: 'Requested',
    at: now,
    channel: 'portal',
    ledgerIndex: index,
    decidedBy: 'nobody',
    recordedBy: acting.actor,
  });
  return id;
}

function questionFor(
  { sender, recipient, fields }: AdvanceOption,
  text: TextShown,
  { rules }: Pick<Handreiking, 'rules'>,
  now: Date,
): NewConsent['consent'] {
  const exchange = { purpose: ADVANCE_PURPOSE, from: sender.role, to: recipient.role };
  const validUntilMs = now.getTime() + LONGEST_VALIDITY_MS;
  return {
    purpose: ADVANCE_PURPOSE,
    sender,
    recipient,
    fields,
    grounds: groundsAsked(rules, exchange, fields),
    validUntilMs,
    form: {
      text,
      channel: 'portal',
      evidence: 'own-login',
      circumstance: 'advance',
      decidedAtMs: now.getTime(),
      validUntilMs,
    },
  };
}
