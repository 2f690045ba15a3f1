import {
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import type { Sql } from '../database.ts';
import { keyIdOf, openText, sealingKey, sealText, SealBroken, type SealingKey } from './sealing.ts';

/** Makes an officer's key pair, PEM. The private half belongs with the officer. */
export function newOfficerKey(): { readonly publicKeyPem: string; readonly privateKeyPem: string } {
  const { publicKey, privateKey } = generateKeyPairSync('x25519', {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return { publicKeyPem: publicKey, privateKeyPem: privateKey };
}

/**
 * Makes the key under which this process keeps who acts. Of it only a copy that the officer's private key opens is stored, so
 * that after this process ends the gateway itself can no longer read it.
 */
export async function makeActorKey(sql: Sql, officerPublicKeyPem: string): Promise<SealingKey> {
  const key = sealingKey(randomBytes(32));
  await sql.query('INSERT INTO actor_key (id, sealed) VALUES ($1, $2)', [
    key.id,
    sealFor(createPublicKey(officerPublicKeyPem), key),
  ]);
  return key;
}

/** Opens who acted, for the officer: resolves each sealed actor to its text. Rejects with `SealBroken`. */
export function openActors(sql: Sql, officerPrivateKeyPem: string): (sealed: string) => Promise<string> {
  const officer = createPrivateKey(officerPrivateKeyPem);
  const known = new Map<string, SealingKey>();
  return async sealed => {
    const id = keyIdOf(sealed);
    const key = known.get(id) ?? (await findKey(sql, id, officer));
    known.set(id, key);
    return openText(sealed, key);
  };
}

async function findKey(sql: Sql, id: string, officer: KeyObject): Promise<SealingKey> {
  const [row] = await sql.query<{ sealed: string }>('SELECT sealed FROM actor_key WHERE id = $1', [id]);
  const [point, sealed] = (row?.sealed ?? '').split('.');
  if (point === undefined || sealed === undefined) throw new SealBroken();
  const ephemeral = createPublicKey({ key: Buffer.from(point, 'base64url'), format: 'der', type: 'spki' });
  const opened = openText(sealed, between(officer, ephemeral));
  return sealingKey(Buffer.from(opened, 'base64url'));
}

/** To a public key alone (X25519): the key pair on our side is used once and forgotten. */
function sealFor(officer: KeyObject, { key }: SealingKey): string {
  const { publicKey, privateKey } = generateKeyPairSync('x25519');
  const point = publicKey.export({ format: 'der', type: 'spki' }).toString('base64url');
  return `${point}.${sealText(key.toString('base64url'), between(privateKey, officer), randomBytes(12))}`;
}

const between = (privateKey: KeyObject, publicKey: KeyObject): SealingKey =>
  sealingKey(
    Buffer.from(hkdfSync('sha256', diffieHellman({ privateKey, publicKey }), '', 'wijkpoort handelende', 32)),
  );
