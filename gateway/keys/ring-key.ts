import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { promisify } from 'node:util';
import { generateKeyPair } from 'node:crypto';
import type { RingKey, RingKind } from './key-ring.ts';

const newKeyPair = promisify(generateKeyPair);

/** Makes a key for a ring, used from this moment on. */
export async function newRingKey(
  kind: RingKind,
  from: Date,
  randomBytes: (size: number) => Buffer,
): Promise<RingKey> {
  const secret = await newSecret(kind, randomBytes);
  return { id: idOf(kind, secret), from, until: undefined, secret };
}

async function newSecret(kind: RingKind, randomBytes: (size: number) => Buffer): Promise<string> {
  if (kind === 'kluis') return randomBytes(32).toString('hex');
  const { privateKey } =
    kind === 'tokens' ? await newKeyPair('rsa', { modulusLength: 3_072 }) : generateKeyPairSync('ed25519');
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** By what a key is named: a hash, of the public half where there is one. */
function idOf(kind: RingKind, secret: string): string {
  const named =
    kind === 'kluis'
      ? Buffer.from(`wijkpoort kluis\0${secret}`, 'utf8')
      : createPublicKey(secret).export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(named).digest('hex').slice(0, 16);
}

const TYPE_OF: Readonly<Record<Exclude<RingKind, 'kluis'>, string>> = {
  tokens: 'rsa',
  bewijzen: 'ed25519',
  checkpoints: 'ed25519',
};

/** Whether this is a key of that kind, under its own name. */
export function isKeyOf(kind: RingKind, { id, secret }: RingKey): boolean {
  if (kind === 'kluis') return /^[0-9a-f]{64}$/.test(secret) && idOf(kind, secret) === id;
  const key = privateKeyOf(secret);
  return key?.asymmetricKeyType === TYPE_OF[kind] && idOf(kind, secret) === id;
}

function privateKeyOf(secret: string): KeyObject | undefined {
  try {
    return createPrivateKey(secret);
  } catch {
    return undefined;
  }
}
