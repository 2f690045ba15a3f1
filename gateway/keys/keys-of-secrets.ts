import { createPrivateKey, hkdfSync } from 'node:crypto';
import { keyEncryptionKey } from '../ledger/key-vault.ts';
import type { Secrets } from '../secrets.ts';
import type { OwnKeys } from './own-keys.ts';

/** PKCS #8 before the 32 bytes of an Ed25519 private key (RFC 8410). */
const ED25519_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A demo's keys, which never change: that for receipts comes from its one secret, under a label of its own. */
export function keysOfSecrets({
  signingKey,
  checkpointKey,
  subjectKey,
}: Pick<Secrets, 'signingKey' | 'checkpointKey' | 'subjectKey'>): OwnKeys {
  const seed = hkdfSync('sha256', Buffer.from(subjectKey, 'hex'), '', 'wijkpoort ontvangstbewijs', 32);
  const der = Buffer.concat([ED25519_PREFIX, Buffer.from(seed)]);
  const [receipts, checkpoints] = [
    createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }),
    createPrivateKey(checkpointKey),
  ];
  const vault = keyEncryptionKey(subjectKey);
  return {
    tokens: () => [signingKey],
    receipts: () => [receipts],
    checkpoints: () => [checkpoints],
    vault: () => [vault],
  };
}
