import { createPublicKey } from 'node:crypto';
import type { JWK } from 'jose';
import type { SmartClient } from './smart.ts';

/** Throws a `RangeError` when two keys go by one name: a care provider would not know which of them signed. */
export function publicKeysOf(clients: readonly SmartClient[]): readonly JWK[] {
  const byName = new Map<string, JWK>();
  for (const { algorithm, keyId, privateKeyPem, next } of clients) {
    for (const each of [{ keyId, privateKeyPem }, ...(next === undefined ? [] : [next])]) {
      const key = publicKeyOf(each.privateKeyPem, each.keyId, algorithm);
      const known = byName.get(each.keyId);
      if (known !== undefined && JSON.stringify(known) !== JSON.stringify(key))
        throw new RangeError(
          `Twee verschillende sleutels heten ${each.keyId}: geef elke sleutel een eigen naam.`,
        );
      byName.set(each.keyId, key);
    }
  }
  return [...byName.values()];
}

/** The public half alone, as SMART wants it in a key set. */
const publicKeyOf = (privateKeyPem: string, kid: string, alg: string): JWK => ({
  ...(createPublicKey(privateKeyPem).export({ format: 'jwk' }) as JWK),
  kid,
  alg,
  use: 'sig',
  key_ops: ['verify'],
});
