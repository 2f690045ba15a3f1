import type { Acting } from '../consent/change-register.ts';
import { recordAside } from '../ledger/record-aside.ts';
import type { OfficerContext } from './officer-context.ts';

/** Writes in the log what an officer switched for one partner. */
export async function recordSwitch(
  reason: string,
  partner: string,
  acting: Acting,
  context: OfficerContext,
): Promise<void> {
  await recordAside(
    { event: 'switched', reason, purpose: 'unstated', sender: 'unstated', recipient: partner, ...acting },
    context,
  );
}
