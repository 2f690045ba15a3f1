import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  accessClaims,
  signedByPartner,
  signedByUs,
  signedWithPublicKey,
  unsigned,
} from '../gateway/forged.ts';
import { ask } from '../world/exchange.ts';
import { startWorld, type WireAnswer, type World } from '../world/world.ts';
import { asking, fieldsIn } from './planted-world.ts';

// The trap: whoever asks says himself who he is, what he is, and what it is for; and is believed.

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => await world?.close());

const send = async (
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
  token?: string,
): Promise<WireAnswer> =>
  await world.send('/v1/verstrekkingen', {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token ?? (await world.tokenFor('zayaz'))}`,
      'content-type': 'application/json',
      ...headers,
    },
    body: JSON.stringify(body),
  });

const nothingLeaves = (answer: WireAnswer): void => expect(fieldsIn(answer)).toEqual([]);

describe('a partner says what it is for', () => {
  it.each(['D06', 'D13', 'D14', 'D15', 'D99', 'TREAT', 'HPAYMT', 'ETREAT', '*', ''])(
    '%s: is not believed when it is not registered for that',
    async doel => {
      const answer = await send(
        await asking(world, 'anja', { doel, velden: ['zorg.diagnose', 'identiteit.bsn'] }),
      );
      nothingLeaves(answer);
      expect(answer.status).toBeGreaterThanOrEqual(400);
    },
  );

  it('is told the same, whoever it is about: the answer tells nothing of the resident', async () => {
    const told = [];
    for (const about of ['anja', 'jan', 'piet'] as const) {
      const { status, json } = await send(await asking(world, about, { doel: 'D13' }));
      const { instance: _instance, ...problem } = json as Record<string, unknown>;
      told.push(
        JSON.stringify([status, { ...problem, verzoek: undefined, requestId: undefined }]).replaceAll(
          /[0-9a-f-]{36}/g,
          '',
        ),
      );
    }
    expect(new Set(told).size).toBe(1);
  });
});

describe('a partner says what it is', () => {
  it.each([
    [{ rol: 'gem_wijkteam' }],
    [{ partner: 'wijkteam-zuidoost' }],
    [{ naar: 'wijkteam-zuidoost' }],
    [{ ontvanger: 'sociale-dienst' }],
    [{ oin: '00000001001299757000' }],
    [{ namens: { medewerker: 'mw-417', rol: 'officer' } }],
    [{ namens: { medewerker: 'wt-031', partner: 'wijkteam-zuidoost' } }],
    [{ geverifieerd: true }],
  ])('in its question: %j opens nothing', async said => {
    nothingLeaves(
      await send(
        await asking(world, 'anja', { velden: ['zorg.diagnose', 'woonprofiel.woonafspraken'], ...said }),
      ),
    );
  });

  it.each([
    'x-forwarded-user',
    'x-remote-user',
    'x-user-role',
    'x-oin',
    'x-client-cert',
    'client-cert',
    'x-ssl-client-s-dn',
    'x-forwarded-client-cert',
    'x-partner',
  ])('in the header %s: opens nothing', async header => {
    const body = await asking(world, 'jan', { velden: ['identiteit.naam'] });
    nothingLeaves(await send(body, { [header]: 'wijkteam-zuidoost' }));
    const { leaf } = (await world.ledger()).at(-1) ?? {};
    expect(leaf?.['recipient']).toBe('zayaz');
  });
});

describe('a partner says who it is, in a token it made itself', () => {
  const wijkteam = { client_id: 'wijkteam-zuidoost', sub: 'wijkteam-zuidoost' };

  it('signed with its own key: is not let in', async () => {
    for (const claims of [
      accessClaims(world),
      accessClaims(world, wijkteam),
      accessClaims(world, { scope: 'officer' }),
    ])
      expect((await send({}, {}, await signedByPartner(world, 'zayaz', claims))).status).toBe(401);
  });

  it('not signed, or signed with what everybody has: is not let in', async () => {
    const claims = accessClaims(world, wijkteam);
    for (const token of [
      unsigned({ typ: 'at+jwt' }, claims),
      signedWithPublicKey(world, claims),
      'zayaz',
      '',
    ])
      expect((await send({}, {}, token)).status).toBe(401);
  });

  it('a real one with another name written in it: is not let in', async () => {
    const [header, , signature] = (await world.tokenFor('zayaz')).split('.');
    const claims = Buffer.from(JSON.stringify(accessClaims(world, wijkteam))).toString('base64url');
    expect((await send({}, {}, `${header ?? ''}.${claims}.${signature ?? ''}`)).status).toBe(401);
  });

  it('even rightly signed, names a partner that takes part, or nobody comes in', async () => {
    for (const client_id of ['system', 'root', 'admin', 'poort', '', 'Zayaz', 'zayaz ']) {
      const token = await signedByUs(world, accessClaims(world, { client_id, sub: client_id }));
      expect([client_id, (await send(await asking(world, 'anja'), {}, token)).status]).toEqual([
        client_id,
        401,
      ]);
    }
  });
});

describe('a professional is named by the partner that employs them', () => {
  it('is written down as said, not as proven; and a made-up one sits at no table', async () => {
    const { entry } = await ask(world, 'wijkteam-zuidoost', {
      as: 'zayaz',
      about: 'anja',
      for: 'D01',
      fields: ['identiteit.naam'],
      professional: 'mw-417',
    });
    expect(entry.personal).toMatchObject({ assertedActor: expect.stringContaining('mw-417') });
    for (const professional of ['system', 'wt-031', 'MW-417', 'mw-417 '])
      nothingLeaves(await send(await asking(world, 'anja', { namens: { medewerker: professional } })));
  });

  it('cannot be left out', async () => {
    const { namens: _namens, ...nameless } = await asking(world, 'anja');
    for (const body of [nameless, { ...nameless, namens: {} }, { ...nameless, namens: { medewerker: '' } }]) {
      const answer = await send(body);
      expect(answer.status).toBe(400);
      nothingLeaves(answer);
    }
  });
});
