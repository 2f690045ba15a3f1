import type { Channel } from '../../consent/form.ts';
import { isYes } from '../../consent/states.ts';
import type { Receipt } from '../ledger/append.ts';
import { changeRegister, type Acting, type HeldRegister } from './change-register.ts';
import { appendConsentEvent, consentsOf, type ConsentFilter, type StoredConsent } from './consent-store.ts';
import type { RegisterContext } from './register-context.ts';

/** A resident says stop: to one record, to a recipient, a sender, a purpose, or to everything. */
export interface Withdrawal {
  readonly resident: string;
  readonly which: ConsentFilter;
  readonly channel: Channel;
  readonly by: 'resident' | 'representative';
}

export interface Withdrawn {
  readonly consents: readonly StoredConsent[];
  /** The last entry that was written; there always is one. */
  readonly receipt: Receipt;
}

/** What happens in the same transaction to each record that is withdrawn, such as telling who already received. */
export type AfterWithdrawal = (register: HeldRegister, consent: StoredConsent) => Promise<void>;

/**
 * Withdraws every yes that runs. Needs no form, no reason and no competence: stopping is never harder than starting (AVG
 * 7(3)), and a child from twelve can do it too. That there was nothing to stop is written down as well, and answered alike.
 */
export async function withdraw(
  { resident, which, channel, by }: Withdrawal,
  acting: Acting,
  context: RegisterContext,
  then: AfterWithdrawal,
): Promise<Withdrawn> {
  return await changeRegister(acting, context, async register => {
    const running = (await consentsOf(register.sql, resident, which)).filter(({ state }) => isYes(state));
    let last: Receipt | undefined;
    for (const consent of running) {
      last = await register.record(resident, { what: 'consent-withdrawn', ...named(consent), channel });
      await appendConsentEvent(register.sql, consent.id, {
        state: 'Withdrawn',
        at: context.clock(),
        channel,
        ledgerIndex: last.index,
        decidedBy: by,
        recordedBy: acting.actor,
      });
      await then(register, consent);
    }
    last ??= await register.record(resident, { what: 'withdrawal-without-consent', channel });
    return { consents: running, receipt: last };
  });
}

const named = ({ id, purpose, sender, recipient, fields }: StoredConsent) => ({
  consent: id,
  state: 'Withdrawn',
  purpose,
  sender,
  recipient,
  fields,
});
