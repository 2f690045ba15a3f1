import type { IncomingMessage } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { calculateJwkThumbprint, type JWK } from 'jose';
import type { Adapter, AdapterPayload, ClientMetadata, ResourceServer } from 'oidc-provider';
import { DatabaseFailure, type Database, type Sql } from '../database.ts';
import { readCertificate, type OrganisationCertificate } from './certificates.ts';
import type { ClientCertificates } from './client-certificate.ts';
import { errors, Provider } from './oidc-provider.ts';
import { findPartner, type Partner } from './partner-registry.ts';
import { purposeScope, SCOPE } from './scopes.ts';
import type { Trust } from './trust.ts';

/** The audience of every access token: this gateway's API. */
export const AUDIENCE = 'urn:wijkpoort:poort';
export const TOKEN_LIFETIME_SECONDS = 300;

export interface AuthorizationServerOptions {
  readonly issuer: string;
  readonly database: Database;
  /** The private keys of which access tokens count, each with its `kid`; the first signs. */
  readonly signingKeys: readonly JWK[];
  readonly cookieKey: string;
  /** Whose certificates partners are known by. */
  readonly trust: Trust;
  readonly certificates: ClientCertificates;
  /** Every purpose that a token may be narrowed to. */
  readonly purposes: readonly string[];
  readonly clock: () => Date;
  /** Told of what went wrong on our side; the caller hears only that something did. */
  readonly onFailure: (error: unknown) => void;
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
    jwks: { keys: options.signingKeys.map(key => ({ ...key, use: 'sig', alg: 'PS256' })) },
    cookies: { keys: [options.cookieKey] },
    clientAuthMethods: ['private_key_jwt'],
    enabledJWA: { clientAuthSigningAlgValues: ['PS256', 'RS256', 'ES256'] },
    clientDefaults: { id_token_signed_response_alg: 'PS256' },
    scopes: [SCOPE, ...options.purposes.map(purposeScope)],
    claims: {},
    responseTypes: [],
    routes: { token: '/token', jwks: '/jwks' },
    ttl: { ClientCredentials: TOKEN_LIFETIME_SECONDS },
    assertJwtClientAuthClaimsAndHeader: async ({ req, oidc }, claims) => {
      requireFreshForUs(claims, options);
      requireKnownScopes(oidc.params?.['scope'], options);
      await requireOwnCertificate(req, claims, options);
    },
    extraTokenClaims: (_context, token) => ({ azp: 'clientId' in token ? token.clientId : undefined }),
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
      mTLS: {
        enabled: true,
        certificateBoundAccessTokens: true,
        getCertificate: ({ req }) => certificateOf(req, options)?.certificate,
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => AUDIENCE,
        useGrantedResource: () => true,
        getResourceServerInfo: ourApi,
      },
    },
  });
  answerWithin(provider, options);
  return provider;
}

/** What stands around every answer of the library: our own address, and what a caller hears of a database that is away. */
function answerWithin(
  provider: InstanceType<typeof Provider>,
  { issuer, onFailure }: AuthorizationServerOptions,
): void {
  const failed = new WeakSet<object>();
  provider.on('server_error', (context, error) => {
    onFailure(error);
    if (error instanceof DatabaseFailure) failed.add(context.res);
  });
  provider.use(async (context, next) => {
    // Our address is what we say it is, not what a caller puts in Host.
    Object.defineProperty(context.request, 'href', { value: issuer });
    await next();
    if (!failed.has(context.res)) return;
    context.status = 503;
    context.set('Retry-After', RETRY_AFTER_SECONDS);
    context.body = COME_BACK;
  });
}

/** A database that is away comes back: whoever keeps asking needs no one's help. */
const COME_BACK = {
  error: 'temporarily_unavailable',
  error_description:
    'De poort kan even niet nakijken wie u bent. Er is geen token gegeven; vraag het straks opnieuw.',
};
const RETRY_AFTER_SECONDS = '5';

/** The one API that tokens are for, and what this client may do there. */
function ourApi(
  _context: unknown,
  resource: string,
  { scope = SCOPE }: { readonly scope?: string | undefined },
): ResourceServer {
  if (resource !== AUDIENCE) throw new errors.InvalidTarget();
  return { scope, audience: AUDIENCE, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'PS256' } } };
}

const OLDEST_ASSERTION_SECONDS = 300;
const CLOCK_TOLERANCE_SECONDS = 15;

/** A hundred and twenty-eight bits take twenty-two characters. */
const SHORTEST_ID = 22;

/**
 * Beside what the library checks: the assertion is for this gateway by its own name (the library takes any name that the
 * request was addressed to, so that another gateway could use it here), it lives no longer than a token, and its number cannot
 * be guessed.
 */
function requireFreshForUs(
  { aud, iat, exp, jti }: Readonly<Record<string, unknown>>,
  { issuer, clock }: AuthorizationServerOptions,
): void {
  const audiences = Array.isArray(aud) ? (aud as readonly unknown[]) : [aud];
  if (!audiences.some(each => each === issuer || each === `${issuer}/token`))
    throw new errors.InvalidClientAuth('assertion is for somebody else');
  const now = clock().getTime() / 1_000;
  const isFresh = Number(exp) <= now + OLDEST_ASSERTION_SECONDS + CLOCK_TOLERANCE_SECONDS;
  if (!isFresh || (iat !== undefined && Number(iat) > now + CLOCK_TOLERANCE_SECONDS))
    throw new errors.InvalidClientAuth('assertion lives too long, or is from the future');
  if (typeof jti !== 'string' || jti.length < SHORTEST_ID)
    throw new errors.InvalidClientAuth('assertion has a number that can be guessed');
}

/** The library passes over a scope that it does not know; somebody who asks for something must hear that it is not there. */
function requireKnownScopes(scope: unknown, { purposes }: AuthorizationServerOptions): void {
  const words = typeof scope === 'string' ? scope.split(' ') : [];
  if (!words.every(word => word === SCOPE || purposes.some(each => purposeScope(each) === word)))
    throw new errors.InvalidScope('a scope that does not exist', '');
}

/** Where certificates are asked for, the connection must be of the organisation that the assertion is of. */
async function requireOwnCertificate(
  request: IncomingMessage,
  { sub }: Readonly<Record<string, unknown>>,
  options: AuthorizationServerOptions,
): Promise<void> {
  const certificate = certificateOf(request, options);
  const partner = await findPartner(options.database, String(sub));
  const isOwn = certificate !== undefined && partner?.oins.has(certificate.oin) === true;
  if (!isOwn && (certificate !== undefined || options.certificates.isRequired))
    throw new errors.InvalidClientAuth('the certificate of the connection is not of this partner');
  // Tokens know seconds: one of this second could not be told from one that was taken back in it.
  const early = (partner?.tokensFrom ?? 0) * 1_000 - options.clock().getTime();
  if (early > 0) await setTimeout(Math.min(early, 1_000));
}

function certificateOf(
  request: IncomingMessage,
  { certificates, clock }: AuthorizationServerOptions,
): OrganisationCertificate | undefined {
  const shown = certificates.of(request, clock());
  return typeof shown === 'string' ? undefined : shown;
}

/** Clients are the partners of the registry; nothing else may become one. */
function clients(options: AuthorizationServerOptions): Adapter {
  return readOnly(async id => {
    const partner = await findPartner(options.database, id);
    return partner === undefined ? undefined : await metadataOf(partner, options);
  });
}

async function metadataOf(
  partner: Partner,
  { trust, clock, certificates, purposes }: AuthorizationServerOptions,
): Promise<ClientMetadata | undefined> {
  const now = clock();
  const usable = partner.certificates
    .map(pem => readCertificate(pem, trust, now))
    .filter(isUsableBy(partner));
  if (usable.length === 0) return undefined;
  return {
    client_id: partner.id,
    client_name: partner.name,
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
    token_endpoint_auth_method: 'private_key_jwt',
    tls_client_certificate_bound_access_tokens: certificates.isRequired,
    jwks: { keys: await Promise.all(usable.map(asKey)) },
    scope: [SCOPE, ...purposes.filter(each => partner.purposes.has(each)).map(purposeScope)].join(' '),
  };
}

/** A key counts by the certificate around it: of this partner, and of the usual kind unless otherwise agreed. */
const isUsableBy =
  ({ oins, agreedEs256 }: Partner) =>
  (certificate: ReturnType<typeof readCertificate>): certificate is OrganisationCertificate =>
    typeof certificate !== 'string' &&
    oins.has(certificate.oin) &&
    (agreedEs256 || certificate.publicKey.asymmetricKeyType === 'rsa');

async function asKey({ publicKey, der }: OrganisationCertificate): Promise<JWK> {
  const key = publicKey.export({ format: 'jwk' }) as JWK;
  return { ...key, kid: await calculateJwkThumbprint(key), use: 'sig', x5c: [der] };
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
