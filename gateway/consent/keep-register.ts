import { suspendWithoutAgreement } from '../identity/suspend-partner.ts';
import { repeat } from '../ledger/repeat.ts';
import { expireConsents } from './advance-choices.ts';
import { deliverDueNotices, escalateOverdueNotices, type NoticeTransport } from './deliver-notices.ts';
import type { RegisterContext } from './register-context.ts';
import { remindInTime } from './remind.ts';

const ROUND_MS = 5 * 60_000;

/**
 * What happens by itself: who has no agreement any more is out, messages are delivered, silence goes to the officer, who
 * arranged something beforehand is reminded, and what ran out is written down.
 */
export async function keepRegisterOnce(
  context: RegisterContext,
  transports: ReadonlyMap<string, NoticeTransport>,
): Promise<void> {
  await suspendWithoutAgreement(context.database, context.clock());
  await deliverDueNotices(context, transports);
  await escalateOverdueNotices(context);
  const trace = { requestId: context.newId(), traceId: context.newId().replaceAll('-', '') };
  await remindInTime({ actor: 'poort', trace }, context);
  await expireConsents({ actor: 'poort', trace }, context);
}

/** Does so every five minutes until stopped. A round that fails is told of, and the next one takes up what it left. */
export const keepRegister = (
  context: RegisterContext,
  transports: ReadonlyMap<string, NoticeTransport>,
  onFailure: () => void,
): { readonly stop: () => Promise<void> } =>
  repeat(async () => {
    try {
      await keepRegisterOnce(context, transports);
    } catch {
      onFailure();
    }
  }, ROUND_MS);
