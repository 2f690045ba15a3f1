import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { residentId } from '../../gateway/demo/seed.ts';
import type { Schemas } from '../../gateway/http/openapi-document.ts';
import { verifyLedger } from '../../gateway/ledger/verify.ts';
import { fillDisk } from '../world/full-disk.ts';
import { expectProblem, startWorld, type WireAnswer, type World } from '../world/world.ts';
import { ASKING, turnedAway } from './door.ts';

let world: World;
const asked: string[] = [];
beforeEach(async () => {
  asked.length = 0;
  world = await startWorld({
    adjust: (partner, options) => ({ ...options, onRequest: () => asked.push(partner) }),
  });
});
afterEach(async () => await world.close());

const post = async (path: string, key: string, body: object, as = 'zayaz'): Promise<WireAnswer> =>
  await world.send(path, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await world.tokenFor(as)}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    body: JSON.stringify(body),
  });

const askAs = async (key: string, changed: object = {}): Promise<WireAnswer> =>
  await post('/v1/verstrekkingen', key, {
    ...ASKING,
    betrokkene: await world.koppelsleutel('zayaz', 'anja'),
    ...changed,
  });

const bringAs = async (key: string): Promise<WireAnswer> =>
  await post('/v1/meldingen', key, {
    doel: 'D05',
    naar: 'schuldhulp',
    betrokkene: await world.koppelsleutel('zayaz', 'kees'),
    velden: ['identiteit.naam', 'wonen.huurachterstand'],
    namens: { medewerker: 'mw-212' },
  });

const given = ({ status, json }: WireAnswer): Schemas['Verstrekking']['gegevens'] => {
  expect(status).toBe(200);
  return (json as Schemas['Verstrekking']).gegevens;
};

const timesAsked = (partner = 'wijkteam-zuidoost'): number => asked.filter(each => each === partner).length;

const withdraw = async (): Promise<unknown> =>
  await world.database.query(
    `INSERT INTO consent_event (consent, position, state, at, channel)
     SELECT id, 2, 'Withdrawn', now() - interval '1 second', 'portaal' FROM consent WHERE resident = $1`,
    [residentId('anja')],
  );

/** What is remembered, as it is after this long. */
const later = async (interval: string): Promise<unknown> =>
  await world.database.query(
    `UPDATE repeatable_request SET leased_until = leased_until - $1::interval, expires_at = expires_at - $1::interval`,
    [interval],
  );

describe('a partner that lost the answer and asks again under the same key', () => {
  it('gets it again; its source was asked once, and both answers stand in the ledger', async () => {
    const key = randomUUID();
    const [first, again] = [await askAs(key), await askAs(`"${key}"`)];
    expect(given(first)).toEqual({ 'woonprofiel.woonwens': expect.stringContaining('park') });
    expect(given(again)).toEqual(given(first));
    const once = timesAsked();
    await askAs(randomUUID());
    expect(timesAsked()).toBe(once * 2);
    const lines = (await world.ledger()).map(({ leaf }) => [leaf.event, leaf['about']]);
    expect(lines.slice(0, 2)).toEqual([
      ['released', undefined],
      ['released', 0],
    ]);
    expect((await verifyLedger(world.database)).fault).toBeUndefined();
  });

  it('gets nothing when the resident withdrew meanwhile, and its source is not asked for it either', async () => {
    const key = randomUUID();
    given(await askAs(key));
    const before = timesAsked();
    await withdraw();
    const again = await askAs(key);
    expect(given(again)).toEqual({});
    expect(again.text).not.toContain('park');
    expect((again.json as Schemas['Verstrekking']).nietBeschikbaar).toEqual(['woonprofiel.woonwens']);
    expect(timesAsked()).toBe(before);
    expect((await world.ledger()).map(({ leaf }) => leaf.event)).toEqual(['released', 'refused']);
  });

  it('gets no field that opened only meanwhile: that was not asked for', async () => {
    const key = randomUUID();
    await world.database.query(`UPDATE partner SET suspended_at = now() WHERE id = 'wijkteam-zuidoost'`);
    expect((await askAs(key)).status).toBe(400);
    await world.database.query(`UPDATE partner SET suspended_at = NULL`);
    await world.database.query(
      `UPDATE case_member SET member_until = now() - interval '1 minute' WHERE partner = 'zayaz'`,
    );
    expect(given(await askAs(key))).toEqual({});
    await world.database.query(`UPDATE case_member SET member_until = NULL`);
    expect(given(await askAs(key))).toEqual({});
    const [, , last] = await world.ledger();
    expect(last?.leaf.fields['woonprofiel.woonwens']).toMatchObject({ decision: 'not-obtained' });
    expect(Object.keys(given(await askAs(randomUUID())))).toEqual(['woonprofiel.woonwens']);
  });

  it('makes it no second question to the source when only the ledger could not write', async () => {
    const key = randomUUID();
    const cure = await fillDisk(world.database);
    expectProblem(await askAs(key), 'logboek-schrijft-niet');
    expectProblem(await askAs(key), 'logboek-schrijft-niet');
    const once = timesAsked();
    await cure();
    expect(Object.keys(given(await askAs(key)))).toEqual(['woonprofiel.woonwens']);
    expect(timesAsked()).toBe(once);
    await askAs(randomUUID());
    expect(timesAsked()).toBe(once * 2);
  });

  it('nor when the database could keep nothing at all at that moment', async () => {
    const key = randomUUID();
    const cures = [
      await fillDisk(world.database),
      await fillDisk(world.database, 'repeatable_request', 'BEFORE UPDATE OF sealed'),
    ];
    expectProblem(await askAs(key), 'logboek-schrijft-niet');
    const once = timesAsked();
    for (const cure of cures) await cure();
    // The process that held the key could not let go of it either: a minute later it is free.
    await later('1 minute');
    expect(Object.keys(given(await askAs(key)))).toEqual(['woonprofiel.woonwens']);
    expect(timesAsked()).toBe(once);
  });

  it('is asked for something new after a quarter of an hour', async () => {
    const key = randomUUID();
    given(await askAs(key));
    const once = timesAsked();
    await later('15 minutes');
    given(await askAs(key));
    expect(timesAsked()).toBe(once * 2);
    await later('15 minutes');
    const [row] = await world.database.query<{ gone: string }>(
      'SELECT forget_repeatable_requests($1) AS gone',
      [new Date()],
    );
    expect(Number(row?.gone)).toBe(1);
  });
});

describe('a partner that brings again under the same key', () => {
  it('hears the same again, and nothing is delivered or written twice', async () => {
    const key = randomUUID();
    const [first, again] = [await bringAs(key), await bringAs(key)];
    expect(first.status).toBe(200);
    expect(again.text).toBe(first.text);
    expect(world.sandbox.receivedSignals()).toHaveLength(1);
    expect(await world.ledger()).toHaveLength(1);
  });
});

describe('a key that cannot be used', () => {
  it('was used for something else', async () => {
    const key = randomUUID();
    given(await askAs(key));
    const { lines } = await turnedAway(
      world,
      'sleutel-al-gebruikt',
      async () => await askAs(key, { namens: { medewerker: 'mw-999' } }),
    );
    expect(lines.map(({ leaf }) => leaf.reason)).toEqual(['sleutel-al-gebruikt']);
    expectProblem(await bringAs(key), 'sleutel-al-gebruikt');
  });

  it('is in use at this moment', async () => {
    const key = randomUUID();
    const answers = await Promise.all([askAs(key), askAs(key), askAs(key)]);
    const statuses = answers.map(({ status }) => status).sort((a, b) => a - b);
    expect(statuses[0]).toBe(200);
    for (const answer of answers.filter(({ status }) => status !== 200))
      expectProblem(answer, 'verzoek-loopt-nog');
    const once = timesAsked();
    given(await askAs(key));
    expect(timesAsked()).toBe(once);
  });

  it.each(['kort', 'x'.repeat(65), 'met spaties in de sleutel', `${randomUUID()}, ${randomUUID()}`])(
    'is no key: %s',
    async key => {
      expectProblem(await askAs(key), 'ongeldig-verzoek');
    },
  );

  it('is free for another partner', async () => {
    const key = randomUUID();
    given(await askAs(key));
    const other = await post(
      '/v1/verstrekkingen',
      key,
      { ...ASKING, betrokkene: await world.koppelsleutel('brabantwonen', 'anja') },
      'brabantwonen',
    );
    expect(other.status).toBe(200);
  });
});

describe('who reads the table of what may be asked again', () => {
  it('finds no key, no koppelsleutel and no value, also with our own secret', async () => {
    const key = randomUUID();
    given(await askAs(key));
    const rows = await world.database.query<Record<string, unknown>>(
      `SELECT caller, encode(tag, 'escape') AS tag, encode(question, 'escape') AS question, sealed FROM repeatable_request`,
    );
    const text = JSON.stringify(rows);
    expect(rows).toHaveLength(1);
    expect(text).not.toContain(key);
    expect(text).not.toContain(await world.koppelsleutel('zayaz', 'anja'));
    expect(Buffer.from(String(rows[0]?.['sealed']), 'base64url').toString('latin1')).not.toContain('park');
  });
});
