import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer, request as forward, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { undeliveredOf } from '../../gateway/disclosure/waiting-delivery.ts';
import { residentId } from '../../gateway/demo/seed.ts';
import type { Schemas } from '../../gateway/http/openapi-document.ts';
import { startWorld, type WireAnswer, type World } from '../world/world.ts';

const debtHelp = { isUp: false, url: '', seen: 0 };
let between: Server;
let world: World;

/** Debt help's own system, behind a door that can be shut. */
beforeEach(async () => {
  Object.assign(debtHelp, { isUp: false, seen: 0 });
  between = createServer((incoming, response) => {
    debtHelp.seen += 1;
    if (!debtHelp.isUp) {
      response.writeHead(503).end();
      return;
    }
    const onward = forward(
      debtHelp.url + (incoming.url ?? ''),
      { method: incoming.method, headers: incoming.headers },
      answer => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      },
    );
    incoming.pipe(onward);
  });
  await new Promise<void>(resolve => between.listen(0, '127.0.0.1', resolve));
  const door = `http://127.0.0.1:${(between.address() as AddressInfo).port}`;
  world = await startWorld({
    systems: systems => {
      const { schuldhulp } = systems;
      if (schuldhulp === undefined) throw new Error('debt help has no system');
      debtHelp.url = schuldhulp.baseUrl;
      return { ...systems, schuldhulp: { ...schuldhulp, baseUrl: door } };
    },
  });
});

afterEach(async () => {
  await world.close();
  between.closeAllConnections();
  await new Promise(resolve => between.close(resolve));
});

const bringKees = async (): Promise<WireAnswer> =>
  await world.sendAs('zayaz', '/v1/meldingen', {
    doel: 'D05',
    naar: 'schuldhulp',
    betrokkene: await world.koppelsleutel('zayaz', 'kees'),
    velden: ['identiteit.naam', 'wonen.huurachterstand'],
    namens: { medewerker: 'mw-212' },
  });

/** As if a minute passed. */
const oneRound = async (): Promise<number> => {
  await world.database.query('UPDATE waiting_delivery SET next_attempt_at = created_at');
  return await world.gateway.deliverWaiting();
};

const stateOf = async () =>
  await world.database.query<{ state: string; sealed: string | null }>(
    'SELECT state, sealed FROM waiting_delivery',
  );

const events = async () => (await world.ledger()).map(({ leaf }) => [leaf.event, leaf.reason]);

const standing = async (partner = 'zayaz', meldingen?: readonly string[]) => {
  const { json } = await world.sendAs(partner, '/v1/meldingen/_stand', {
    namens: { medewerker: 'mw-212' },
    ...(meldingen === undefined ? {} : { meldingen }),
  });
  return (json as Schemas['Meldingenstand']).meldingen;
};

describe('a corporation asks what became of a signal that had to wait', () => {
  it('hears that it waits, that it arrived, or that it failed; and of its own alone', async () => {
    const { wacht } = (await bringKees()).json as Schemas['Melding'];
    expect(await standing()).toMatchObject([
      { melding: wacht?.nummer, naar: 'schuldhulp', stand: 'wacht', uiterlijk: wacht?.uiterlijk },
    ]);
    expect(await standing('brabantwonen', [wacht?.nummer ?? ''])).toEqual([]);
    debtHelp.isUp = true;
    await oneRound();
    expect(await standing('zayaz', [wacht?.nummer ?? ''])).toMatchObject([{ stand: 'bezorgd' }]);
  });

  it('hears that it failed when its term is over, not when Kees said no', async () => {
    await bringKees();
    await world.database.query(`DELETE FROM declaration WHERE resident = $1`, [residentId('kees')]);
    await oneRound();
    expect(await stateOf()).toEqual([{ state: 'failed', sealed: null }]);
    expect(await standing()).toMatchObject([{ stand: 'wacht' }]);
    expect(await undeliveredOf(world.database, 'zayaz', new Date())).toEqual([]);
    await world.database.query('UPDATE waiting_delivery SET deadline = created_at');
    expect(await standing()).toMatchObject([{ stand: 'mislukt' }]);
    expect(await undeliveredOf(world.database, 'zayaz', new Date())).toHaveLength(1);
  });
});

const bring = async (doel: string) =>
  await world.sendAs('reinier-van-arkel-kliniek', '/v1/meldingen', {
    doel,
    naar: 'sociale-dienst',
    betrokkene: await world.koppelsleutel('reinier-van-arkel-kliniek', 'ahmed'),
    velden: ['opname.begindatum', 'opname.einddatum', 'opname.titel'],
    namens: { medewerker: 'rva-7' },
  });

describe('a clinic tells the sociale dienst of a forced admission', () => {
  it('it arrives as an event, with the dates and not why, under the number that the sociale dienst knows', async () => {
    const { status, json } = await bring('D03');
    expect([status, (json as Schemas['Melding']).gebracht]).toEqual([
      200,
      ['opname.begindatum', 'opname.einddatum'],
    ]);
    expect(world.sandbox.receivedEvents()).toMatchObject([
      {
        specversion: '1.0',
        type: 'nl.wijkpoort.opname-gemeld',
        source: 'urn:nld:oin:00000099000000009000:systeem:wijkpoort',
        data: {
          koppelsleutel: await world.koppelsleutel('sociale-dienst', 'ahmed'),
          begindatum: '2026-11-02',
          einddatum: '2026-12-21',
        },
      },
    ]);
  });

  it('for another purpose it has no inbox, and nothing is recorded as released', async () => {
    expect((await bring('D13')).status).toBe(502);
    expect((await events()).map(([event]) => event)).not.toContain('released');
    expect(world.sandbox.receivedEvents()).toEqual([]);
  });
});

describe('schuldhulp cannot take an early signal now', () => {
  it('it waits sealed, and the corporation hears until when; the ledger says it did not arrive', async () => {
    const { status, json, text } = await bringKees();
    expect(status).toBe(200);
    const { wacht } = json as Schemas['Melding'];
    const hours = (Date.parse(wacht?.uiterlijk ?? '') - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(23);
    expect(hours).toBeLessThanOrEqual(24);
    expect(text).not.toContain('Nepveen');
    expect(await events()).toEqual([
      ['released', undefined],
      ['not-delivered', 'unreachable'],
    ]);
    const [waiting] = await stateOf();
    expect(waiting?.state).toBe('waiting');
    expect(Buffer.from(waiting?.sealed ?? '', 'base64url').toString('latin1')).not.toMatch(
      /Kees|Nepveen|1842/,
    );
  });

  it('and later can: it arrives once, is recorded before it leaves, and nothing of it stays here', async () => {
    await bringKees();
    expect(await oneRound()).toBe(0);
    debtHelp.isUp = true;
    expect(await oneRound()).toBe(1);
    expect(await oneRound()).toBe(0);
    expect(world.sandbox.receivedSignals()).toHaveLength(1);
    expect(await stateOf()).toEqual([{ state: 'delivered', sealed: null }]);
    expect((await events()).map(([event]) => event)).toEqual([
      'released',
      'not-delivered',
      'released',
      'not-delivered',
      'released',
    ]);
  });

  it('and Kees objects meanwhile: it is not delivered any more', async () => {
    await bringKees();
    await world.database.query(
      `INSERT INTO objection (id, resident, purpose, raised_at) VALUES (gen_random_uuid(), $1, 'D05', now())`,
      [residentId('kees')],
    );
    await world.database.query(`DELETE FROM declaration WHERE resident = $1`, [residentId('kees')]);
    debtHelp.isUp = true;
    expect(await oneRound()).toBe(0);
    expect(world.sandbox.receivedSignals()).toEqual([]);
    expect(await stateOf()).toEqual([{ state: 'failed', sealed: null }]);
    expect((await events()).at(-1)?.[0]).toBe('refused');
  });

  it('and not within its term either: it is given up, and the corporation is told loudly', async () => {
    await bringKees();
    await world.database.query('UPDATE waiting_delivery SET deadline = created_at');
    await oneRound();
    expect(await stateOf()).toEqual([{ state: 'failed', sealed: null }]);
    const [told] = await undeliveredOf(world.database, 'zayaz', new Date());
    expect(told?.recipient).toBe('schuldhulp');
    const { json } = await world.sendAs('zayaz', '/v1/berichten/_ophalen', {
      namens: { medewerker: 'mw-212' },
    });
    expect((json as Schemas['Berichten']).nietBezorgd).toMatchObject([{ naar: 'schuldhulp' }]);
    expect(world.logged.join('')).toContain('delivery-given-up');
  });

  it('nobody else hears of it, and the database refuses to keep it longer', async () => {
    await bringKees();
    expect(await undeliveredOf(world.database, 'brabantwonen', new Date())).toEqual([]);
    await expect(
      world.database.query(`UPDATE waiting_delivery SET deadline = created_at + interval '73 hours'`),
    ).rejects.toThrow('23514');
  });
});
