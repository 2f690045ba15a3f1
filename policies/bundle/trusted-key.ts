import { calculateJwkThumbprint, type JWK } from 'jose';
import { moment, validator } from './moment.ts';
import type { SignerRole } from './statement.ts';

/** Whose signature counts, as what, and from when until when. The list is the municipality's; nobody is on it by default. */
export interface TrustedKey {
  /** The thumbprint of the key itself (RFC 7638), so that no two keys can share a name. */
  readonly sleutel: string;
  readonly persoon: string;
  readonly rol: SignerRole;
  readonly organisatie: string;
  readonly vanaf: string;
  readonly tot?: string;
  readonly jwk: { readonly kty: 'OKP'; readonly crv: 'Ed25519'; readonly x: string };
}

const name = { type: 'string', minLength: 1, maxLength: 100 };
const areTrustedKeys = validator.compile<TrustedKey[]>({
  type: 'array',
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['sleutel', 'persoon', 'rol', 'organisatie', 'vanaf', 'jwk'],
    properties: {
      sleutel: name,
      persoon: name,
      rol: { enum: ['privacy_officer', 'partner'] },
      organisatie: name,
      vanaf: moment,
      tot: moment,
      jwk: {
        type: 'object',
        additionalProperties: false,
        required: ['kty', 'crv', 'x'],
        properties: {
          kty: { const: 'OKP' },
          crv: { const: 'Ed25519' },
          x: { type: 'string', pattern: '^[\\w-]{43}$' },
        },
      },
    },
  },
});

/**
 * Reads the list of trusted keys, or nothing when it is not of the closed shape a key does not bear its own name, or one key
 * stands there twice: one key is one person.
 */
export async function parseTrustedKeys(json: string): Promise<readonly TrustedKey[] | undefined> {
  try {
    const data: unknown = JSON.parse(json);
    if (!areTrustedKeys(data)) return undefined;
    const names = await Promise.all(data.map(async ({ jwk }) => await keyName(jwk)));
    const bearOwnName = data.every(({ sleutel }, index) => sleutel === names[index]);
    return bearOwnName && new Set(names).size === data.length ? data : undefined;
  } catch {
    return undefined;
  }
}

export const keyName = async (jwk: JWK): Promise<string> => await calculateJwkThumbprint(jwk, 'sha256');
