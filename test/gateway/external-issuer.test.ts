import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import { expectProblem, startWorld, type WireAnswer, type World } from '../world/world.ts';
import { ASKING } from './door.ts';
import { accessClaims, signedByUs } from './forged.ts';

const ISSUER = 'https://uitgever.example.nl';
const AUDIENCE = 'wijkpoort';

interface Key {
  readonly alg: string;
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
}

async function newKey(alg: string): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair(alg);
  return { alg, privateKey, jwk: { ...(await exportJWK(publicKey)), alg, kid: alg, use: 'sig' } };
}

let world: World;
let keyServer: Server;
let keys: Readonly<Record<string, Key>>;
let isUp = true;
beforeAll(async () => {
  const made = await Promise.all(['PS256', 'RS256', 'ES256', 'RS512'].map(newKey));
  keys = Object.fromEntries(made.map(key => [key.alg, key]));
  keyServer = createServer((_request, response) => {
    if (!isUp) return void response.destroy();
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ keys: made.map(({ jwk }) => jwk) }));
  }).listen(0, '127.0.0.1');
  await once(keyServer, 'listening');
  world = await startWith();
});
afterAll(async () => {
  keyServer.close();
  keyServer.closeAllConnections();
  await world.close();
});

async function startWith(): Promise<World> {
  const started = await startWorld({
    identity: () => ({
      issuer: {
        issuer: ISSUER,
        keysUrl: `http://127.0.0.1:${(keyServer.address() as AddressInfo).port}/keys`,
        algorithms: ['PS256', 'RS256'],
        audience: AUDIENCE,
        longestSeconds: 3_600,
      },
    }),
  });
  await started.database.query(
    `INSERT INTO partner_client (issuer, client_id, partner) VALUES ($1, 'woonstichting-7', 'zayaz')`,
    [ISSUER],
  );
  return started;
}

const seconds = (): number => Math.floor(Date.now() / 1_000);

async function issued(changed: Readonly<Record<string, unknown>> = {}, alg = 'PS256'): Promise<string> {
  const key = keys[alg];
  if (key === undefined) throw new RangeError('no such key');
  return await new SignJWT({
    iss: ISSUER,
    aud: AUDIENCE,
    azp: 'woonstichting-7',
    scope: 'verstrekken',
    jti: randomUUID(),
    iat: seconds(),
    exp: seconds() + 600,
    ...changed,
  })
    .setProtectedHeader({ alg, kid: alg })
    .sign(key.privateKey);
}

const send = async (token: string, to = world): Promise<WireAnswer> =>
  await to.send('/v1/verstrekkingen', {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ ...ASKING, betrokkene: await to.koppelsleutel('zayaz', 'anja') }),
  });

describe('another issuer than our own', () => {
  it.each(['PS256', 'RS256'])(
    '%s: its token counts, under the name that it knows the partner by',
    async alg => {
      expect((await send(await issued({}, alg))).status).toBe(200);
    },
  );

  it.each(['ES256', 'RS512'])('%s: was not agreed, so it does not count', async alg => {
    expectProblem(await send(await issued({}, alg)), 'niet-aangemeld');
  });

  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['of a client that we do not know', { azp: 'woonstichting-8' }, 'niet-aangemeld'],
    ['of a client by our own name for it', { azp: 'zayaz' }, 'niet-aangemeld'],
    ['of two clients', { azp: 'woonstichting-7', client_id: 'woonstichting-8' }, 'niet-aangemeld'],
    ['for another', { aud: 'elders' }, 'niet-aangemeld'],
    ['for nobody', { aud: undefined }, 'niet-aangemeld'],
    ['of yet another issuer', { iss: 'https://elders.example.nl' }, 'niet-aangemeld'],
    ['for something else', { scope: 'beheren' }, 'niet-aangemeld'],
    ['without a number', { jti: undefined }, 'niet-aangemeld'],
    ['expired', { exp: 1 }, 'token-verlopen'],
  ])('%s: does not count', async (_what, changed, code) => {
    expectProblem(await send(await issued(changed)), code);
  });

  it('cannot make a token live longer than was agreed', async () => {
    const old = { iat: seconds() - 4_000, exp: seconds() + 100_000 };
    expectProblem(await send(await issued(old)), 'token-verlopen');
  });

  it('stands in our place: our own tokens count no more', async () => {
    expectProblem(await send(await signedByUs(world, accessClaims(world))), 'niet-aangemeld');
  });

  it('out of reach: is said as it is, and nothing is let in', async () => {
    isUp = false;
    const other = await startWith();
    try {
      expectProblem(await send(await issued(), other), 'uitgever-niet-bereikbaar');
    } finally {
      isUp = true;
      await other.close();
    }
  });
});
