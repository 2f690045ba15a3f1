import { importPKCS8, SignJWT } from 'jose';
import { keepAccessTokens, readTokenAnswer, type AccessToken } from '../access-tokens.ts';
import { connectPartner, type PartnerConfig } from '../partner.ts';
import type { WithToken } from './fhir.ts';

/** How a care provider's authorization server knows us (SMART Backend Services). */
export interface SmartClient {
  /** From the agreement, not from the server's own metadata: what it says of itself may send our proof elsewhere. */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly algorithm: 'RS384' | 'ES384';
  readonly keyId: string;
  readonly privateKeyPem: string;
  /** The key that takes over: known to care providers before it signs anything. */
  readonly next?: { readonly keyId: string; readonly privateKeyPem: string };
}

export interface SmartClock {
  readonly nowMs: () => number;
  readonly newId: () => string;
}

/** Our proof lives shorter than the five minutes that SMART allows at most: clocks differ. */
const PROOF_LIFETIME_S = 240;

/**
 * Asks for a token that opens the resource types of one search (`system/Encounter.rs`) and no others, and keeps it as long as it
 * is good. The signal and the deadline are those of the conversation.
 */
export function connectSmart(
  client: SmartClient,
  config: PartnerConfig,
  { nowMs, newId }: SmartClock,
): (limited: AbortSignal, traceparent: string) => WithToken {
  const server = connectPartner({ ...config, baseUrl: client.tokenUrl }, nowMs);
  const useToken = keepAccessTokens(nowMs);
  const obtain = async (scope: string, limited: AbortSignal, traceparent: string): Promise<AccessToken> => {
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      scope,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await proveWho(client, nowMs(), newId()),
    }).toString();
    const headers = {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      traceparent,
    };
    const answer = await server(
      limited,
      async call => await call({ method: 'POST', path: '', headers, body }),
    );
    return readTokenAnswer(answer, scope, nowMs());
  };
  return (limited, traceparent) => async (scopes, use) => {
    const scope = scopes.toSorted().join(' ');
    return await useToken(scope, async () => await obtain(scope, limited, traceparent), use);
  };
}

async function proveWho(client: SmartClient, nowMs: number, id: string): Promise<string> {
  const now = Math.floor(nowMs / 1_000);
  return await new SignJWT({ jti: id })
    .setProtectedHeader({ alg: client.algorithm, kid: client.keyId, typ: 'JWT' })
    .setIssuer(client.clientId)
    .setSubject(client.clientId)
    .setAudience(client.tokenUrl)
    .setIssuedAt(now)
    .setExpirationTime(now + PROOF_LIFETIME_S)
    .sign(await importPKCS8(client.privateKeyPem, client.algorithm));
}
