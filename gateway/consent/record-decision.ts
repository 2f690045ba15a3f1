import { mayAskAgain } from '../../consent/asking.ts';
import {
  checkConsent,
  checkQuestion,
  type CheckedConsent,
  type Party,
  type ProposedConsent,
} from '../../consent/check-consent.ts';
import type { Capacity, Deciding, Opinion } from '../../consent/competence.ts';
import { formFaults, validUntilOf, type Form } from '../../consent/form.ts';
import { groundsAsked } from '../../consent/grounds.ts';
import type { RefusalCode } from '../../consent/refusal.ts';
import { isYes, type ConsentState } from '../../consent/states.ts';
import type { FieldId } from '../../policies/vocabulary.ts';
import type { Receipt } from '../ledger/append.ts';
import type { RegisterEvent } from '../ledger/entry.ts';
import { changeRegister, type Acting, type HeldRegister } from './change-register.ts';
import { appendConsentEvent, consentsOf, insertConsent, type StoredConsent } from './consent-store.ts';
import { raiseItem } from './officer-items.ts';
import type { RegisterContext } from './register-context.ts';
import { findRepresentation, findText, minorityOf } from './resident-facts.ts';

export type Decision = 'given' | 'refused' | 'deferred' | 'requested' | 'renewed';

/** A resident's decision as it is brought to us; words are known, nothing else has been judged. */
export interface BroughtDecision {
  readonly resident: string;
  readonly decision: Decision;
  readonly purpose: string;
  readonly sender: Party;
  readonly recipients: readonly Party[];
  readonly fields: readonly string[];
  readonly form: Form;
  readonly capacity: Capacity;
  /** Who decided instead of the resident. */
  readonly representation: string | undefined;
  readonly opinion: Opinion | undefined;
  readonly recorder: Party | undefined;
  readonly evidenceReference: string | undefined;
  readonly helper: string | undefined;
  readonly teachBack: boolean | undefined;
}

export type DecisionOutcome =
  | { readonly kind: 'refused'; readonly refusals: readonly RefusalCode[] }
  /** A question was taken in. Whether it is put to the resident is not said: that would tell of an earlier no. */
  | { readonly kind: 'received'; readonly receipt: Receipt }
  | {
      readonly kind: 'recorded';
      readonly receipt: Receipt;
      readonly consent: StoredConsent;
      readonly at: Date;
    };

/** Records what a resident decided, or says why that cannot be recorded. Nothing is stored of what is refused. */
export async function recordDecision(
  brought: BroughtDecision,
  acting: Acting,
  context: RegisterContext,
): Promise<DecisionOutcome> {
  return await changeRegister(acting, context, async register => {
    const now = context.clock();
    const proposed = await proposedFrom(brought, register);
    const checked = await check(brought, proposed, register, now);
    if ('refusals' in checked) return { kind: 'refused', refusals: checked.refusals };
    const making: Making = { brought, consent: checked, register, acting, now, context };
    switch (brought.decision) {
      case 'requested':
        return await request(making);
      case 'renewed':
        return await renew(making);
      case 'given':
        return checked.needsOfficer
          ? await storeForOfficer(making)
          : await store(making, 'ConsentGiven', 'consent-given');
      case 'refused':
        return await store(making, 'Refused', 'consent-refused');
      case 'deferred':
        return await store(making, 'RequestDeferred', 'consent-deferred');
    }
  });
}

interface Making {
  readonly brought: BroughtDecision;
  readonly consent: CheckedConsent;
  readonly register: HeldRegister;
  readonly acting: Acting;
  readonly now: Date;
  readonly context: RegisterContext;
}

async function proposedFrom(brought: BroughtDecision, { sql }: HeldRegister): Promise<ProposedConsent> {
  const { purpose, sender, recipients, fields, form, recorder, capacity, representation, opinion } = brought;
  const deciding: Deciding =
    representation === undefined
      ? { by: 'resident', capacity }
      : {
          by: 'representative',
          capacity,
          opinion,
          representation: await findRepresentation(sql, brought.resident, representation),
        };
  return { purpose, sender, recipients, fields, form, deciding, recorder };
}

/** A yes is judged in full. A no, or a question, only has to be one that can be asked: a no needs no form. */
async function check(
  brought: BroughtDecision,
  proposed: ProposedConsent,
  { sql, policy: { handreiking } }: HeldRegister,
  now: Date,
): Promise<CheckedConsent | { readonly refusals: readonly RefusalCode[] }> {
  const { version, language } = brought.form.text;
  const published = await findText(sql, 'vraag', version, language);
  if (brought.decision === 'given' || brought.decision === 'renewed') {
    const minority = await minorityOf(sql, brought.resident);
    const result = checkConsent(proposed, { handreiking, published, minority, nowMs: now.getTime() });
    return result.ok ? result.consent : result;
  }
  const question = checkQuestion(proposed, handreiking);
  const form = brought.decision === 'requested' ? formFaults(brought.form, published, now.getTime()) : [];
  const refusals = [...question, ...form];
  const [recipient] = proposed.recipients;
  if (recipient === undefined || refusals.length > 0) return { refusals };
  const { purpose, sender, deciding } = proposed;
  const fields = [...new Set(proposed.fields as readonly FieldId[])];
  const exchange = { purpose, from: sender.role, to: recipient.role };
  const grounds = groundsAsked(handreiking.rules, exchange, fields);
  const validUntilMs = validUntilOf(brought.form);
  return {
    purpose,
    sender,
    recipient,
    fields,
    grounds,
    form: brought.form,
    validUntilMs,
    deciding,
    needsOfficer: false,
  };
}

async function store(making: Making, state: ConsentState, what: RegisterEvent): Promise<DecisionOutcome> {
  const { brought, consent, register, context } = making;
  const id = context.newId();
  await insertConsent(register.sql, {
    id,
    resident: brought.resident,
    consent,
    evidenceReference: brought.evidenceReference,
  });
  return await happen(making, id, state, what);
}

/** The resident opposes who speaks for them: it opens nothing until the officer has looked. */
async function storeForOfficer(making: Making): Promise<DecisionOutcome> {
  const outcome = await store(making, 'RequestDeferred', 'consent-deferred');
  if (outcome.kind !== 'recorded') return outcome;
  const { register, brought, context, now } = making;
  const item = { kind: 'resident-opposes', resident: brought.resident, about: outcome.consent.id } as const;
  await raiseItem(register, context.newId(), item, now);
  return outcome;
}

/** Only whoever decided can make it last longer, and only what runs. */
async function renew(making: Making): Promise<DecisionOutcome> {
  const { brought, consent, register, now } = making;
  if (consent.form.circumstance === 'crisis')
    return { kind: 'refused', refusals: ['crisis-is-no-confirmation'] };
  const running = (await consentsOf(register.sql, brought.resident, exchangeOf(consent))).filter(
    ({ state, fields, validUntil }) =>
      isYes(state) && validUntil > now && consent.fields.every(field => fields.includes(field)),
  );
  const newest = running.at(-1);
  if (newest === undefined) return { kind: 'refused', refusals: ['nothing-to-renew'] };
  return await happen(making, newest.id, 'RenewedConsentGiven', 'consent-renewed');
}

async function request(making: Making): Promise<DecisionOutcome> {
  const { brought, consent, register, now } = making;
  const earlier = (await consentsOf(register.sql, brought.resident, exchangeOf(consent))).filter(
    ({ fields }) => fields.some(field => consent.fields.includes(field)),
  );
  const answers = earlier.map(({ state, at }) => ({ state, atMs: at.getTime() }));
  const isOpen = earlier.some(({ state }) => state === 'Requested' || state === 'RequestDeferred');
  if (isOpen || !mayAskAgain(answers, now.getTime())) {
    const receipt = await register.record(brought.resident, {
      what: 'consent-not-asked',
      ...exchangeOf(consent),
      fields: consent.fields,
    });
    return { kind: 'received', receipt };
  }
  const outcome = await store(making, 'Requested', 'consent-requested');
  return outcome.kind === 'recorded' ? { kind: 'received', receipt: outcome.receipt } : outcome;
}

const exchangeOf = ({ purpose, sender, recipient }: CheckedConsent) => ({
  purpose,
  sender: sender.id,
  recipient: recipient.id,
});

async function happen(
  { brought, consent, register, acting, now }: Making,
  id: string,
  state: ConsentState,
  what: RegisterEvent,
): Promise<DecisionOutcome> {
  const { form, deciding } = consent;
  const receipt = await register.record(brought.resident, {
    what,
    consent: id,
    state,
    ...exchangeOf(consent),
    fields: consent.fields,
    channel: form.channel,
    validUntil: new Date(consent.validUntilMs).toISOString(),
  });
  await appendConsentEvent(register.sql, id, {
    state,
    at: now,
    channel: form.channel,
    ledgerIndex: receipt.index,
    decidedBy: brought.decision === 'requested' ? 'nobody' : deciding.by,
    recordedBy: acting.actor,
    validUntil: new Date(consent.validUntilMs),
    decidedAt: new Date(form.decidedAtMs),
    deciding,
    ...(brought.helper === undefined ? {} : { helper: brought.helper }),
    ...(brought.teachBack === undefined ? {} : { teachBack: brought.teachBack }),
  });
  const [stored] = await consentsOf(register.sql, brought.resident, { id });
  if (stored === undefined) throw new Error('a record that was just written is not there');
  return { kind: 'recorded', receipt, consent: stored, at: now };
}
