import { createPersonTagger } from '../identity/person-seen.ts';
import type { OwnKeys } from '../keys/own-keys.ts';
import { createReceiptSigner } from './receipt-signer.ts';
import { requireReconciled } from './reconcile.ts';
import type { RegisterContext } from './register-context.ts';

/** What the installation keeps secret, as far as the register needs it. */
export interface RegisterSecrets {
  readonly subjectKey: string;
}

/**
 * Makes the register ready, on the same database and clock as the disclosures. Rejects when the ledger knows of decisions that
 * are not in it: then nothing may be released.
 */
export async function openRegister(
  context: Omit<RegisterContext, 'receipts' | 'personTags'>,
  { subjectKey }: RegisterSecrets,
  receiptKeys: OwnKeys['receipts'],
): Promise<RegisterContext> {
  await requireReconciled(context.database);
  return {
    ...context,
    receipts: createReceiptSigner(receiptKeys),
    personTags: createPersonTagger(subjectKey),
  };
}
