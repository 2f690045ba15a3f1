import { errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import type { Sql } from '../database.ts';
import { AUDIENCE, SCOPE, TOKEN_LIFETIME_SECONDS } from './authorization-server.ts';
import type { KnownPartner, LookUpPartner } from './partner-registry.ts';
import { createVerifiedTokens, type VerifiedToken, type VerifiedTokens } from './verified-tokens.ts';

export type TokenFault = 'missing' | 'expired' | 'not-ours' | 'not-registered';

export interface AccessTokenOptions {
  readonly issuer: string;
  readonly keys: JWTVerifyGetKey;
  /** How the partner is looked up once the token is known to be ours. */
  readonly lookUp: LookUpPartner;
}

/**
 * Who is calling, proven: the token is ours, for us, signed with the one algorithm we use, young enough, and of a partner
 * that is registered and not suspended: at this moment, or when it was remembered.
 */
export async function authenticate(
  authorization: string | undefined,
  { lookUp, ...options }: AccessTokenOptions,
  sql: Sql,
  now: Date,
): Promise<KnownPartner | TokenFault> {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization ?? '')?.[1];
  if (token === undefined) return authorization === undefined ? 'missing' : 'not-ours';
  const verified = await verify(token, options, now);
  if ('fault' in verified) return verified.fault;
  return (await lookUp(sql, verified.clientId)) ?? 'not-registered';
}

/** What each issuer's keys verified. Only the signature is remembered: whose token it is is looked up anew each time. */
const verifiedBy = new WeakMap<JWTVerifyGetKey, VerifiedTokens>();

async function verify(
  token: string,
  options: Omit<AccessTokenOptions, 'lookUp'>,
  now: Date,
): Promise<VerifiedToken | { readonly fault: TokenFault }> {
  const tokens = verifiedBy.get(options.keys) ?? createVerifiedTokens();
  verifiedBy.set(options.keys, tokens);
  const known = tokens.find(token, now);
  if (known !== undefined) return known;
  const verified = await claimsOf(token, options, now);
  if (!('fault' in verified)) tokens.keep(token, verified);
  return verified;
}

async function claimsOf(
  token: string,
  { issuer, keys }: Omit<AccessTokenOptions, 'lookUp'>,
  now: Date,
): Promise<VerifiedToken | { readonly fault: TokenFault }> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience: AUDIENCE,
      algorithms: ['PS256'],
      typ: 'at+jwt',
      maxTokenAge: TOKEN_LIFETIME_SECONDS,
      requiredClaims: ['exp', 'jti', 'client_id', 'scope'],
      currentDate: now,
    });
    const { scope, client_id: clientId, iat = 0, exp = 0 } = payload;
    if (scope !== SCOPE || typeof clientId !== 'string') return { fault: 'not-ours' };
    return { clientId, issuedAt: iat, expiresAt: Math.min(exp, iat + TOKEN_LIFETIME_SECONDS) };
  } catch (error) {
    if (error instanceof errors.JWTExpired) return { fault: 'expired' };
    if (error instanceof errors.JOSEError) return { fault: 'not-ours' };
    throw error;
  }
}
