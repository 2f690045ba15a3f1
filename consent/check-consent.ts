import type { Handreiking } from '../policies/handreiking.ts';
import type { FieldId, PurposeId, RoleId } from '../policies/vocabulary.ts';
import { competenceFaults, goesToOfficer, type Deciding, type Minority } from './competence.ts';
import { neededInCrisis } from './crisis.ts';
import { formFaults, isWritten, validUntilOf, type Form, type PublishedText } from './form.ts';
import {
  asksConsent,
  groundsAsked,
  needsWriting,
  rulesOf,
  type ConsentGround,
  type Exchange,
} from './grounds.ts';
import type { RefusalCode } from './refusal.ts';

export interface Party {
  readonly id: string;
  readonly role: RoleId;
}

/** A resident's decision as somebody wants to record it; nothing of it has been believed yet. */
export interface ProposedConsent {
  readonly purpose: string;
  readonly sender: Party;
  readonly recipients: readonly Party[];
  readonly fields: readonly string[];
  readonly form: Form;
  readonly deciding: Deciding;
  /** The partner that records it; none when the resident does so in the portal. */
  readonly recorder: Party | undefined;
}

/** What has to be known to judge it. */
export interface ConsentKnowledge {
  readonly handreiking: Handreiking;
  readonly published: PublishedText | undefined;
  readonly minority: Minority;
  readonly nowMs: number;
}

/** A decision that can be recorded: one purpose, one sender, one recipient, these fields, and the kinds it carries. */
export interface CheckedConsent {
  readonly purpose: PurposeId;
  readonly sender: Party;
  readonly recipient: Party;
  readonly fields: readonly FieldId[];
  readonly grounds: readonly ConsentGround[];
  readonly form: Form;
  readonly validUntilMs: number;
  readonly deciding: Deciding;
  readonly needsOfficer: boolean;
}

export type ConsentCheck =
  | { readonly ok: true; readonly consent: CheckedConsent }
  | { readonly ok: false; readonly refusals: readonly RefusalCode[] };

/** Judges a yes. Names every fault at once, so that it can be put right in one go. */
export function checkConsent(proposed: ProposedConsent, known: ConsentKnowledge): ConsentCheck {
  const [recipient] = proposed.recipients;
  const faults = faultsIn(proposed, known);
  if (recipient === undefined || faults.size > 0) return { ok: false, refusals: [...faults] };
  const { purpose, sender, form, deciding } = proposed;
  const fields = [...new Set(proposed.fields as readonly FieldId[])];
  const exchange = { purpose, from: sender.role, to: recipient.role };
  return {
    ok: true,
    consent: {
      purpose,
      sender,
      recipient,
      fields,
      grounds: groundsAsked(known.handreiking.rules, exchange, fields),
      form,
      validUntilMs: validUntilOf(form),
      deciding,
      needsOfficer: goesToOfficer(deciding),
    },
  };
}

function faultsIn(proposed: ProposedConsent, known: ConsentKnowledge): ReadonlySet<RefusalCode> {
  const { form, deciding, recorder, recipients } = proposed;
  const fields = proposed.fields as readonly FieldId[];
  const faults = new Set([
    ...checkQuestion(proposed, known.handreiking),
    ...formFaults(form, known.published, known.nowMs),
    ...competenceFaults(deciding, known.minority, fields, known.nowMs),
  ]);
  const exchange = exchangeOf(proposed);
  const isSpoken =
    exchange !== undefined && needsWriting(known.handreiking.rules, exchange, fields) && !isWritten(form);
  if (isSpoken) faults.add('not-written');
  if (recipients.some(({ id }) => id === recorder?.id)) faults.add('beneficiary-records');
  if (form.circumstance === 'advance' && deciding.capacity === 'not-able')
    faults.add('crisis-has-no-advance');
  if (isMoreThanNeeded(proposed, known.handreiking)) faults.add('not-needed-now');
  return faults;
}

/** In a crisis somebody says yes who has no time to weigh it: then only what is needed now can be in it. */
function isMoreThanNeeded(proposed: ProposedConsent, { rules }: Handreiking): boolean {
  const exchange = exchangeOf(proposed);
  if (proposed.form.circumstance !== 'crisis' || exchange === undefined) return false;
  const needed = neededInCrisis(rules, exchange);
  return proposed.fields.some(field => !needed.has(field as FieldId));
}

/** What is wrong with the question itself, whoever it is about: this says nothing about any resident. */
export function checkQuestion(
  proposed: Pick<ProposedConsent, 'purpose' | 'sender' | 'recipients' | 'fields'>,
  handreiking: Handreiking,
): readonly RefusalCode[] {
  const { purpose, sender, recipients, fields } = proposed;
  const faults: RefusalCode[] = [];
  if (recipients.length !== 1) faults.push('two-recipients');
  if (recipients.some(({ id }) => id === sender.id)) faults.push('same-partner');
  if (!handreiking.purposes.has(purpose)) faults.push('unknown-purpose');
  if (fields.length === 0) faults.push('no-fields');
  if (fields.some(isEverything)) faults.push('everything');
  else if (fields.some(field => !handreiking.fields.has(field as FieldId))) faults.push('unknown-field');
  const exchange = exchangeOf(proposed);
  if (faults.length > 0 || exchange === undefined) return faults;
  return [...new Set(fields.flatMap(field => fieldFaults(field as FieldId, exchange, handreiking)))];
}

const isEverything = (field: string): boolean => field.includes('*') || /^(alles|alle)$/i.test(field);

const exchangeOf = ({
  purpose,
  sender,
  recipients,
}: Pick<ProposedConsent, 'purpose' | 'sender' | 'recipients'>): Exchange | undefined => {
  const [recipient] = recipients;
  return recipient === undefined ? undefined : { purpose, from: sender.role, to: recipient.role };
};

/** Never wins of every signature; and where no rule asks for a yes, a yes is no valid ground (handreiking 1.4). */
function fieldFaults(field: FieldId, exchange: Exchange, { never, rules }: Handreiking): RefusalCode[] {
  if (never.get(exchange.to)?.has(field) === true) return ['never-field'];
  const own = rulesOf(rules, exchange).filter(rule => rule.fields.includes(field));
  if (own.length === 0) return ['no-rule'];
  return own.some(asksConsent) ? [] : ['no-valid-ground'];
}
