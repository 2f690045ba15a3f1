import { recordPartnerChange } from '../identity/record-partner-change.ts';
import { suspendWithoutAgreement } from '../identity/suspend-partner.ts';
import { repeat } from '../ledger/repeat.ts';
import { expireConsents } from './advance-choices.ts';
import { deliverDueNotices, escalateOverdueNotices, type NoticeInboxes } from './deliver-notices.ts';
import type { RegisterContext } from './register-context.ts';
import { remindInTime } from './remind.ts';

const ROUND_MS = 5 * 60_000;
const DELIVERY_MS = 1_000;

/**
 * What happens by itself: who has no agreement any more is out, messages are delivered, silence goes to the officer, who
 * arranged something beforehand is reminded, and what ran out is written down.
 */
export async function keepRegisterOnce(context: RegisterContext, inboxes: NoticeInboxes): Promise<void> {
  const trace = { requestId: context.newId(), traceId: context.newId().replaceAll('-', '') };
  const order = { actor: 'poort', ...trace, policyVersion: context.policies.latest().version };
  const change = { by: 'poort', now: context.clock(), record: recordPartnerChange(order, context) };
  await suspendWithoutAgreement(context.database, change);
  await deliverDueNotices(context, inboxes);
  await escalateOverdueNotices(context);
  await remindInTime({ actor: 'poort', trace }, context);
  await expireConsents({ actor: 'poort', trace }, context);
}

/**
 * Does so every five minutes until stopped, and looks every second whether there is something to deliver: who stopped wants
 * others to know. A round that fails is told of, and the next one takes up what it left.
 */
export function keepRegister(
  context: RegisterContext,
  inboxes: NoticeInboxes,
  onFailure: () => void,
): { readonly stop: () => Promise<void> } {
  const safely = (work: () => Promise<unknown>) => async (): Promise<void> => {
    try {
      await work();
    } catch {
      onFailure();
    }
  };
  const rounds = repeat(
    safely(async () => await keepRegisterOnce(context, inboxes)),
    ROUND_MS,
  );
  const deliveries = repeat(
    safely(async () => await deliverDueNotices(context, inboxes)),
    DELIVERY_MS,
  );
  return { stop: async () => void (await Promise.all([rounds.stop(), deliveries.stop()])) };
}
