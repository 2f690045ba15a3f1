import { repeat } from '../ledger/repeat.ts';
import type { DisclosureContext } from './context.ts';
import { noticeSilence } from './counter-receipts.ts';

const ROUND_MS = 60_000;

/**
 * What happens by itself around disclosures: what callers could send again is forgotten in time, and silence is written down.
 * What fails waits for the next round.
 */
export const keepExchanges = (
  context: DisclosureContext,
  onFailure: () => void,
): { readonly stop: () => Promise<void> } =>
  repeat(async () => {
    try {
      await context.repeatables.forget();
      await noticeSilence(context);
    } catch {
      onFailure();
    }
  }, ROUND_MS);
