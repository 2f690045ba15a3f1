import { createPrivateKey, hkdfSync } from 'node:crypto';
import { calculateJwkThumbprint, CompactSign, importJWK, type JWK } from 'jose';
import type { ConsentReceipt } from '../../consent/receipt.ts';

export const RECEIPT_TYPE = 'wijkpoort-toestemming+jws';

/** Signs what the resident takes home. */
export interface ReceiptSigner {
  readonly sign: (receipt: ConsentReceipt) => Promise<string>;
  /** Signs another statement of this installation, with the same key and a type of its own. */
  readonly signAs: (type: string, statement: object) => Promise<string>;
  /** What anyone may have, to check a receipt without us. */
  readonly publicKey: JWK;
}

/** PKCS #8 before the 32 bytes of an Ed25519 private key (RFC 8410). */
const ED25519_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The signing key comes from the installation's own secret, under a label of its own, so that every replica has the same. */
export async function createReceiptSigner(secretHex: string): Promise<ReceiptSigner> {
  const seed = hkdfSync('sha256', Buffer.from(secretHex, 'hex'), '', 'wijkpoort ontvangstbewijs', 32);
  const der = Buffer.concat([ED25519_PREFIX, Buffer.from(seed)]);
  const jwk = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).export({ format: 'jwk' }) as JWK;
  const { kty, crv, x } = jwk;
  const kid = await calculateJwkThumbprint({ kty, crv, x } as JWK);
  const key = await importJWK(jwk, 'EdDSA');
  const signAs = async (typ: string, statement: object): Promise<string> =>
    await new CompactSign(Buffer.from(JSON.stringify(statement), 'utf8'))
      .setProtectedHeader({ alg: 'EdDSA', kid, typ })
      .sign(key);
  return {
    publicKey: { kty, crv, x, kid, alg: 'EdDSA', use: 'sig' } as JWK,
    sign: async receipt => await signAs(RECEIPT_TYPE, receipt),
    signAs,
  };
}
