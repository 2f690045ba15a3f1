import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';

/** A key for AES-256-GCM, with the hash by which what it sealed says which key opens it. */
export interface SealingKey {
  /** 64 hex digits; tells nothing about the key. */
  readonly id: string;
  readonly key: Buffer;
}

/** A sealed text did not open: another key, or it was altered. Says nothing about what was in it. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
  readonly code = 'seal-broken';

  constructor() {
    super('this seal does not open');
  }
}

const ID_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = ID_BYTES + NONCE_BYTES;

/** Makes a sealing key of 32 random bytes. */
export const sealingKey = (key: Buffer): SealingKey => ({
  key,
  id: createHash('sha256').update('wijkpoort sealing key\0').update(key).digest('hex'),
});

/**
 * Seals a text; the nonce may be used once with this key. The sealed text names its key, so that it can stand for one text
 * only: AES-GCM alone can be made to open to two texts under two keys.
 */
export function sealText(text: string, { id, key }: SealingKey, nonce: Buffer): string {
  const cipher = createCipheriv('aes-256-gcm', key, nonce.subarray(0, NONCE_BYTES));
  const head = Buffer.concat([Buffer.from(id, 'hex'), nonce.subarray(0, NONCE_BYTES)], HEAD_BYTES);
  cipher.setAAD(head);
  const body = cipher.update(text, 'utf8');
  return Buffer.concat([head, body, cipher.final(), cipher.getAuthTag()]).toString('base64url');
}

/** Which key opens this. */
export const keyIdOf = (sealed: string): string =>
  Buffer.from(sealed, 'base64url').subarray(0, ID_BYTES).toString('hex');

/** Opens a sealed text. Throws `SealBroken` when it is another key's, or was altered. */
export function openText(sealed: string, { id, key }: SealingKey): string {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length < HEAD_BYTES + TAG_BYTES || keyIdOf(sealed) !== id) throw new SealBroken();
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(ID_BYTES, HEAD_BYTES));
    decipher.setAAD(bytes.subarray(0, HEAD_BYTES));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    return decipher.update(bytes.subarray(HEAD_BYTES, -TAG_BYTES)).toString('utf8') + decipher.final('utf8');
  } catch {
    throw new SealBroken();
  }
}
