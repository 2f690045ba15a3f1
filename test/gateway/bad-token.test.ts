import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, type JWTPayload } from 'jose';
import { startWorld, type WireAnswer, type World } from '../world/world.ts';
import { ASKING, SENT, turnedAway } from './door.ts';
import {
  accessClaims,
  accessHeader,
  assertionClaims,
  signedByPartner,
  signedByUs,
  signedWithPublicKey,
  unsigned,
} from './forged.ts';

let world: World;
let foreign: World;
let asked = 0;
beforeAll(async () => {
  world = await startWorld({
    adjust: (_partner, options) => ({ ...options, onRequest: () => (asked += 1) }),
  });
  foreign = await startWorld();
});
afterAll(async () => {
  await world.close();
  await foreign.close();
});

const seconds = (): number => Math.floor(Date.now() / 1_000);

async function send(authorization: string | undefined, asking: object = ASKING): Promise<WireAnswer> {
  return await world.send('/v1/verstrekkingen', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(authorization === undefined ? {} : { authorization }),
    },
    body: JSON.stringify({ ...asking, betrokkene: await world.koppelsleutel('zayaz', 'anja') }),
  });
}

const bearer = async (token: string): Promise<WireAnswer> => await send(`Bearer ${token}`);

/** Nobody is asked, nobody is written down: somebody who is not proven to be anyone cannot fill the ledger. */
async function refusesAs(code: string, sending: () => Promise<WireAnswer>): Promise<void> {
  const before = asked;
  const { answer, lines } = await turnedAway(world, code, sending);
  expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  expect(lines).toEqual([]);
  expect(asked).toBe(before);
}

describe('a token that says what a token of ours says', () => {
  it('is let in, so that all that follows is refused for the reason it names', async () => {
    const answer = await bearer(await signedByUs(world, accessClaims(world)));
    expect(answer.status).toBe(200);
    expect(asked).toBeGreaterThan(0);
  });
});

describe('somebody without a token', () => {
  it.each([
    ['nothing at all', undefined],
    ['nothing but a word', 'Bearer'],
    ['an empty token', 'Bearer '],
    ['a password', `Basic ${Buffer.from(`zayaz:${SENT}`).toString('base64')}`],
    ['a word for a token', `Bearer ${SENT}`],
    ['a word of three parts', `Bearer ${SENT}.${SENT}.${SENT}`],
  ])('%s: is not let in', async (_what, authorization) => {
    await refusesAs('niet-aangemeld', async () => await send(authorization));
  });

  it('in the address, where everybody on the way can read it: is not let in', async () => {
    const token = await world.tokenFor('zayaz');
    const address = `/v1/verstrekkingen?access_token=${token}`;
    await refusesAs('niet-aangemeld', async () => await world.send(address, { method: 'POST' }));
    expect(world.logged.join('')).not.toContain(token);
  });

  it('is told so before its body is read', async () => {
    await refusesAs(
      'niet-aangemeld',
      async () => await world.send('/v1/verstrekkingen', { method: 'POST', body: SENT.repeat(10_000) }),
    );
  });
});

describe('a token of ours that is not good any more, or not for this', () => {
  it.each([
    ['expired', { exp: 0 }, 'token-verlopen'],
    ['older than a token may get, whatever it says', { iat: -600, exp: 3_600 }, 'token-verlopen'],
    ['from the future', { iat: 3_600, exp: 3_900 }, 'niet-aangemeld'],
    ['not valid yet', { nbf: 3_600 }, 'niet-aangemeld'],
  ])('%s: is not let in', async (_what, times, code) => {
    const absolute = Object.fromEntries(
      Object.entries(times).map(([name, offset]) => [name, seconds() + offset]),
    );
    await refusesAs(code, async () => await bearer(await signedByUs(world, accessClaims(world, absolute))));
  });

  it.each([
    ['for another audience', { aud: 'https://elders.example.nl' }],
    ['from another issuer', { iss: 'https://elders.example.nl/oauth' }],
    ['for another scope', { scope: 'openid' }],
    ['for more than our scope', { scope: 'verstrekken beheren' }],
    ['without an end', { exp: undefined }],
    ['without a beginning', { iat: undefined }],
    ['without a number', { jti: undefined }],
    ['of nobody', { client_id: undefined }],
    ['of somebody who is a list', { client_id: ['zayaz'] }],
    ['of a partner that is not registered', { client_id: 'onbekend' }],
    ['of a partner with a strange name', { client_id: "zayaz' OR 1=1 --" }],
  ])('%s: is not let in', async (_what, changed) => {
    const claims = JSON.parse(JSON.stringify({ ...accessClaims(world), ...changed })) as JWTPayload;
    await refusesAs('niet-aangemeld', async () => await bearer(await signedByUs(world, claims)));
  });

  it('of another kind, such as an assertion or an ID token: is not let in', async () => {
    for (const typ of ['JWT', 'client-authentication+jwt', 'logout+jwt']) {
      await refusesAs(
        'niet-aangemeld',
        async () => await bearer(await signedByUs(world, accessClaims(world), { typ })),
      );
    }
  });
});

describe('a token that is not from us', () => {
  it('of another gateway, for the same partner: is not let in', async () => {
    await refusesAs('niet-aangemeld', async () => await bearer(await foreign.tokenFor('zayaz')));
  });

  it('signed by the partner itself: is not let in', async () => {
    const own = await signedByPartner(world, 'zayaz', accessClaims(world), accessHeader(world));
    await refusesAs('niet-aangemeld', async () => await bearer(own));
  });

  it('an assertion used as a token: is not let in', async () => {
    const assertion = await signedByPartner(world, 'zayaz', assertionClaims(world, 'zayaz'));
    await refusesAs('niet-aangemeld', async () => await bearer(assertion));
  });

  it('not signed: is not let in', async () => {
    await refusesAs(
      'niet-aangemeld',
      async () => await bearer(`${unsigned(accessHeader(world), accessClaims(world))}AA`),
    );
    await refusesAs(
      'niet-aangemeld',
      async () => await bearer(unsigned(accessHeader(world), accessClaims(world))),
    );
  });

  it('signed with our public key as if it were a shared secret: is not let in', async () => {
    await refusesAs(
      'niet-aangemeld',
      async () => await bearer(signedWithPublicKey(world, accessClaims(world))),
    );
  });

  it('signed by our key with another algorithm: is not let in', async () => {
    const other = await signedByUs(world, accessClaims(world), { alg: 'RS256' });
    await refusesAs('niet-aangemeld', async () => await bearer(other));
  });

  it('changed on the way: is not let in', async () => {
    const [header = '', , signature = ''] = (await world.tokenFor('zayaz')).split('.');
    const payload = Buffer.from(JSON.stringify(accessClaims(world, { client_id: 'schuldhulp' })));
    const changed = `${header}.${payload.toString('base64url')}.${signature}`;
    await refusesAs('niet-aangemeld', async () => await bearer(changed));
  });

  it('that brings its own key: is not let in', async () => {
    const { publicKey, privateKey } = await generateKeyPair('PS256', { extractable: true });
    const header = { jwk: await exportJWK(publicKey), jku: `${foreign.gateway.issuer}/jwks` };
    const own = await signedByUs(world, accessClaims(world), header, await exportJWK(privateKey));
    await refusesAs('niet-aangemeld', async () => await bearer(own));
  });
});

describe('a partner that was suspended', () => {
  it('is out at the next request, with a token that was good, and is no longer asked or brought anything', async () => {
    const token = await world.tokenFor('brabantwonen');
    // Known and remembered, at the very facts of now.
    await bearer(token);
    await world.database.query(`UPDATE partner SET suspended_at = now() WHERE id = 'brabantwonen'`);
    await refusesAs('niet-aangemeld', async () => await send(`Bearer ${token}`, { ...ASKING, doel: SENT }));
    await refusesAs('niet-aangemeld', async () => await bearer(token));
    await expect(world.tokenFor('brabantwonen')).rejects.toThrow('invalid_client');
    const asking = {
      ...ASKING,
      van: 'brabantwonen',
      betrokkene: await world.koppelsleutel('wijkteam-zuidoost', 'anja'),
    };
    const { problem } = await turnedAway(
      world,
      'ongeldig-verzoek',
      async () => await world.sendAs('wijkteam-zuidoost', '/v1/verstrekkingen', asking),
    );
    expect(problem.fouten).toEqual([{ waar: '/van', wat: 'deze partner kennen wij niet' }]);
  });

  it('is in again once it no longer is', async () => {
    await world.database.query(`UPDATE partner SET suspended_at = NULL WHERE id = 'brabantwonen'`);
    await expect(world.tokenFor('brabantwonen')).resolves.toMatch(/^ey/);
  });
});
