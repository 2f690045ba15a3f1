import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID, X509Certificate, createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { clientAssertion } from '../../gateway/identity/client-assertion.ts';
import type { KeyWithCertificate } from '../../gateway/secrets.ts';
import { expectProblem, startWorld, type WireAnswer, type World } from '../world/world.ts';
import { ASKING } from './door.ts';

const GROUP = 'fsc.groep.example';
const OURS = '00000004001094920000';
const GRANT = '$1$3$+PQI7we01qIfEwq4O5UioLKzjGBgRva6F5+bUfDlKxUjcY5yX1MRsn6NKquDbL8VcklhYO9sk18rHD6La3w/mg';

let world: World;
let manager: Server;
let managerKey: CryptoKey;
let otherKey: CryptoKey;
let zayaz: KeyWithCertificate;
let ownToken: string;
let body: string;
beforeAll(async () => {
  const made = await generateKeyPair('RS256');
  [managerKey, otherKey] = [made.privateKey, (await generateKeyPair('RS256')).privateKey];
  const jwk = { ...(await exportJWK(made.publicKey)), alg: 'RS256', kid: 'manager', use: 'sig' };
  manager = createServer((_request, response) => void response.end(JSON.stringify({ keys: [jwk] })));
  manager.listen(0, '127.0.0.1');
  await once(manager, 'listening');
  world = await startWorld({
    identity: () => ({
      proxies: ['127.0.0.0/8'],
      publicUrl: 'https://poort.example.nl',
      fsc: {
        groupId: GROUP,
        peerId: OURS,
        services: ['wijkpoort'],
        keysUrl: `http://127.0.0.1:${(manager.address() as AddressInfo).port}/jwks`,
      },
    }),
  });
  const key = world.secrets.partners['zayaz'];
  if (key === undefined) throw new RangeError('no key');
  zayaz = key;
  ownToken = await tokenOf();
  body = JSON.stringify({ ...ASKING, betrokkene: await world.koppelsleutel('zayaz', 'anja') });
});
afterAll(async () => {
  manager.close();
  manager.closeAllConnections();
  await world.close();
});

const der = ({ certificatePem }: KeyWithCertificate): Buffer => new X509Certificate(certificatePem).raw;
const shown = (): string => `:${der(zayaz).toString('base64')}:`;
const thumbprint = (): string => createHash('sha256').update(der(zayaz)).digest('base64url');

async function tokenOf(): Promise<string> {
  const assertion = await clientAssertion('zayaz', zayaz, world.gateway.issuer, randomUUID(), new Date());
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
    scope: 'verstrekken',
  });
  const { json } = await world.send('/oauth/token', {
    method: 'POST',
    headers: { 'client-cert': shown() },
    body: form,
  });
  return (json as { readonly access_token: string }).access_token;
}

/** A new number of version 7. */
const newId = (): string => randomUUID().replace(/^(.{14})4/, '$17');
const seconds = (): number => Math.floor(Date.now() / 1_000);

async function fscToken(
  changed: Readonly<Record<string, unknown>> = {},
  key: CryptoKey = managerKey,
): Promise<string> {
  return await new SignJWT({
    gth: GRANT,
    gid: GROUP,
    sub: '00000099000000004000',
    iss: OURS,
    svc: 'wijkpoort',
    aud: 'https://inway.example.nl:443',
    nbf: seconds() - 10,
    exp: seconds() + 300,
    cnf: { 'x5t#S256': thumbprint() },
    add: {},
    ...changed,
  })
    .setProtectedHeader({ alg: 'RS256', kid: 'manager' })
    .sign(key);
}

const through = async (headers: Readonly<Record<string, string>>): Promise<WireAnswer> =>
  await world.send('/v1/verstrekkingen', {
    method: 'POST',
    headers: {
      authorization: `Bearer ${ownToken}`,
      'content-type': 'application/json',
      'client-cert': shown(),
      ...headers,
    },
    body,
  });

const records = async (id: string): Promise<readonly unknown[]> =>
  await world.database.query('SELECT * FROM fsc_transaction WHERE transaction_id = $1', [id]);

describe('a request that comes through an Inway', () => {
  it('is answered once its transaction is on record, under the number it came with', async () => {
    const id = newId();
    const answer = await through({ 'fsc-authorization': await fscToken(), 'fsc-transaction-id': id });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('fsc-transaction-id')).toBe(id);
    expect(await records(id)).toEqual([
      expect.objectContaining({
        direction: 'DIRECTION_INCOMING',
        grant_hash: GRANT,
        service_name: 'wijkpoort',
        source: { type: 'SOURCE_TYPE_SOURCE', outway_peer_id: '00000099000000004000' },
        destination: { type: 'DESTINATION_TYPE_DESTINATION', service_peer_id: OURS },
      }),
    ]);
  });

  it('on behalf of another peer: both are on record', async () => {
    const id = newId();
    const token = await fscToken({ sub: '00000099000000009000', act: { sub: '00000099000000004000' } });
    expect((await through({ 'fsc-authorization': `Bearer ${token}`, 'fsc-transaction-id': id })).status).toBe(
      200,
    );
    expect(await records(id)).toMatchObject([
      {
        source: {
          type: 'SOURCE_TYPE_DELEGATED_SOURCE',
          outway_peer_id: '00000099000000004000',
          delegator_peer_id: '00000099000000009000',
        },
      },
    ]);
  });

  it('bound with the other alphabet of base64, as published examples are: counts', async () => {
    const standard = createHash('sha256').update(der(zayaz)).digest('base64');
    const token = await fscToken({ cnf: { 'x5t#S256': standard } });
    const answer = await through({ 'fsc-authorization': token, 'fsc-transaction-id': newId() });
    expect(answer.status).toBe(200);
  });

  it('still proves to us who asks', async () => {
    const refused = await through({
      'fsc-authorization': await fscToken(),
      'fsc-transaction-id': newId(),
      authorization: '',
    });
    expect(refused.status).toBe(401);
  });
});

describe('a request that only says so', () => {
  it.each<[string, Readonly<Record<string, unknown>>, string, string]>([
    [
      'bound to another certificate',
      { cnf: { 'x5t#S256': 'A'.repeat(43) } },
      'ACCESS_TOKEN_INVALID',
      'token-ongeldig',
    ],
    ['bound to nothing', { cnf: undefined }, 'ACCESS_TOKEN_INVALID', 'token-ongeldig'],
    ['of another issuer', { iss: '00000099000000009000' }, 'ACCESS_TOKEN_INVALID', 'token-ongeldig'],
    ['expired', { exp: 1 }, 'ACCESS_TOKEN_EXPIRED', 'token-ongeldig'],
    ['not valid yet', { nbf: 9_999_999_999 }, 'ACCESS_TOKEN_INVALID', 'token-ongeldig'],
    ['without an end', { exp: undefined }, 'ACCESS_TOKEN_INVALID', 'token-ongeldig'],
    ['without a grant', { gth: undefined }, 'ACCESS_TOKEN_INVALID', 'token-ongeldig'],
    ['for a nameless peer', { act: {} }, 'ACCESS_TOKEN_INVALID', 'token-ongeldig'],
    ['of another group', { gid: 'fsc.elders' }, 'WRONG_GROUP_ID_IN_TOKEN', 'andere-groep'],
    ['for another service', { svc: 'elders' }, 'SERVICE_NOT_FOUND', 'dienst-onbekend'],
  ])('%s: is refused with the code for it, and is not on record', async (_what, changed, code, problem) => {
    const id = newId();
    const refused = await through({
      'fsc-authorization': await fscToken(changed),
      'fsc-transaction-id': id,
    });
    expectProblem(refused, `fsc-${problem}`);
    expect(refused.headers.get('fsc-error-code')).toBe(`ERROR_CODE_${code}`);
    if (refused.status === 401) expect(refused.headers.get('www-authenticate')).toBe('Bearer');
    expect(await records(id)).toEqual([]);
  });

  it('signed by another, or by nobody: is refused', async () => {
    const [forged, unsigned] = [await fscToken({}, otherKey), 'eyJhbGciOiJub25lIn0.e30.'];
    for (const token of [forged, unsigned, 'a.b.c', 'x']) {
      const refused = await through({ 'fsc-authorization': token, 'fsc-transaction-id': newId() });
      expect(refused.headers.get('fsc-error-code')).toBe('ERROR_CODE_ACCESS_TOKEN_INVALID');
    }
  });

  it('with a number and no token: is refused', async () => {
    const refused = await through({ 'fsc-transaction-id': newId() });
    expectProblem(refused, 'fsc-token-ongeldig');
    expect(refused.headers.get('fsc-error-code')).toBe('ERROR_CODE_ACCESS_TOKEN_MISSING');
  });

  it.each([
    ['without a number', undefined, 'MISSING_LOG_RECORD_ID'],
    ['with a number of another version', randomUUID(), 'INVALID_LOG_RECORD_ID'],
    ['with a word for a number', 'transactie', 'INVALID_LOG_RECORD_ID'],
  ])('%s: is refused', async (_what, id, code) => {
    const numbered = id === undefined ? {} : { 'fsc-transaction-id': id };
    const refused = await through({ 'fsc-authorization': await fscToken(), ...numbered });
    expectProblem(refused, 'fsc-nummer-ongeldig');
    expect(refused.headers.get('fsc-error-code')).toBe(code);
  });

  it('with a number that was used before: is refused', async () => {
    const headers = { 'fsc-authorization': await fscToken(), 'fsc-transaction-id': newId() };
    expect((await through(headers)).status).toBe(200);
    expect((await through(headers)).headers.get('fsc-error-code')).toBe('INVALID_LOG_RECORD_ID');
  });
});

describe('a transaction that cannot be recorded', () => {
  it('is no transaction: nothing is answered but that', async () => {
    await world.database.query('ALTER TABLE fsc_transaction RENAME TO elsewhere');
    try {
      const refused = await through({ 'fsc-authorization': await fscToken(), 'fsc-transaction-id': newId() });
      expectProblem(refused, 'fsc-logboek-schrijft-niet');
      expect(refused.headers.get('fsc-error-code')).toBe('TRANSACTION_LOG_WRITE_ERROR');
    } finally {
      await world.database.query('ALTER TABLE elsewhere RENAME TO fsc_transaction');
    }
  });
});
