import { createPublicKey, hash, type KeyObject } from 'node:crypto';
import { CompactSign, type JWK } from 'jose';
import type { ConsentReceipt } from '../../consent/receipt.ts';

export const RECEIPT_TYPE = 'wijkpoort-toestemming+jws';

/** Signs what the resident takes home. */
export interface ReceiptSigner {
  readonly sign: (receipt: ConsentReceipt) => Promise<string>;
  /** Signs another statement of this installation, with the same key and a type of its own. */
  readonly signAs: (type: string, statement: object) => Promise<string>;
  /** What anyone may have, to check a receipt without us: of every key of which receipts count, the one in use first. */
  readonly publicKeys: () => readonly [JWK, ...JWK[]];
}

/** Signs with the first of the installation's keys as they are at that moment. */
export function createReceiptSigner(keys: () => readonly [KeyObject, ...KeyObject[]]): ReceiptSigner {
  const signAs = async (typ: string, statement: object): Promise<string> => {
    const [key] = keys();
    return await new CompactSign(Buffer.from(JSON.stringify(statement), 'utf8'))
      .setProtectedHeader({ alg: 'EdDSA', kid: thumbprintOf(key), typ })
      .sign(key);
  };
  return {
    publicKeys: () => {
      const [first, ...others] = keys();
      return [publicHalf(first), ...others.map(publicHalf)];
    },
    sign: async receipt => await signAs(RECEIPT_TYPE, receipt),
    signAs,
  };
}

const coordinatesOf = (key: KeyObject): JWK => createPublicKey(key).export({ format: 'jwk' });

/** RFC 7638: the hash of what must be there, in this order. */
const thumbprintOf = (key: KeyObject): string => {
  const { crv, kty, x } = coordinatesOf(key);
  return hash('sha256', JSON.stringify({ crv, kty, x }), 'base64url');
};

const publicHalf = (key: KeyObject): JWK => {
  const { kty, crv, x } = coordinatesOf(key);
  return { kty, crv, x, kid: thumbprintOf(key), alg: 'EdDSA', use: 'sig' } as JWK;
};
