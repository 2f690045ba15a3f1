import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { askToken, keyIn, written } from '../world/through-proxy.ts';
import { expectProblem, startWorld, type WireAnswer, type World } from '../world/world.ts';
import { ASKING } from './door.ts';

let behind: World;
let elsewhere: World;
beforeAll(async () => {
  behind = await startWorld({
    identity: () => ({ proxies: ['127.0.0.0/8'], publicUrl: 'https://poort.example.nl' }),
  });
  elsewhere = await startWorld({
    identity: () => ({ proxies: ['10.0.0.1', 'fd00::/8'], publicUrl: 'https://poort.example.nl' }),
  });
});
afterAll(async () => {
  await behind.close();
  await elsewhere.close();
});

async function tokenFor(certificate: string): Promise<string> {
  const { json } = await askToken(behind, 'zayaz', { 'client-cert': certificate });
  return (json as { readonly access_token: string }).access_token;
}

const ask = async (token: string, headers: Readonly<Record<string, string>>): Promise<WireAnswer> =>
  await behind.send('/v1/verstrekkingen', {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ ...ASKING, betrokkene: await behind.koppelsleutel('zayaz', 'anja') }),
  });

describe('a proxy of ours', () => {
  it('says whose certificate it saw, and is believed', async () => {
    const certificate = written(keyIn(behind, 'zayaz'));
    expect((await ask(await tokenFor(certificate), { 'client-cert': certificate })).status).toBe(200);
  });

  it('is the door under its own name: tokens are for the address that the world knows', () => {
    expect(behind.gateway.issuer).toBe('https://poort.example.nl/oauth');
  });

  it.each<[string, (good: string, other: string) => Readonly<Record<string, string>>]>([
    ['no certificate', () => ({})],
    ['that of another partner', (_good, other) => ({ 'client-cert': other })],
    ['two certificates', (good, other) => ({ 'client-cert': `${good}, ${other}` })],
    ['the same one twice', good => ({ 'client-cert': `${good}, ${good}` })],
    ['a certificate without its marks', good => ({ 'client-cert': good.slice(1, -1) })],
    ['a certificate with something after it', good => ({ 'client-cert': `${good};a=1` })],
    ['half a certificate', good => ({ 'client-cert': `${good.slice(0, 401)}:` })],
    ['a word', () => ({ 'client-cert': 'zayaz' })],
    ['nothing', () => ({ 'client-cert': '' })],
    ['another header of the kind', good => ({ 'x-forwarded-client-cert': good })],
  ])('%s: opens nothing', async (_what, headers) => {
    const good = written(keyIn(behind, 'zayaz'));
    const token = await tokenFor(good);
    const refused = await ask(token, headers(good, written(keyIn(behind, 'brabantwonen'))));
    expectProblem(refused, 'certificaat-past-niet');
  });
});

describe('somebody who is not a proxy of ours', () => {
  it('is not believed, and gets no token', async () => {
    const headers = { 'client-cert': written(keyIn(elsewhere, 'zayaz')) };
    const refused = await askToken(elsewhere, 'zayaz', headers);
    expect({ status: refused.status, json: refused.json }).toMatchObject({
      status: 401,
      json: { error: 'invalid_client' },
    });
  });
});
