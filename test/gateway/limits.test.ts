import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { openDatabase, type Database } from '../../gateway/database.ts';
import { keepLimits, type Limits } from '../../gateway/limits/limits.ts';
import { expectProblem, newDatabase, startWorld, type WireAnswer, type World } from '../world/world.ts';
import { ASKING } from './door.ts';

const SETTINGS = { partnerPerMinute: 10, professionalPerMinute: 4, residentsPerHour: 3 };
const NOON = new Date('2026-11-22T12:00:30Z');

let database: Database;
const clock = { now: NOON };
const gateways: Limits[] = [];
beforeAll(async () => {
  database = openDatabase(await newDatabase('WORLD_INHABITED'));
  // Two replicas that know of each other through the database alone.
  for (let index = 0; index < 2; index += 1)
    gateways.push(
      keepLimits(SETTINGS, {
        sql: database,
        clock: () => clock.now,
        tag: text => createHash('sha256').update(text).digest(),
        onFailure: () => undefined,
      }),
    );
});
afterAll(async () => {
  for (const gateway of gateways) await gateway.stop();
  await database.close();
});

const at = (index: number): Limits => {
  const gateway = gateways[index];
  if (gateway === undefined) throw new RangeError('no such gateway');
  return gateway;
};
const times = <Outcome>(count: number, act: () => Outcome): readonly Outcome[] =>
  Array.from({ length: count }, act);
const signals = async (): Promise<readonly (readonly string[])[]> =>
  (
    await database.query<{ kind: string; partner: string }>(
      'SELECT kind, partner FROM use_signal ORDER BY kind, partner',
    )
  ).map(({ kind, partner }) => [kind, partner]);

describe('a partner that asks too often', () => {
  it('hears after how many seconds it may again, and may then', () => {
    expect(times(10, () => at(0).takePartner('farent'))).toEqual(times(10, () => undefined));
    expect(at(0).takePartner('farent')).toBe(30);
    clock.now = new Date(NOON.getTime() + 30_000);
    expect(at(0).takePartner('farent')).toBeUndefined();
    clock.now = NOON;
  });

  it('cannot go to another gateway for more, once they have spoken', async () => {
    times(6, () => at(0).takePartner('zayaz'));
    times(4, () => at(1).takePartner('zayaz'));
    await at(0).settle();
    await at(1).settle();
    expect(at(1).takePartner('zayaz')).toBe(30);
    await at(0).settle();
    times(4, () => at(0).takePartner('zayaz'));
    await at(0).settle();
    expect(at(0).takePartner('zayaz')).toBe(30);
  });

  it('is told to the privacy officer once for that minute', async () => {
    times(3, () => at(1).takePartner('zayaz'));
    await at(1).settle();
    await at(1).settle();
    expect((await signals()).filter(([, partner]) => partner === 'zayaz')).toEqual([
      ['partner-limit', 'zayaz'],
    ]);
  });
});

describe('one professional', () => {
  it('is held back without the colleagues', () => {
    expect(times(5, () => at(0).takeProfessional('zayaz', 'mw-1')).at(-1)).toBe(30);
    expect(at(0).takeProfessional('zayaz', 'mw-2')).toBeUndefined();
  });

  it('who asks after more residents than usual is told to the officer, and refused nothing', async () => {
    for (const resident of ['a', 'a', 'b', 'c', 'c']) at(0).noteResident('brabantwonen', 'mw-3', resident);
    await at(0).settle();
    expect(await signals()).not.toContainEqual(['many-residents', 'brabantwonen']);
    at(0).noteResident('brabantwonen', 'mw-3', 'd');
    await at(0).settle();
    expect(await signals()).toContainEqual(['many-residents', 'brabantwonen']);
  });

  it('is nowhere in the database by name', async () => {
    const rows = await database.query('SELECT subject FROM use_count UNION SELECT subject FROM use_signal');
    expect(rows.length).toBeGreaterThan(2);
    expect(JSON.stringify(rows)).not.toContain('mw-');
  });
});

describe('a partner at the door', () => {
  // Its clock stands still: no new minute begins in the middle.
  let now = new Date();
  let world: World;
  beforeAll(async () => {
    world = await startWorld({
      clock: () => now,
      limits: { partnerPerMinute: 6, professionalPerMinute: 2, residentsPerHour: 9 },
    });
  });
  afterAll(async () => await world.close());

  const ask = async (token: string, medewerker: string): Promise<WireAnswer> =>
    await world.send('/v1/verstrekkingen', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        ...ASKING,
        namens: { medewerker },
        betrokkene: await world.koppelsleutel('zayaz', 'anja'),
      }),
    });

  it('is answered 429 with when it may again, and that is no entry in the ledger', async () => {
    const token = await world.tokenFor('zayaz');
    now = new Date();
    const answers: WireAnswer[] = [];
    for (const who of ['mw-1', 'mw-1', 'mw-1', 'mw-2', 'mw-3', 'mw-4', 'mw-5'])
      answers.push(await ask(token, who));
    // Two for the first, then somebody else, until the partner's own limit.
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429, 200, 200, 200, 429]);
    const refused = answers.at(-1);
    if (refused === undefined) throw new Error('nobody was held back');
    expectProblem(refused, 'te-veel-verzoeken');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    const reasons = (await world.ledger()).map(({ leaf }) => leaf.reason);
    expect(reasons).not.toContain('te-veel-verzoeken');
  });
});
