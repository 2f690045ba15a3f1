import { calculateJwkThumbprint, type JWK } from 'jose';
import type { Adapter, AdapterPayload, ClientMetadata } from 'oidc-provider';
import type { Database, Sql } from '../database.ts';
import { readCertificate } from './certificates.ts';
import { errors, Provider } from './oidc-provider.ts';
import { findPartner, type Partner } from './partner-registry.ts';

/** The audience of every access token: this gateway's API. */
export const AUDIENCE = 'urn:wijkpoort:poort';
export const SCOPE = 'verstrekken';
export const TOKEN_LIFETIME_SECONDS = 300;

export interface AuthorizationServerOptions {
  readonly issuer: string;
  readonly database: Database;
  /** The private key that signs access tokens, with its `kid`. */
  readonly signingKey: JWK;
  readonly cookieKey: string;
  /** The authority whose certificates partners are known by. */
  readonly authorityPem: string;
  readonly clock: () => Date;
}

/**
 * NL GOV OAuth, client credentials only: a partner proves itself with an assertion signed by the key in its certificate
 * (`private_key_jwt`), once per assertion, and gets a token that lives five minutes.
 */
export function createAuthorizationServer(
  options: AuthorizationServerOptions,
): InstanceType<typeof Provider> {
  const provider = new Provider(options.issuer, {
    adapter: kind => (kind === 'Client' ? clients(options) : records(options, kind)),
    jwks: { keys: [{ ...options.signingKey, use: 'sig', alg: 'PS256' }] },
    cookies: { keys: [options.cookieKey] },
    clientAuthMethods: ['private_key_jwt'],
    enabledJWA: { clientAuthSigningAlgValues: ['PS256', 'RS256'] },
    clientDefaults: { id_token_signed_response_alg: 'PS256' },
    scopes: [SCOPE],
    claims: {},
    responseTypes: [],
    routes: { token: '/token', jwks: '/jwks' },
    ttl: { ClientCredentials: TOKEN_LIFETIME_SECONDS },
    assertJwtClientAuthClaimsAndHeader: (_context, claims) => requireFreshForUs(claims, options),
    extraTokenClaims: (_context, token) => ({ azp: 'clientId' in token ? token.clientId : undefined }),
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => AUDIENCE,
        useGrantedResource: () => true,
        getResourceServerInfo: (_context, resource) => {
          if (resource !== AUDIENCE) throw new errors.InvalidTarget();
          return {
            scope: SCOPE,
            audience: AUDIENCE,
            accessTokenFormat: 'jwt',
            jwt: { sign: { alg: 'PS256' } },
          };
        },
      },
    },
  });
  // Our address is what we say it is, not what a caller puts in Host.
  provider.use(async (context, next) => {
    Object.defineProperty(context.request, 'href', { value: options.issuer });
    await next();
  });
  return provider;
}

const OLDEST_ASSERTION_SECONDS = 300;
const CLOCK_TOLERANCE_SECONDS = 15;

/**
 * Beside what the library checks: the assertion is for this gateway by its own name (the library takes any name that the
 * request was addressed to, so that another gateway could use it here), and it lives no longer than a token.
 */
async function requireFreshForUs(
  { aud, iat, exp }: Readonly<Record<string, unknown>>,
  { issuer, clock }: AuthorizationServerOptions,
): Promise<void> {
  const audiences = Array.isArray(aud) ? (aud as readonly unknown[]) : [aud];
  if (!audiences.some(each => each === issuer || each === `${issuer}/token`))
    throw new errors.InvalidClientAuth('assertion is for somebody else');
  const now = clock().getTime() / 1_000;
  const isFresh = Number(exp) <= now + OLDEST_ASSERTION_SECONDS + CLOCK_TOLERANCE_SECONDS;
  if (!isFresh || (iat !== undefined && Number(iat) > now + CLOCK_TOLERANCE_SECONDS))
    throw new errors.InvalidClientAuth('assertion lives too long, or is from the future');
  return await Promise.resolve();
}

/** Clients are the partners of the registry; nothing else may become one. */
function clients({ database, authorityPem, clock }: AuthorizationServerOptions): Adapter {
  return readOnly(async id => {
    const partner = await findPartner(database, id);
    return partner === undefined ? undefined : await metadataOf(partner, authorityPem, clock());
  });
}

async function metadataOf(
  partner: Partner,
  authorityPem: string,
  now: Date,
): Promise<ClientMetadata | undefined> {
  const certificate = readCertificate(partner.certificate, authorityPem, now);
  if (typeof certificate === 'string' || certificate.oin !== partner.oin) return undefined;
  const key = certificate.publicKey.export({ format: 'jwk' }) as JWK;
  const kid = await calculateJwkThumbprint(key);
  return {
    client_id: partner.id,
    client_name: partner.name,
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
    token_endpoint_auth_method: 'private_key_jwt',
    jwks: { keys: [{ ...key, kid, use: 'sig', x5c: [certificate.der] }] },
    scope: SCOPE,
  };
}

const refuse = async (): Promise<never> =>
  await Promise.reject(new Error('this authorization server does not do that'));

const readOnly = (find: (id: string) => Promise<AdapterPayload | undefined>): Adapter => ({
  find,
  upsert: refuse,
  consume: refuse,
  destroy: refuse,
  revokeByGrantId: refuse,
  findByUserCode: refuse,
  findByUid: refuse,
});

/** Everything else that must be remembered, such as used assertions: in the database, so that replicas share it. */
function records({ database, clock }: AuthorizationServerOptions, kind: string): Adapter {
  const find = async (id: string): Promise<AdapterPayload | undefined> => {
    const [row] = await database.query<{ payload: AdapterPayload }>(
      'SELECT payload FROM authorization_record WHERE kind = $1 AND id = $2 AND expires_at > $3',
      [kind, id, clock()],
    );
    return row?.payload;
  };
  return {
    ...readOnly(find),
    upsert: async (id, payload, expiresIn) => {
      const expiresAt = new Date(clock().getTime() + (expiresIn ?? TOKEN_LIFETIME_SECONDS) * 1_000);
      const isNew = await insert(database, [kind, id, payload, expiresAt]);
      // Two replicas may look at the same moment; only one of them writes. The other has seen a replay.
      if (!isNew && kind === 'ReplayDetection')
        throw new errors.InvalidClientAuth('assertion was used before');
    },
    destroy: async id => {
      await database.query('DELETE FROM authorization_record WHERE kind = $1 AND id = $2', [kind, id]);
    },
  };
}

async function insert(sql: Sql, values: readonly unknown[]): Promise<boolean> {
  const rows = await sql.query(
    `INSERT INTO authorization_record (kind, id, payload, expires_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT DO NOTHING RETURNING id`,
    values,
  );
  return rows.length === 1;
}
