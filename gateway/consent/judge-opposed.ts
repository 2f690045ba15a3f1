import { explains } from '../../consent/objection.ts';
import { isInForce } from '../../consent/representation.ts';
import { stateAfter, type ConsentState } from '../../consent/states.ts';
import type { Receipt } from '../ledger/append.ts';
import { changeRegister, type Acting, type HeldRegister } from './change-register.ts';
import { appendConsentEvent, findConsent, type StoredConsent } from './consent-store.ts';
import { closeItem } from './officer-items.ts';
import type { RegisterContext } from './register-context.ts';
import { findRepresentation } from './resident-facts.ts';

export interface OpposedJudgement {
  readonly consent: string;
  readonly outcome: 'release' | 'refuse';
  /** For the resident, in plain words. */
  readonly reasons: string;
}

export type JudgementFault = 'no-reasons' | 'not-open' | 'not-now';

/**
 * A representative decided against what the resident wants: the officer lets that count, or not, with reasons. What was let
 * through is still the representative's decision, and counts only while the representation does.
 */
export async function judgeOpposed(
  { consent: id, outcome, reasons }: OpposedJudgement,
  acting: Acting,
  context: RegisterContext,
): Promise<{ readonly receipt: Receipt } | { readonly fault: JudgementFault }> {
  if (!explains(reasons)) return { fault: 'no-reasons' };
  return await changeRegister(acting, context, async register => {
    const now = context.clock();
    const consent = await findConsent(register.sql, id);
    if (consent === undefined || !(await waitsForOfficer(register, id))) return { fault: 'not-open' };
    const isRelease = outcome === 'release';
    const state = stateAfter(consent.state, isRelease ? 'give' : 'terminate');
    if (state === undefined) return { fault: 'not-open' };
    if (isRelease && !(await standsNow(register, consent, now))) return { fault: 'not-now' };
    const receipt = await happen(register, consent, state, acting, now);
    await closeItem(register, { about: id, outcome, reasons }, acting, now);
    return { receipt };
  });
}

async function waitsForOfficer({ sql }: HeldRegister, consent: string): Promise<boolean> {
  const rows = await sql.query(
    `SELECT 1 FROM officer_item WHERE kind = 'resident-opposes' AND about = $1 AND done_at IS NULL`,
    [consent],
  );
  return rows.length === 1;
}

/** Time went by since the representative decided. */
async function standsNow(
  { sql }: HeldRegister,
  { id, resident, validUntil }: StoredConsent,
  now: Date,
): Promise<boolean> {
  const [asked] = await sql.query<{ representation: string | null }>(
    'SELECT representation FROM consent_event WHERE consent = $1 AND position = 1',
    [id],
  );
  if (asked?.representation === null || asked === undefined) return false;
  const representation = await findRepresentation(sql, resident, asked.representation);
  return validUntil > now && representation !== undefined && isInForce(representation, now.getTime());
}

async function happen(
  { sql, record }: HeldRegister,
  { id, resident, purpose, sender, recipient, fields }: StoredConsent,
  state: ConsentState,
  { actor }: Acting,
  now: Date,
): Promise<Receipt> {
  const isYes = state === 'ConsentGiven';
  const what = isYes ? 'consent-given' : 'consent-terminated';
  const receipt = await record(resident, { what, consent: id, state, purpose, sender, recipient, fields });
  await appendConsentEvent(sql, id, {
    state,
    at: now,
    channel: 'gateway',
    ledgerIndex: receipt.index,
    decidedBy: isYes ? 'representative' : 'officer',
    recordedBy: actor,
  });
  return receipt;
}
