import type { JWK } from 'jose';
import type { Adapter, AdapterPayload, ClientMetadata, Configuration } from 'oidc-provider';
import type { Database } from '../../database.ts';
import { Provider } from '../oidc-provider.ts';
import { LOW_LEVEL, STAND_IN_SUBJECT_TYPE, standInSubject, type StandInAccount } from './stand-in-account.ts';

export interface StandInOptions {
  readonly issuer: string;
  readonly redirectUri: string;
  readonly clientId: string;
  readonly database: Database;
  readonly clock: () => Date;
  /** Signs the ID tokens here, and is the gateway's own key as a client as well: both live in this process. */
  readonly signingKey: JWK;
  readonly cookieKey: string;
  readonly levels: readonly string[];
  readonly accounts: readonly StandInAccount[];
}

/**
 * A real OpenID provider with invented people, so that the demo and the tests log in by the very road that production takes.
 * It proves nothing about anyone, and is only there in a demo.
 */
export function createStandInProvider(options: StandInOptions): InstanceType<typeof Provider> {
  const { issuer, signingKey, cookieKey, levels } = options;
  const provider = new Provider(issuer, {
    adapter: kind => adapterFor(kind, options),
    jwks: { keys: [{ ...signingKey, use: 'sig', alg: 'PS256' }] },
    cookies: { keys: [cookieKey], names: cookieNames(issuer) },
    clientAuthMethods: ['private_key_jwt'],
    enabledJWA: { clientAuthSigningAlgValues: ['PS256'], idTokenSigningAlgValues: ['PS256'] },
    subjectTypes: ['pairwise'],
    pairwiseIdentifier: (_context, account) => standInSubject(cookieKey, account),
    responseTypes: ['code'],
    scopes: ['openid'],
    claims: { openid: ['sub', 'sub_id_type', 'represents'] },
    conformIdTokenClaims: false,
    acrValues: [...levels, LOW_LEVEL],
    pkce: { required: () => true },
    expiresWithSession: () => false,
    findAccount: (_context, id) => accountOf(id, options),
    loadExistingGrant: grantAtOnce,
    interactions: { url: (_context, { uid }) => `${new URL(issuer).pathname}/kies/${uid}` },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
    },
    ttl: { Interaction: 600, Session: 60, Grant: 60, AuthorizationCode: 60, IdToken: 300, AccessToken: 60 },
    renderError: (context, out) => {
      context.type = 'text/plain; charset=utf-8';
      context.body = `De nabootsing kon u niet inloggen (${out.error}). Ga terug en probeer het opnieuw.\n`;
    },
  });
  // Our address is what we say it is, not what a caller puts in Host.
  provider.use(async (context, next) => {
    Object.defineProperty(context.request, 'href', { value: issuer });
    await next();
  });
  return provider;
}

function accountOf(id: string, { accounts, cookieKey }: StandInOptions) {
  const account = accounts.find(each => each.id === id);
  if (account === undefined) return undefined;
  const named = (each: string) => ({
    sub: standInSubject(cookieKey, each),
    sub_id_type: STAND_IN_SUBJECT_TYPE,
  });
  const { represents } = account;
  return {
    accountId: id,
    claims: () => ({ ...named(id), ...(represents === undefined ? {} : { represents: named(represents) }) }),
  };
}

/** Nobody is asked whether the gateway may know who they are: that is what they came for. */
const grantAtOnce: NonNullable<Configuration['loadExistingGrant']> = async context => {
  const { client, session, provider } = context.oidc;
  if (client === undefined || session?.accountId === undefined) return undefined;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope('openid');
  await grant.save();
  return grant;
};

/** There is one client: this gateway. */
async function onlyClient(
  id: string,
  { clientId, redirectUri, signingKey: { kty, n, e, kid } }: StandInOptions,
): Promise<ClientMetadata | undefined> {
  if (id !== clientId) return await nothing();
  return {
    client_id: clientId,
    redirect_uris: [redirectUri],
    response_types: ['code'],
    grant_types: ['authorization_code'],
    token_endpoint_auth_method: 'private_key_jwt',
    id_token_signed_response_alg: 'PS256',
    subject_type: 'pairwise',
    jwks: { keys: [{ kty, n, e, kid, use: 'sig', alg: 'PS256' }] },
  };
}

/** Two stand-ins on one address must not read each other's cookies. */
const cookieNames = (issuer: string) => {
  const name = new URL(issuer).pathname.replaceAll('/', '_');
  return {
    session: `sessie${name}`,
    interaction: `keuze${name}`,
    resume: `verder${name}`,
    state: `staat${name}`,
  };
};

const nothing = async (): Promise<undefined> => await Promise.resolve(undefined);

function adapterFor(kind: string, options: StandInOptions): Adapter {
  const stored = records(options, kind);
  switch (kind) {
    case 'Client':
      return { ...stored, find: async id => await onlyClient(id, options) };
    // Nobody stays logged in here: the next one on this screen chooses anew.
    case 'Session':
      return { ...stored, find: nothing, findByUid: nothing, upsert: nothing };
    default:
      return stored;
  }
}

/** What it must remember goes into the database: a demo with two gateways works too. */
function records({ database, clock, issuer }: StandInOptions, name: string): Adapter {
  const kind = `${new URL(issuer).pathname} ${name}`;
  const find = async (column: string, value: string): Promise<AdapterPayload | undefined> => {
    const [row] = await database.query<{ payload: AdapterPayload }>(
      `SELECT payload FROM authorization_record WHERE kind = $1 AND expires_at > $2
          AND CASE $3 WHEN 'uid' THEN payload->>'uid' ELSE id END = $4`,
      [kind, clock(), column, value],
    );
    return row?.payload;
  };
  return {
    find: async id => await find('id', id),
    findByUid: async uid => await find('uid', uid),
    findByUserCode: nothing,
    upsert: async (id, payload, expiresIn) => {
      await database.query(
        `INSERT INTO authorization_record (kind, id, payload, expires_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (kind, id) DO UPDATE SET payload = $3, expires_at = $4`,
        [kind, id, payload, new Date(clock().getTime() + (expiresIn ?? 60) * 1_000)],
      );
    },
    consume: async id => {
      await database.query(
        `UPDATE authorization_record SET payload = payload || jsonb_build_object('consumed', $3::bigint) WHERE kind = $1 AND id = $2`,
        [kind, id, Math.floor(clock().getTime() / 1_000)],
      );
    },
    destroy: async id => {
      await database.query('DELETE FROM authorization_record WHERE kind = $1 AND id = $2', [kind, id]);
    },
    revokeByGrantId: async grant => {
      await database.query(`DELETE FROM authorization_record WHERE kind = $1 AND payload->>'grantId' = $2`, [
        kind,
        grant,
      ]);
    },
  };
}
