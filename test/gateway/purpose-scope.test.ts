import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { clientAssertion } from '../../gateway/identity/client-assertion.ts';
import { expectProblem, startWorld, type WireAnswer, type World } from '../world/world.ts';
import { ASKING } from './door.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => await world.close());

async function askToken(scope: string): Promise<WireAnswer> {
  const { gateway, secrets } = world;
  const key = secrets.partners['zayaz'];
  if (key === undefined) throw new RangeError('no key');
  const assertion = await clientAssertion('zayaz', key, gateway.issuer, randomUUID(), new Date());
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
    scope,
  });
  return await world.send('/oauth/token', { method: 'POST', body });
}

async function post(path: string, scope: string, body: object): Promise<WireAnswer> {
  const { access_token: token } = (await askToken(scope)).json as { readonly access_token: string };
  return await world.send(path, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

const asking = async (doel: string): Promise<object> => ({
  ...ASKING,
  doel,
  betrokkene: await world.koppelsleutel('zayaz', 'anja'),
});

describe('a partner asks for a token for one purpose', () => {
  it('uses it for that purpose, and for no other that it is registered for', async () => {
    expect((await post('/v1/verstrekkingen', 'doel:D01', await asking('D01'))).status).toBe(200);
    expectProblem(await post('/v1/verstrekkingen', 'doel:D01', await asking('D02')), 'doel-niet-van-u');
  });

  it('may ask for a few together', async () => {
    const both = 'doel:D01 doel:D02';
    expect((await post('/v1/verstrekkingen', both, await asking('D01'))).status).toBe(200);
    expect((await post('/v1/verstrekkingen', both, await asking('D02'))).status).toBe(200);
    expectProblem(await post('/v1/verstrekkingen', both, await asking('D03')), 'doel-niet-van-u');
  });

  it('cannot record anything with it: that is not about one purpose', async () => {
    expectProblem(await post('/v1/casussen', 'doel:D01', {}), 'token-niet-hiervoor');
  });

  it.each(['doel:D13', 'doel:D99', 'doel:', 'doel:*', 'openid', 'verstrekken openid'])(
    '%s: gets none, for that is not theirs',
    async scope => {
      const refused = await askToken(scope);
      expect(refused.json).toMatchObject({ error: 'invalid_scope' });
      expect(refused.status).toBe(400);
    },
  );
});

describe('a certificate is retired while a token that was had with it still lives', () => {
  it('takes the token with it, though it was verified before', async () => {
    const body = await asking('D01');
    const token = await world.tokenFor('zayaz');
    const send = async (): Promise<WireAnswer> =>
      await world.send('/v1/verstrekkingen', {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    expect((await send()).status).toBe(200);
    await world.database.query(`UPDATE partner_certificate SET retired_at = now() WHERE partner = 'zayaz'`);
    const refused = await send();
    expect(refused.status).toBe(401);
    expect((await askToken('verstrekken')).json).toMatchObject({ error: 'invalid_client' });
  });
});
