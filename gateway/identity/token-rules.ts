import { createLocalJWKSet, createRemoteJWKSet, type JWK } from 'jose';
import type { FscSettings } from '../fsc/access-token.ts';
import type { TokenRules } from './access-token.ts';
import { AUDIENCE, TOKEN_LIFETIME_SECONDS } from './authorization-server.ts';
import { madeFrom } from '../keys/made-from.ts';
import { asksCertificates, type IdentitySettings } from './identity-settings.ts';

/** Whose tokens count: those of the issuer that was set, or otherwise our own; never of both. */
export function tokenRules(
  ownIssuer: string,
  signingKeys: () => readonly JWK[],
  settings: IdentitySettings,
): TokenRules {
  const mustBeBound = asksCertificates(settings);
  if (settings.issuer !== undefined) {
    const { issuer, keysUrl, algorithms, audience, longestSeconds } = settings.issuer;
    const keys = createRemoteJWKSet(new URL(keysUrl), { timeoutDuration: 5_000 });
    return {
      issuer,
      keys,
      keySet: () => keys,
      audience,
      algorithms,
      typ: undefined,
      longestSeconds,
      names: 'theirs',
      mustBeBound,
    };
  }
  const counting = madeFrom(signingKeys, keys => createLocalJWKSet({ keys: keys.map(publicHalf) }));
  return {
    issuer: ownIssuer,
    keys: async (header, token) => await counting()(header, token),
    keySet: counting,
    audience: AUDIENCE,
    algorithms: ['PS256'],
    typ: 'at+jwt',
    longestSeconds: TOKEN_LIFETIME_SECONDS,
    names: 'ours',
    mustBeBound,
  };
}

const publicHalf = ({ kty, n, e, kid }: JWK): JWK => ({ kty, n, e, kid, alg: 'PS256', use: 'sig' }) as JWK;

/** What we are within an FSC group, with the keys of our own Manager. */
export function fscSettings({ fsc }: IdentitySettings): FscSettings | undefined {
  if (fsc === undefined) return undefined;
  const { keysUrl, ...rest } = fsc;
  return { ...rest, keys: createRemoteJWKSet(new URL(keysUrl), { timeoutDuration: 5_000 }) };
}
