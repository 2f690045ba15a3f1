import { afterEach, describe, expect, it } from '@jest/globals';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { residentId } from '../../gateway/demo/seed.ts';
import { ask } from '../world/exchange.ts';
import { startWorld, type World } from '../world/world.ts';

const HOME_WISH = {
  as: 'zayaz',
  about: 'anja',
  for: 'D01',
  fields: ['identiteit.naam', 'woonprofiel.woonwens'],
} as const;

let world: World;
const servers: Server[] = [];
afterEach(async () => {
  await world.close();
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** A world in which something happens, once, before the wijkteam's system answers: after the decision, before the release. */
async function worldInWhich(happens: () => Promise<unknown>): Promise<void> {
  let pending: Promise<unknown> | undefined;
  let real = '';
  const server = createServer((request, response) => {
    pending ??= happens();
    void pending.then(async () => await passOn(real, request, response));
  });
  servers.push(server);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  world = await startWorld({
    systems: ({ 'wijkteam-zuidoost': wijkteam, ...others }) => {
      if (wijkteam === undefined) throw new Error('the wijkteam has a system');
      real = wijkteam.baseUrl;
      return { ...others, 'wijkteam-zuidoost': { ...wijkteam, baseUrl: `http://127.0.0.1:${port}` } };
    },
  });
}

async function passOn(to: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = Buffer.concat(await request.toArray()).toString('utf8');
  const { host: _host, connection: _connection, 'content-length': _length, ...headers } = request.headers;
  const answer = await fetch(to + (request.url ?? ''), {
    method: request.method ?? 'GET',
    headers: headers as Record<string, string>,
    ...(body === '' ? {} : { body }),
  });
  response
    .writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' })
    .end(await answer.text());
}

const withdraw = async (): Promise<unknown> =>
  await world.database.query(
    `INSERT INTO consent_event (consent, position, state, at, channel)
     SELECT id, 2, 'Withdrawn', now(), 'portaal' FROM consent WHERE resident = $1`,
    [residentId('anja')],
  );

describe('Anja withdraws while her woonprofiel is being fetched', () => {
  it('then nothing leaves, and the ledger says it was consent that was missing', async () => {
    await worldInWhich(withdraw);
    const { answer, entry } = await ask(world, 'wijkteam-zuidoost', HOME_WISH);
    expect(answer.gegevens).toEqual({});
    expect(answer.nietBeschikbaar).toEqual(HOME_WISH.fields);
    expect(entry.leaf.fields['woonprofiel.woonwens']).toMatchObject({
      decision: 'withheld',
      missing: ['toestemming'],
    });
  });
});

describe('something else closes the door while the source is asked', () => {
  it.each([
    ['the case is closed', 'UPDATE social_case SET closed_at = now()'],
    ['Zayaz leaves the table', `UPDATE case_member SET member_until = now() WHERE partner = 'zayaz'`],
    ['Zayaz is suspended', `UPDATE partner SET suspended_at = now() WHERE id = 'zayaz'`],
    ['the wijkteam is suspended', `UPDATE partner SET suspended_at = now() WHERE id = 'wijkteam-zuidoost'`],
    ['the purpose is taken away', `DELETE FROM partner_purpose WHERE partner = 'zayaz' AND purpose = 'D01'`],
    ['the information turns out not to be given', 'DELETE FROM information_given'],
  ])('%s: nothing leaves', async (_name, statement) => {
    await worldInWhich(async () => await world.database.query(statement));
    const { answer } = await ask(world, 'wijkteam-zuidoost', HOME_WISH);
    expect(answer.gegevens).toEqual({});
  });
});

describe('something unrelated changes while the source is asked', () => {
  it('then everything that may leave still leaves', async () => {
    await worldInWhich(
      async () =>
        await world.database.query(`UPDATE partner SET name = 'Farent Welzijn' WHERE id = 'farent'`),
    );
    const { answer } = await ask(world, 'wijkteam-zuidoost', HOME_WISH);
    expect(Object.keys(answer.gegevens)).toEqual(HOME_WISH.fields);
  });
});

describe('a field opens while the source is asked', () => {
  it('then it waits for the next request: it was not asked of the source', async () => {
    const woonafspraken = { ...HOME_WISH, fields: ['woonprofiel.woonwens', 'woonprofiel.woonafspraken'] };
    await worldInWhich(async () => {
      await world.database.query(
        `INSERT INTO consent (id, resident, purpose, sender, recipient, fields, kinds, text_shown, language, valid_until)
         SELECT gen_random_uuid(), resident, purpose, sender, recipient, ARRAY['woonprofiel.woonafspraken'], kinds, text_shown,
                language, valid_until FROM consent WHERE resident = $1`,
        [residentId('anja')],
      );
      await world.database.query(
        `INSERT INTO consent_event (consent, position, state, at, channel)
         SELECT id, 1, 'ConsentGiven', now(), 'portaal' FROM consent
          WHERE NOT EXISTS (SELECT FROM consent_event WHERE consent = consent.id)`,
      );
    });
    const first = await ask(world, 'wijkteam-zuidoost', woonafspraken);
    expect(Object.keys(first.answer.gegevens)).toEqual(['woonprofiel.woonwens']);
    const second = await ask(world, 'wijkteam-zuidoost', woonafspraken);
    expect(Object.keys(second.answer.gegevens)).toEqual(woonafspraken.fields);
  });
});
