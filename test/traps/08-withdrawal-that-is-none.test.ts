import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { openRegister } from '../../gateway/consent/open-register.ts';
import { keysOfSecrets } from '../../gateway/keys/keys-of-secrets.ts';
import { residentId } from '../../gateway/demo/seed.ts';
import { says, stops } from '../world/resident-says.ts';
import { startWorld, type WireAnswer, type World } from '../world/world.ts';
import { asking, fieldsIn } from './planted-world.ts';

// The trap: a resident stops, and something goes on: a token, a cache, a repeated request, a backup that was put back.

const FIELD = 'identiteit.naam';
let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => await world?.close());

const saysYes = async (more: Parameters<typeof says>[1]['more'] = {}): Promise<WireAnswer> =>
  await says(world, {
    who: 'jan',
    at: 'wijkteam-zuidoost',
    purpose: 'D01',
    from: 'wijkteam-zuidoost',
    to: 'zayaz',
    fields: [FIELD],
    more,
  });
const janStops = async (): Promise<WireAnswer> =>
  await stops(world, 'jan', 'wijkteam-zuidoost', { naar: 'zayaz' });

/** Every story begins with a Jan who said nothing, or stopped. */
afterEach(async () => void (await janStops()));

const zayazAsks = async (headers: Readonly<Record<string, string>> = {}): Promise<readonly string[]> =>
  fieldsIn(
    await world.send('/v1/verstrekkingen', {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await world.tokenFor('zayaz')}`,
        'content-type': 'application/json',
        ...headers,
      },
      body: JSON.stringify(await asking(world, 'jan', { velden: [FIELD] })),
    }),
  );

describe('Jan says yes, stops, and says yes again, and again', () => {
  it('what Zayaz gets follows him at every next question', async () => {
    const told: (readonly string[])[] = [await zayazAsks()];
    for (let round = 0; round < 3; round += 1) {
      expect((await saysYes()).status).toBeLessThan(300);
      told.push(await zayazAsks());
      expect((await janStops()).status).toBeLessThan(300);
      told.push(await zayazAsks());
    }
    expect(told).toEqual([[], [FIELD], [], [FIELD], [], [FIELD], []]);
  });

  it('stopping twice is stopping; and never what he did not stop with', async () => {
    await saysYes();
    await janStops();
    await janStops();
    expect(await zayazAsks()).toEqual([]);
    const anja = await world.sendAs(
      'zayaz',
      '/v1/verstrekkingen',
      await asking(world, 'anja', { velden: [FIELD] }),
    );
    expect(fieldsIn(anja)).toEqual([FIELD]);
  });
});

describe('Jan stops, and Zayaz still has something of before', () => {
  it('a token from when it was allowed opens nothing', async () => {
    await saysYes();
    const token = await world.tokenFor('zayaz');
    const question = await asking(world, 'jan', { velden: [FIELD] });
    const send = async (): Promise<readonly string[]> =>
      fieldsIn(
        await world.send('/v1/verstrekkingen', {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: JSON.stringify(question),
        }),
      );
    expect(await send()).toEqual([FIELD]);
    await janStops();
    expect(await send()).toEqual([]);
  });

  it('the same request under the same key is not answered with what it was answered then', async () => {
    await saysYes();
    const key = { 'idempotency-key': randomUUID() };
    expect(await zayazAsks(key)).toEqual([FIELD]);
    await janStops();
    expect(await zayazAsks(key)).toEqual([]);
  });

  it('a hundred questions at the same moment: none that began after he stopped gets anything', async () => {
    await saysYes();
    const question = JSON.stringify(await asking(world, 'jan', { velden: [FIELD] }));
    const token = await world.tokenFor('zayaz');
    let hasStopped = false;
    const late: (readonly string[])[] = [];
    const work = async (): Promise<void> => {
      for (let each = 0; each < 12; each += 1) {
        const beganAfter = hasStopped;
        const answer = await world.send('/v1/verstrekkingen', {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: question,
        });
        if (beganAfter) late.push(fieldsIn(answer));
      }
    };
    const asked = Array.from({ length: 8 }, work);
    await janStops();
    hasStopped = true;
    await Promise.all(asked);
    expect(await zayazAsks()).toEqual([]);
    expect(late.filter(fields => fields.length > 0)).toEqual([]);
  });
});

describe('who benefits from a yes', () => {
  it('cannot say it for the resident, nor renew it, nor make it last longer', async () => {
    await saysYes();
    const until = async (): Promise<unknown> =>
      await world.database.query(
        `SELECT max(valid_until) AS until, count(*)::int AS n FROM consent WHERE resident = $1`,
        [residentId('jan')],
      );
    const before = await until();
    const again = {
      who: 'jan',
      at: 'zayaz',
      purpose: 'D01',
      from: 'wijkteam-zuidoost',
      to: 'zayaz',
      fields: [FIELD],
      more: { namens: { medewerker: 'mw-417' } },
    } as const;
    for (const channel of ['aan-tafel', 'telefoon', 'papier', 'portaal'])
      for (const decision of ['gegeven', 'verlengd', 'hernieuwd']) {
        const body = { kanaal: channel as 'aan-tafel', namens: { medewerker: 'mw-417' } };
        const answer = await says(world, { ...again, decision: decision as 'gegeven', more: body });
        expect([channel, decision, answer.status >= 400]).toEqual([channel, decision, true]);
      }
    expect(await until()).toEqual(before);
    await janStops();
    await says(world, again);
    expect(await zayazAsks()).toEqual([]);
  });
});

describe('a backup from before Jan stopped is put back', () => {
  it('the gateway does not open on it: nobody gets the yes that he took back', async () => {
    await saysYes();
    const kept = ['consent', 'consent_event', 'register_change'];
    await world.database.transaction(async sql => {
      for (const table of kept) await sql.query(`CREATE TABLE backup_${table} AS SELECT * FROM ${table}`);
    });
    await janStops();
    await world.database.transaction(async sql => {
      await sql.query('SET LOCAL session_replication_role = replica');
      for (const table of kept.toReversed()) await sql.query(`DELETE FROM ${table}`);
      for (const table of kept) await sql.query(`INSERT INTO ${table} SELECT * FROM backup_${table}`);
    });
    const { receipts } = keysOfSecrets(world.secrets);
    await expect(openRegister(world.gateway.register, world.secrets, receipts)).rejects.toMatchObject({
      name: 'RegisterBehindLedger',
    });
  });
});
