import { createHmac, createPublicKey, randomUUID, type JsonWebKey } from 'node:crypto';
import { importJWK, importPKCS8, SignJWT, type JWK, type JWTHeaderParameters, type JWTPayload } from 'jose';
import { AUDIENCE } from '../../gateway/identity/authorization-server.ts';
import { SCOPE } from '../../gateway/identity/scopes.ts';
import type { World } from '../world/world.ts';

const seconds = (): number => Math.floor(Date.now() / 1_000);
const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** What an access token of ours says; a test changes what it wants to be wrong. */
export const accessClaims = ({ gateway }: World, changed: JWTPayload = {}): JWTPayload => ({
  iss: gateway.issuer,
  aud: AUDIENCE,
  client_id: 'zayaz',
  sub: 'zayaz',
  scope: SCOPE,
  jti: randomUUID(),
  iat: seconds(),
  exp: seconds() + 300,
  ...changed,
});

export const accessHeader = ({ secrets }: World): JWTHeaderParameters => ({
  alg: 'PS256',
  typ: 'at+jwt',
  kid: secrets.signingKey.kid ?? '',
});

/** Signs with our own key: what nobody but the authorization server can do, to show what else is checked. */
export async function signedByUs(
  world: World,
  claims: JWTPayload,
  header: Partial<JWTHeaderParameters> = {},
  { alg: _alg, ...key }: JWK = world.secrets.signingKey,
): Promise<string> {
  const protectedHeader = { ...accessHeader(world), ...header };
  return await new SignJWT(claims)
    .setProtectedHeader(protectedHeader)
    .sign(await importJWK(key, protectedHeader.alg));
}

export async function signedByPartner(
  world: World,
  partner: string,
  claims: JWTPayload,
  header: JWTHeaderParameters = { alg: 'PS256' },
): Promise<string> {
  const pem = world.secrets.partners[partner]?.privateKeyPem ?? '';
  return await new SignJWT(claims).setProtectedHeader(header).sign(await importPKCS8(pem, header.alg));
}

export const unsigned = (header: object, claims: JWTPayload): string =>
  `${base64({ ...header, alg: 'none' })}.${base64(claims)}.`;

/** Passes our public key, which everybody has, for a shared secret. */
export function signedWithPublicKey(world: World, claims: JWTPayload): string {
  const key = { ...world.secrets.signingKey } as JsonWebKey;
  const pem = createPublicKey({ key, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
  const text = `${base64({ ...accessHeader(world), alg: 'HS256' })}.${base64(claims)}`;
  return `${text}.${createHmac('sha256', pem).update(text).digest('base64url')}`;
}

/** What a partner's assertion says, when it is right. */
export const assertionClaims = (
  { gateway }: World,
  partner: string,
  changed: JWTPayload = {},
): JWTPayload => ({
  iss: partner,
  sub: partner,
  aud: gateway.issuer,
  jti: randomUUID(),
  iat: seconds(),
  exp: seconds() + 60,
  ...changed,
});
