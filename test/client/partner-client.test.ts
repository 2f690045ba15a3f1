import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { partnerClient } from 'wijkpoort/client';
import { clientWords } from '../../policies/print/client-words.ts';
import { shipped } from '../policies/handreiking.ts';
import { startWorld, type World } from '../world/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => await world.close());

const asked: string[] = [];
const clientOf = (partner: string, key = partner) =>
  partnerClient({
    poort: world.gateway.url,
    partner,
    sleutel: world.secrets.partners[key]?.privateKeyPem ?? '',
    fetch: async request => {
      asked.push(new URL(request.url).pathname);
      return await fetch(request);
    },
  });

const question = async (betrokkene?: string) =>
  ({
    betrokkene: betrokkene ?? (await world.koppelsleutel('zayaz', 'anja')),
    van: 'wijkteam-zuidoost',
    velden: ['woonprofiel.woonwens'],
    namens: { medewerker: 'mw-417' },
  }) as const;

describe('a developer of a corporation uses the typed client', () => {
  it('asks for a purpose and gets the answer, with one token for two questions', async () => {
    const zayaz = clientOf('zayaz');
    asked.length = 0;
    const first = await zayaz.vraagOp('D01', await question());
    await zayaz.vraagOp('D01', await question());
    expect(first).toMatchObject({
      gelukt: true,
      antwoord: { gegevens: { 'woonprofiel.woonwens': expect.any(String) } },
    });
    expect(asked).toEqual(['/oauth/token', '/v1/verstrekkingen', '/v1/verstrekkingen']);
  });

  it('gets a refusal as a value: the problem, not an exception', async () => {
    const outcome = await clientOf('zayaz').vraagOp('D01', await question('geen-uuid'));
    expect(outcome).toMatchObject({ gelukt: false, probleem: { status: 400 } });
  });

  it('brings what it has to tell', async () => {
    const outcome = await clientOf('zayaz').meld('D05', {
      betrokkene: await world.koppelsleutel('zayaz', 'kees'),
      naar: 'schuldhulp',
      velden: ['wonen.huurachterstand'],
      namens: { medewerker: 'mw-212' },
    });
    expect(outcome).toMatchObject({ gelukt: true, antwoord: { gebracht: ['wonen.huurachterstand'] } });
  });

  it('fetches its messages, and reaches every other call with types', async () => {
    const zayaz = clientOf('zayaz');
    expect(await zayaz.haalBerichtenOp('mw-417')).toMatchObject({
      gelukt: true,
      antwoord: { berichten: [] },
    });
    const { data } = await zayaz.api.GET('/handreiking');
    expect(data?.doelen.length).toBeGreaterThan(10);
  });

  it('is told when its key is not the one of its certificate', async () => {
    await expect(clientOf('zayaz', 'farent').vraagOp('D01', await question())).rejects.toThrow(/geen token/);
  });
});

describe('the words of the client', () => {
  it('are those of the handreiking now (else run: wijkpoort handreiking druk)', () => {
    const words = readFileSync(new URL('../../gateway/handreiking-words.d.ts', import.meta.url), 'utf8');
    expect(words).toBe(clientWords(shipped));
  });
});

describe('the client itself', () => {
  it('fits under a hundred lines', () => {
    const text = readFileSync(new URL('../../gateway/partner-client.ts', import.meta.url), 'utf8');
    expect(text.split('\n').length).toBeLessThan(100);
  });
});
