import { errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import type { Sql } from '../database.ts';
import { AUDIENCE, SCOPE, TOKEN_LIFETIME_SECONDS } from './authorization-server.ts';
import { findPartner, type Partner } from './partner-registry.ts';

export type TokenFault = 'missing' | 'expired' | 'not-ours' | 'not-registered';

export interface AccessTokenOptions {
  readonly issuer: string;
  readonly keys: JWTVerifyGetKey;
}

/**
 * Who is calling, proven: the token is ours, for us, signed with the one algorithm we use, young enough, and of a partner
 * that is registered and not suspended at this moment.
 */
export async function authenticate(
  authorization: string | undefined,
  { issuer, keys }: AccessTokenOptions,
  sql: Sql,
  now: Date,
): Promise<Partner | TokenFault> {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization ?? '')?.[1];
  if (token === undefined) return authorization === undefined ? 'missing' : 'not-ours';
  const clientId = await clientOf(token, { issuer, keys }, now);
  if (typeof clientId !== 'string') return clientId.fault;
  return (await findPartner(sql, clientId)) ?? 'not-registered';
}

async function clientOf(
  token: string,
  { issuer, keys }: AccessTokenOptions,
  now: Date,
): Promise<string | { readonly fault: TokenFault }> {
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
    const isForThis = payload['scope'] === SCOPE && typeof payload['client_id'] === 'string';
    return isForThis ? String(payload['client_id']) : { fault: 'not-ours' };
  } catch (error) {
    if (error instanceof errors.JWTExpired) return { fault: 'expired' };
    if (error instanceof errors.JOSEError) return { fault: 'not-ours' };
    throw error;
  }
}
