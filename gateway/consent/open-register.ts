import type { DisclosureContext } from '../disclosure/context.ts';
import { createReceiptSigner } from './receipt-signer.ts';
import type { RegisterContext } from './register-context.ts';

/** What the installation keeps secret, as far as the register needs it. */
export interface RegisterSecrets {
  readonly subjectKey: string;
  readonly authority: { readonly certificatePem: string };
}

/** Makes the register ready, on the same database and clock as the disclosures. */
export const openRegister = async (
  context: DisclosureContext,
  { subjectKey, authority }: RegisterSecrets,
): Promise<RegisterContext> => ({
  ...context,
  receipts: await createReceiptSigner(subjectKey),
  authorityPem: authority.certificatePem,
});
