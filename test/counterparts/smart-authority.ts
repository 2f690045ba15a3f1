import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import type { Adapter, AdapterPayload, ClientMetadata } from 'oidc-provider';
import { errors, Provider } from '../../gateway/identity/oidc-provider.ts';

/** An authorization server that others wrote, as a care provider has it: SMART Backend Services. */
export interface SmartAuthority {
  readonly issuer: string;
  readonly tokenUrl: string;
  readonly stop: () => Promise<void>;
}

export interface SmartClientMetadata {
  readonly clientId: string;
  readonly algorithm: 'RS384' | 'ES384';
  readonly publicKey: JWK;
  readonly scopes: readonly string[];
}

export const FHIR_AUDIENCE = 'urn:epd:fhir';

export async function startSmartAuthority(client: SmartClientMetadata): Promise<SmartAuthority> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const own = await exportJWK((await generateKeyPair('ES256', { extractable: true })).privateKey);
  const scope = client.scopes.join(' ');
  const metadata: ClientMetadata = {
    client_id: client.clientId,
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: client.algorithm,
    jwks: { keys: [client.publicKey] },
    scope,
  };
  const registered: Adapter = {
    ...remembered(),
    find: async id => await Promise.resolve(id === client.clientId ? metadata : undefined),
  };
  const provider = new Provider(issuer, {
    adapter: kind => (kind === 'Client' ? registered : remembered()),
    jwks: { keys: [{ ...own, kid: 'epd', alg: 'ES256', use: 'sig' }] },
    cookies: { keys: ['only-for-this-test'] },
    clientAuthMethods: ['private_key_jwt'],
    enabledJWA: { clientAuthSigningAlgValues: ['RS384', 'ES384'] },
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    scopes: [...client.scopes],
    claims: {},
    responseTypes: [],
    ttl: { ClientCredentials: 300 },
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => FHIR_AUDIENCE,
        useGrantedResource: () => true,
        getResourceServerInfo: (_context, resource) => {
          if (resource !== FHIR_AUDIENCE) throw new errors.InvalidTarget();
          return {
            scope,
            audience: FHIR_AUDIENCE,
            accessTokenFormat: 'jwt',
            jwt: { sign: { alg: 'ES256' } },
          };
        },
      },
    },
  });
  const answer = provider.callback();
  server.on('request', (request, response) => void answer(request, response));
  return {
    issuer,
    tokenUrl: `${issuer}/token`,
    stop: async () =>
      await new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const nothing = async (): Promise<undefined> => await Promise.resolve(undefined);

/** Keeps what it is given as long as it runs. */
function remembered(): Adapter {
  const kept = new Map<string, AdapterPayload>();
  return {
    find: async id => await Promise.resolve(kept.get(id)),
    upsert: async (id, payload) => await Promise.resolve(void kept.set(id, payload)),
    destroy: async id => await Promise.resolve(void kept.delete(id)),
    consume: nothing,
    revokeByGrantId: nothing,
    findByUserCode: nothing,
    findByUid: nothing,
  };
}
