import { calculateJwkThumbprint, exportJWK, importPKCS8, SignJWT } from 'jose';
import type { KeyWithCertificate } from '../secrets.ts';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const LIFETIME_SECONDS = 60;

/** What a partner proves itself with at the token endpoint. Single use: the id may not come back. */
export async function clientAssertion(
  clientId: string,
  { privateKeyPem }: KeyWithCertificate,
  issuer: string,
  id: string,
  now: Date,
): Promise<string> {
  const key = await importPKCS8(privateKeyPem, 'PS256', { extractable: true });
  const { kty, n, e } = await exportJWK(key);
  const kid = await calculateJwkThumbprint({ kty, n, e } as { kty: string; n: string; e: string });
  const seconds = Math.floor(now.getTime() / 1_000);
  return await new SignJWT({})
    .setProtectedHeader({ alg: 'PS256', kid })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(issuer)
    .setJti(id)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + LIFETIME_SECONDS)
    .sign(key);
}

/** Exchanges an assertion for an access token, over HTTP like any partner. Rejects when the server refuses it. */
export async function fetchAccessToken(issuer: string, assertion: string): Promise<string> {
  const response = await fetch(`${issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: ASSERTION_TYPE,
      client_assertion: assertion,
      scope: 'verstrekken',
    }),
  });
  const answer = (await response.json()) as { access_token?: string; error?: string };
  if (answer.access_token === undefined)
    throw new Error(`no access token: ${answer.error ?? response.status}`);
  return answer.access_token;
}
