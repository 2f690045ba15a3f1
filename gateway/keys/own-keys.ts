import { createPrivateKey, type KeyObject } from 'node:crypto';
import type { JWK } from 'jose';
import { sealingKey, type SealingKey } from '../ledger/sealing.ts';
import { asSigningKey } from '../secrets.ts';
import { keysThatCount, type KeyRing } from './key-ring.ts';
import type { KeyRings } from './ring-files.ts';

/** The keys of this installation as they count at this moment, the one in use first; asked anew each time, for they change. */
export interface OwnKeys {
  /** Sign access tokens, and say to login providers who we are. */
  readonly tokens: () => readonly [JWK, ...JWK[]];
  /** Sign what residents take home. */
  readonly receipts: () => readonly [KeyObject, ...KeyObject[]];
  /** Sign the log, all of them: whoever knows one of them can check it. */
  readonly checkpoints: () => readonly [KeyObject, ...KeyObject[]];
  /** Under which the residents' keys are kept. */
  readonly vault: () => readonly [SealingKey, ...SealingKey[]];
}

/** Rings that can be put in the place of others while the gateway works. */
export interface LiveKeys extends OwnKeys {
  readonly replace: (rings: KeyRings) => Promise<void>;
}

/** Makes the rings ready for use. Every key is read once, and a key is used from its own moment on. */
export async function openKeys(first: KeyRings, clock: () => Date): Promise<LiveKeys> {
  const jwks = new Map<string, JWK>();
  const read = async (rings: KeyRings): Promise<KeyRings> => {
    for (const { id, secret } of rings.tokens.keys)
      if (!jwks.has(id)) jwks.set(id, await asSigningKey(secret));
    return rings;
  };
  const secrets = onceEach(createPrivateKey);
  const vaults = onceEach(secret => sealingKey(Buffer.from(secret, 'hex')));
  let rings = await read(first);
  const now = <T>(ring: KeyRing, from: (secret: string, id: string) => T): readonly [T, ...T[]] =>
    asSome(keysThatCount(ring, clock()).map(({ secret, id }) => from(secret, id)));
  return {
    tokens: () => now(rings.tokens, (_secret, id) => present(jwks.get(id))),
    receipts: () => now(rings.bewijzen, secrets),
    checkpoints: () => now(rings.checkpoints, secrets),
    vault: () => now(rings.kluis, vaults),
    replace: async later => void (rings = await read(later)),
  };
}

function onceEach<T>(make: (secret: string) => T): (secret: string) => T {
  const made = new Map<string, T>();
  return secret => {
    const known = made.get(secret) ?? make(secret);
    made.set(secret, known);
    return known;
  };
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new RangeError('a key that was never read');
  return value;
}

function asSome<T>([first, ...others]: readonly T[]): readonly [T, ...T[]] {
  return [present(first), ...others];
}
