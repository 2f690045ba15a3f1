import { repeat } from '../ledger/repeat.ts';
import type { DisclosureContext } from './context.ts';

const ROUND_MS = 60_000;

/** What happens by itself around disclosures: what callers could send again is forgotten in time. What fails waits for the next round. */
export const keepExchanges = (
  { repeatables }: Pick<DisclosureContext, 'repeatables'>,
  onFailure: () => void,
): { readonly stop: () => Promise<void> } =>
  repeat(async () => {
    try {
      await repeatables.forget();
    } catch {
      onFailure();
    }
  }, ROUND_MS);
