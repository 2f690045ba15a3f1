import { importJWK, type JWK } from 'jose';
import * as oidc from 'openid-client';
import { madeFrom } from '../../keys/made-from.ts';
import { levelIn, readClaims, type ClaimMapping, type VerifiedLogin } from './login-claims.ts';

/** Where people prove who they are: DigiD through a broker for residents, their own organisation for staff. */
export interface LoginProviderSettings {
  /** Our own word for it; stands in what a login is found by, so it never changes. */
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  /** How sure somebody must be of who they are: one of these `acr` values, the first is asked for. */
  readonly levels: readonly [string, ...string[]];
  readonly claims: ClaimMapping;
}

/** What has to be remembered between leaving for the provider and coming back. */
export interface LoginAttempt {
  readonly provider: string;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export type LoginFault = 'cancelled' | 'too-weak' | 'not-believed' | 'unreachable';

export interface LoginProvider {
  readonly name: string;
  /** Where to send the browser. Rejects when the provider cannot be reached. */
  readonly begin: () => Promise<{ readonly url: string; readonly attempt: LoginAttempt } | 'unreachable'>;
  /** What came back at our address; never rejects on what a browser brings. */
  readonly finish: (cameBack: URL, attempt: LoginAttempt) => Promise<VerifiedLogin | LoginFault>;
}

/** Code flow with PKCE (S256), state and nonce; the client proves itself with a signed assertion, never a shared secret. */
export function createLoginProvider(
  settings: LoginProviderSettings,
  redirectUri: string,
  signingKeys: () => readonly [JWK, ...JWK[]],
): LoginProvider {
  const discovered = madeFrom(signingKeys, ([key]) => onceItWorks(async () => await discover(settings, key)));
  const configuration = async (): Promise<oidc.Configuration> => await discovered()();
  return {
    name: settings.name,
    begin: async () => {
      const found = await configuration().catch(() => undefined);
      if (found === undefined) return 'unreachable';
      const attempt = {
        provider: settings.name,
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
      };
      const url = oidc.buildAuthorizationUrl(found, {
        redirect_uri: redirectUri,
        scope: 'openid',
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: 'S256',
        acr_values: settings.levels[0],
        // On a borrowed telephone, whoever was logged in there before is not whoever holds it now.
        prompt: 'login',
      });
      return { url: url.href, attempt };
    },
    finish: async (cameBack, attempt) => {
      const found = await configuration().catch(() => undefined);
      return found === undefined ? 'unreachable' : await finish(found, cameBack, attempt, settings);
    },
  };
}

async function discover(
  { issuer, clientId }: LoginProviderSettings,
  signingKey: JWK,
): Promise<oidc.Configuration> {
  const { kid, ...jwk } = signingKey;
  const key = (await importJWK(jwk, 'PS256')) as CryptoKey;
  const metadata = { id_token_signed_response_alg: 'PS256' };
  // Only on the loopback, where the demo's own provider lives, may this go without TLS; the settings see to that.
  const execute = issuer.startsWith('http://') ? [oidc.allowInsecureRequests] : [];
  return await oidc.discovery(
    new URL(issuer),
    clientId,
    metadata,
    oidc.PrivateKeyJwt({ key, ...(kid === undefined ? {} : { kid }) }),
    { execute, timeout: 5 },
  );
}

async function finish(
  found: oidc.Configuration,
  cameBack: URL,
  { state, nonce, verifier }: LoginAttempt,
  { name, levels, claims: mapping }: LoginProviderSettings,
): Promise<VerifiedLogin | LoginFault> {
  try {
    const tokens = await oidc.authorizationCodeGrant(found, cameBack, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims() ?? {};
    if (!levels.includes(levelIn(claims, mapping) ?? '')) return 'too-weak';
    return readClaims(claims, mapping, name) ?? 'not-believed';
  } catch (error) {
    if (error instanceof oidc.AuthorizationResponseError)
      return error.error === 'access_denied' ? 'cancelled' : 'not-believed';
    return error instanceof TypeError && error.message === 'fetch failed' ? 'unreachable' : 'not-believed';
  }
}

/** Remembers what worked, and tries again what did not. */
function onceItWorks<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return async () => {
    made ??= make();
    try {
      return await made;
    } catch (error) {
      made = undefined;
      throw error;
    }
  };
}
