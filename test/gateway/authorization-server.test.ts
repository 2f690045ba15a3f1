import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt, decodeProtectedHeader, type JWTPayload } from 'jose';
import {
  AUDIENCE,
  createAuthorizationServer,
  TOKEN_LIFETIME_SECONDS,
} from '../../gateway/identity/authorization-server.ts';
import { createClientCertificates } from '../../gateway/identity/client-certificate.ts';
import { forgetExpired } from '../../gateway/identity/forget-expired.ts';
import { SCOPE } from '../../gateway/identity/scopes.ts';
import { trustInOwn } from '../../gateway/identity/trust.ts';
import { startWorld, type WireAnswer, type World } from '../world/world.ts';
import { SENT, sendBytes } from './door.ts';
import { assertionClaims, signedByPartner, unsigned } from './forged.ts';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

let world: World;
let replica: Server;
beforeAll(async () => {
  world = await startWorld();
  // A second authorization server under the same name on the same database, as behind a load balancer.
  const { gateway, database, secrets } = world;
  const trust = trustInOwn(secrets.authority.certificatePem);
  const second = createAuthorizationServer({
    issuer: gateway.issuer,
    database,
    signingKeys: [secrets.signingKey],
    cookieKey: secrets.cookieKey,
    trust,
    certificates: createClientCertificates({ trust, proxies: [], isRequired: false }),
    purposes: [],
    onFailure: () => undefined,
    clock: () => new Date(),
  }).callback();
  replica = createServer((incoming, outgoing) => void second(incoming, outgoing)).listen(0, '127.0.0.1');
  await once(replica, 'listening');
});
afterAll(async () => {
  replica.close();
  replica.closeAllConnections();
  await world.close();
});

const atReplica = async (body: URLSearchParams): Promise<Response> =>
  await fetch(`http://127.0.0.1:${(replica.address() as AddressInfo).port}/token`, { method: 'POST', body });

const form = (assertion: string, changed: Readonly<Record<string, string>> = {}): URLSearchParams =>
  new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: ASSERTION_TYPE,
    client_assertion: assertion,
    scope: SCOPE,
    ...changed,
  });

const request = async (body: URLSearchParams): Promise<WireAnswer> =>
  await world.send('/oauth/token', { method: 'POST', body });

const assertionOf = async (changed: JWTPayload = {}, signer = 'zayaz'): Promise<string> =>
  await signedByPartner(world, signer, assertionClaims(world, 'zayaz', changed));

/** No token, and no word of what was sent. */
function expectRefused({ status, text, json }: WireAnswer, error: string, code = 401): void {
  expect({ status, json }).toMatchObject({ status: code, json: { error } });
  expect(text).not.toContain('access_token');
  expect(text).not.toContain(SENT);
}

const seconds = (): number => Math.floor(Date.now() / 1_000);

describe('a partner proves itself with the key of its certificate', () => {
  it('gets a token for this gateway alone, of five minutes, in its own name', async () => {
    const answer = await request(form(await assertionOf()));
    expect(answer.json).toEqual({
      access_token: expect.any(String),
      expires_in: TOKEN_LIFETIME_SECONDS,
      token_type: 'Bearer',
      scope: SCOPE,
    });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const { access_token: token } = answer.json as { access_token: string };
    const claims = decodeJwt(token);
    expect(claims).toMatchObject({
      iss: world.gateway.issuer,
      aud: AUDIENCE,
      client_id: 'zayaz',
      sub: 'zayaz',
      azp: 'zayaz',
      scope: SCOPE,
    });
    expect(Number(claims.exp) - Number(claims.iat)).toBe(TOKEN_LIFETIME_SECONDS);
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'PS256', typ: 'at+jwt' });
  });

  it('may address the assertion to the token endpoint too', async () => {
    const aud = `${world.gateway.issuer}/token`;
    expect((await request(form(await assertionOf({ aud })))).status).toBe(200);
  });

  it('may not use an assertion twice', async () => {
    const assertion = await assertionOf();
    expect((await request(form(assertion))).status).toBe(200);
    expectRefused(await request(form(assertion)), 'invalid_client');
  });

  it('may not use an assertion twice at once', async () => {
    const assertion = await assertionOf();
    const answers = await Promise.all(Array.from({ length: 6 }, async () => await request(form(assertion))));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
  });

  it('may not use an assertion at one replica and again at another', async () => {
    const assertion = await assertionOf();
    expect((await request(form(assertion))).status).toBe(200);
    expect((await atReplica(form(assertion))).status).toBe(401);
    expect((await atReplica(form(await assertionOf()))).status).toBe(200);
  });
});

describe('an assertion that is not right', () => {
  it.each([
    ['for another audience', { aud: 'https://elders.example.nl/oauth' }],
    ['for nobody', { aud: undefined }],
    ['for our API instead of our token endpoint', { aud: AUDIENCE }],
    ['without an end', { exp: undefined }],
    ['without a number', { jti: undefined }],
    ['without somebody who says it', { iss: undefined }],
    ['about somebody else', { sub: 'wijkteam-zuidoost' }],
    ['by somebody else', { iss: 'wijkteam-zuidoost' }],
    ['of somebody nobody knows', { iss: SENT, sub: SENT }],
  ])('%s: gives no token', async (_what, changed) => {
    const claims = JSON.parse(
      JSON.stringify({ ...assertionClaims(world, 'zayaz'), ...changed }),
    ) as JWTPayload;
    const answer = await request(form(await signedByPartner(world, 'zayaz', claims)));
    expect([400, 401]).toContain(answer.status);
    expectRefused(answer, answer.status === 400 ? 'invalid_request' : 'invalid_client', answer.status);
  });

  it.each([
    ['that is over', { iat: -120, exp: -60 }],
    ['that has not begun', { nbf: 120 }],
    ['from the future', { iat: 120, exp: 180 }],
    ['that would be good for a year', { exp: 365 * 86_400 }],
  ])('%s: gives no token', async (_what, times) => {
    const absolute = Object.fromEntries(Object.entries(times).map(([name, at]) => [name, seconds() + at]));
    expectRefused(await request(form(await assertionOf(absolute))), 'invalid_client');
  });

  it('with the key of another partner: gives no token', async () => {
    expectRefused(await request(form(await assertionOf({}, 'wijkteam-zuidoost'))), 'invalid_client');
  });

  it('for one partner, while the form names another: gives no token', async () => {
    const answer = await request(form(await assertionOf(), { client_id: 'wijkteam-zuidoost' }));
    expect([400, 401]).toContain(answer.status);
    expect(answer.text).not.toContain('access_token');
  });

  it('that is not signed, or signed with a shared secret: gives no token', async () => {
    const claims = assertionClaims(world, 'zayaz');
    expectRefused(await request(form(unsigned({}, claims))), 'invalid_client');
    const [, payload = ''] = (await assertionOf()).split('.');
    const header = Buffer.from(JSON.stringify({ alg: 'HS256' })).toString('base64url');
    expectRefused(await request(form(`${header}.${payload}.AAAA`)), 'invalid_client');
  });

  it('addressed to another gateway, shown here under that other name: gives no token', async () => {
    const aud = 'http://poort.elders.example.nl/oauth/token';
    const body = form(await assertionOf({ aud })).toString();
    const answer = await sendBytes(
      world.gateway.url,
      [
        'POST /oauth/token HTTP/1.1',
        'Host: poort.elders.example.nl',
        'Connection: close',
        'Content-Type: application/x-www-form-urlencoded',
        `Content-Length: ${Buffer.byteLength(body)}`,
        '',
        body,
      ].join('\r\n'),
    );
    expectRefused(answer, 'invalid_client');
  });
});

describe('somebody asks for more than there is', () => {
  it.each([
    ['another audience', { resource: 'https://elders.example.nl' }, 'invalid_target'],
    ['another grant', { grant_type: 'authorization_code', code: SENT }, 'unsupported_grant_type'],
    ['another scope', { scope: 'openid' }, 'invalid_scope'],
  ])('%s: gets nothing', async (_what, changed, error) => {
    expectRefused(await request(form(await assertionOf(), changed)), error, 400);
  });

  it('a password in the open: gets nothing', async () => {
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: 'zayaz',
      client_secret: SENT,
    });
    const answer = await request(body);
    expect(answer.status).toBe(401);
    expect(answer.text).not.toContain(SENT);
  });
});

const metadata = async (): Promise<Readonly<Record<string, unknown>>> =>
  (await world.send('/oauth/.well-known/openid-configuration')).json as Readonly<Record<string, unknown>>;

describe('what need not be remembered any more', () => {
  it('is forgotten; what may still come back is not', async () => {
    const put = async (id: string, expiresAt: Date): Promise<unknown> =>
      await world.database.query(
        `INSERT INTO authorization_record (kind, id, payload, expires_at) VALUES ('ReplayDetection', $1, '{}', $2)`,
        [id, expiresAt],
      );
    await put('lang-geleden', new Date(Date.now() - 2 * 3_600_000));
    await put('net-verlopen', new Date(Date.now() - 1_000));
    await forgetExpired(world.database, new Date());
    const kept = await world.database.query<{ id: string }>(
      `SELECT id FROM authorization_record WHERE id IN ('lang-geleden', 'net-verlopen')`,
    );
    expect(kept).toEqual([{ id: 'net-verlopen' }]);
  });
});

describe('a database that fails while a token is asked', () => {
  it('is in the process log by its code, and the caller hears only when to come back', async () => {
    const assertion = await assertionOf();
    await world.database.query('ALTER TABLE authorization_record RENAME TO elsewhere');
    try {
      const answer = await request(form(assertion));
      expectRefused(answer, 'temporarily_unavailable', 503);
      expect(answer.headers.get('retry-after')).toBe('5');
      const [line = ''] = world.logged.filter(each => each.includes('token-request-failed'));
      expect(JSON.parse(line)).toMatchObject({ code: '42P01' });
    } finally {
      await world.database.query('ALTER TABLE elsewhere RENAME TO authorization_record');
    }
  });
});

describe('what the authorization server says about itself', () => {
  it('is what it does: client credentials with private_key_jwt, and nothing else', async () => {
    expect(await metadata()).toMatchObject({
      issuer: world.gateway.issuer,
      token_endpoint: `${world.gateway.issuer}/token`,
      jwks_uri: `${world.gateway.issuer}/jwks`,
      grant_types_supported: ['client_credentials'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: ['PS256', 'RS256', 'ES256'],
    });
  });

  it('names its own address, whatever address it is called by', async () => {
    const answer = await sendBytes(
      world.gateway.url,
      'GET /oauth/.well-known/openid-configuration HTTP/1.1\r\nHost: poort.elders.example.nl\r\nConnection: close\r\n\r\n',
    );
    expect(answer.status).toBe(200);
    expect(answer.text).not.toContain('elders');
  });

  it('shows the public half of its key and never the private half', async () => {
    const { json } = await world.send('/oauth/jwks');
    const { keys } = json as { keys: readonly Readonly<Record<string, unknown>>[] };
    expect(keys.map(key => Object.keys(key).sort())).toEqual([['alg', 'e', 'kid', 'kty', 'n', 'use']]);
  });
});
