import { compactVerify, decodeProtectedHeader, errors, importJWK, type JWK } from 'jose';
import type { ConsentReceipt } from '../../consent/receipt.ts';
import { RECEIPT_TYPE } from './receipt-signer.ts';

export type ReceiptFault = 'not-a-receipt' | 'another-key' | 'altered';

/** Checks a receipt with public keys alone, by the one that it names: no network, no database, no clock. */
export async function verifyReceipt(
  jws: string,
  publicKeys: JWK | readonly JWK[],
): Promise<{ readonly receipt: ConsentReceipt } | { readonly fault: ReceiptFault }> {
  const header = headerOf(jws);
  if (header?.typ !== RECEIPT_TYPE || header.alg !== 'EdDSA') return { fault: 'not-a-receipt' };
  const publicKey = [publicKeys].flat().find(({ kid }) => kid === header.kid);
  if (publicKey === undefined) return { fault: 'another-key' };
  try {
    const { payload } = await compactVerify(jws, await importJWK(publicKey, 'EdDSA'), {
      algorithms: ['EdDSA'],
    });
    return { receipt: JSON.parse(Buffer.from(payload).toString('utf8')) as ConsentReceipt };
  } catch (error) {
    if (error instanceof errors.JOSEError) return { fault: 'altered' };
    throw error;
  }
}

function headerOf(jws: string) {
  try {
    return decodeProtectedHeader(jws);
  } catch {
    return undefined;
  }
}
