import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { ledgerEmergencyCommand } from '../../gateway/command-line/ledger-emergency.ts';
import { openDatabase, type Database } from '../../gateway/database.ts';
import { residentId } from '../../gateway/demo/seed.ts';
import { validatorFor, type Schemas } from '../../gateway/http/openapi-document.ts';
import { verifyLedger } from '../../gateway/ledger/verify.ts';
import { fillDisk } from '../world/full-disk.ts';
import { accessClaims, signedByUs } from './forged.ts';
import { expectProblem, startWorld, type WireAnswer, type World } from '../world/world.ts';

const CLINIC = 'reinier-van-arkel-kliniek';
const isEmergency = validatorFor('Noodverstrekking');

let world: World;
let folder: string;
let journal: string;
let token: string;
let key: string;
let server: Database;
/** Where the clock stands still; it runs while this is not said. */
let at: Date | undefined;
let makeRoom = async (): Promise<void> => await Promise.resolve();
const before = { ...process.env };
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wijkpoort-nood-'));
  journal = join(folder, 'noodjournaal');
  world = await startWorld({ emergencyJournal: journal, clock: () => at ?? new Date() });
  server = openDatabase(process.env['WORLD_SERVER'] ?? '');
  await writeFile(join(folder, 'geheimen.json'), JSON.stringify(world.secrets));
  await symlink(world.keyFolder, join(folder, 'sleutels'));
  Object.assign(process.env, { DATABASE_URL: world.databaseUrl, WIJKPOORT_MAP: folder });
  token = await world.tokenFor(CLINIC);
  key = await world.koppelsleutel(CLINIC, 'piet');
  await declare('piet');
});
afterEach(async () => {
  at = undefined;
  await reach();
  await makeRoom();
  await world.gateway.emergency.turn();
});
afterAll(async () => {
  for (const name of ['DATABASE_URL', 'WIJKPOORT_MAP']) delete process.env[name];
  Object.assign(process.env, before);
  await world.close();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const declare = async (resident: 'piet', sender = 'wijkteam-zuidoost'): Promise<unknown> =>
  await world.database.query(
    `INSERT INTO declaration (id, condition, fulfilled, resident, purpose, sender, recipient, reference, declared_by, valid_from, valid_until)
     VALUES (gen_random_uuid(), 'vitaal', true, $1, 'D06', $2, $3, 'nood-1', 'mw-1', now() - interval '1 minute', now() + interval '1 hour')`,
    [residentId(resident), sender, CLINIC],
  );

const ask = async (changed: object = {}, as: string = token): Promise<WireAnswer> =>
  await world.send('/v1/verstrekkingen', {
    method: 'POST',
    headers: { authorization: `Bearer ${as}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      doel: 'D06',
      van: 'wijkteam-zuidoost',
      betrokkene: key,
      velden: ['contact.adres', 'identiteit.bsn'],
      namens: { medewerker: 'mw-417' },
      ...changed,
    }),
  });

const fillUp = async (): Promise<void> => void (makeRoom = await fillDisk(world.database));

const databaseName = (): string => new URL(world.databaseUrl).pathname.slice(1);

/** The database goes away, and whoever was talking with it is cut off. */
async function vanish(): Promise<void> {
  await server.query(`ALTER DATABASE "${databaseName()}" ALLOW_CONNECTIONS false`);
  await server.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [
    databaseName(),
  ]);
}

const reach = async (): Promise<unknown> =>
  await server.query(`ALTER DATABASE "${databaseName()}" ALLOW_CONNECTIONS true`);

/** A token of the clinic that counts for five minutes from then, whatever else is wrong with it. */
async function tokenOf(from: Date, changed: object = {}): Promise<string> {
  const iat = Math.floor(from.getTime() / 1_000);
  const clinic = { client_id: CLINIC, sub: CLINIC };
  return await signedByUs(world, accessClaims(world, { ...clinic, iat, exp: iat + 300, ...changed }));
}

async function road(...words: readonly string[]): Promise<unknown> {
  const stdout = new PassThrough();
  const streams = { stdin: new PassThrough(), stdout, stderr: new PassThrough(), forPeople: false };
  expect(await ledgerEmergencyCommand.run(words, streams)).toBe(0);
  return JSON.parse(String(stdout.read()));
}

const tomorrow = (): string => new Date(Date.now() + 86_400_000).toISOString();

async function opened(): Promise<void> {
  await road('--aan', '--tot', tomorrow(), '--door', 'po-1');
  await world.gateway.emergency.turn();
}

function emergencyIn({ status, text, json }: WireAnswer): Schemas['Noodverstrekking'] {
  expect({ status, text }).toMatchObject({ status: 202 });
  if (!isEmergency(json)) throw new Error(JSON.stringify(isEmergency.errors));
  return json;
}

describe('a life is in danger and the ledger cannot write', () => {
  it('nothing leaves as long as no officer opened the road', async () => {
    expect((await ask()).status).toBe(200);
    await world.gateway.emergency.turn();
    await fillUp();
    expectProblem(await ask(), 'logboek-schrijft-niet');
    expect(existsSync(journal)).toBe(false);
    expect((await world.send('/readyz')).status).toBe(503);
  });

  it('an officer opens it, and that is an entry; by hand it cannot be opened', async () => {
    expect(await road()).toEqual({ aan: false });
    await expect(
      world.database.query(`UPDATE emergency_road SET open_until = now() + interval '1 day'`),
    ).rejects.toMatchObject({ code: '42501' });
    await opened();
    expect(await road()).toMatchObject({ aan: true });
    expect((await world.ledger()).at(-1)).toMatchObject({
      leaf: { event: 'switched', reason: 'emergency-road-opened' },
      personal: { assertedActor: 'officer: po-1' },
    });
  });

  it('then what the rule allows leaves, after it was written on this machine; and is in the log, late, once it writes again', async () => {
    await fillUp();
    const size = (await world.ledger()).length;
    const answer = emergencyIn(await ask());
    // A proxy that took the gateway away would close the road.
    expect(await world.send('/readyz')).toMatchObject({ status: 200, json: { status: 'noodweg' } });
    expect(Object.keys(answer.gegevens)).toEqual(['contact.adres']);
    expect(answer.nietToegestaan.map(({ veld }) => veld)).toEqual(['identiteit.bsn']);
    expect(answer.verplichtingen.map(({ verplichting }) => verplichting)).toContain('informeer_achteraf');
    const written = readFileSync(journal, 'utf8');
    expect(written).toContain(answer.noodbewijs.ketting);
    expect(written).not.toContain(String(answer.gegevens['contact.adres']));
    expect(written).not.toContain(key);
    await makeRoom();
    await world.gateway.emergency.turn();
    await world.gateway.emergency.turn();
    const lines = (await world.ledger()).slice(size);
    expect(lines.map(({ leaf }) => [leaf.event, leaf['late'], leaf['purpose']])).toEqual([
      ['released', true, 'D06'],
    ]);
    expect(lines[0]?.personal).toMatchObject({ subject: residentId('piet') });
    expect(existsSync(journal)).toBe(false);
    expect((await verifyLedger(world.database)).fault).toBeUndefined();
  });

  it.each([
    ['another purpose', { doel: 'D01' }],
    ['somebody about whom no emergency was declared', { betrokkene: '00000000-0000-4000-8000-000000000000' }],
    ['another source', { van: 'zayaz' }],
    ['a field that nobody knows', { velden: ['contact.onbekend'] }],
  ])('nothing leaves for %s', async (_what, changed) => {
    await fillUp();
    expect((await ask(changed)).status).toBeGreaterThanOrEqual(400);
    expect(existsSync(journal)).toBe(false);
  });

  it('a database that is gone altogether is the same: what left is in the log once it is back', async () => {
    const size = (await world.ledger()).length;
    await vanish();
    const answer = emergencyIn(await ask());
    expect(Object.keys(answer.gegevens)).toEqual(['contact.adres']);
    await reach();
    await world.gateway.emergency.turn();
    const lines = (await world.ledger()).slice(size);
    expect(lines.map(({ leaf }) => [leaf.event, leaf['late']])).toEqual([['released', true]]);
  });

  it('a source that says who it tells of is checked against what was remembered', async () => {
    await declare('piet', 'zayaz');
    await world.gateway.emergency.turn();
    await vanish();
    const answer = emergencyIn(await ask({ van: 'zayaz' }));
    expect(Object.keys(answer.gegevens)).toEqual(['contact.adres']);
  });

  it('what was known counts for five minutes and not a moment longer', async () => {
    at = new Date();
    await world.gateway.emergency.turn();
    await vanish();
    const later = await tokenOf(new Date(at.getTime() + 250_000));
    at = new Date(at.getTime() + 5 * 60_000);
    emergencyIn(await ask({}, later));
    at = new Date(at.getTime() + 1);
    expectProblem(await ask({}, later), 'logboek-schrijft-niet');
  });

  it('nothing leaves once the emergency is over', async () => {
    at = new Date();
    await world.database.query('UPDATE declaration SET valid_until = $1 WHERE reference = $2', [
      new Date(at.getTime() + 20_000),
      'nood-1',
    ]);
    await world.gateway.emergency.turn();
    await fillUp();
    const later = await tokenOf(at);
    at = new Date(at.getTime() + 19_999);
    emergencyIn(await ask({}, later));
    at = new Date(at.getTime() + 1);
    expectProblem(await ask({}, later), 'logboek-schrijft-niet');
    await world.database.query(
      `UPDATE declaration SET valid_until = now() + interval '1 hour' WHERE reference = 'nood-1'`,
    );
  });

  it.each<[string, () => Promise<string>]>([
    ['for another purpose alone', async () => await tokenOf(new Date(), { scope: 'doel:D01' })],
    ['of another partner', async () => await world.tokenFor('zayaz')],
    [
      'that is bound to a certificate which is not shown',
      async () => await tokenOf(new Date(), { cnf: { 'x5t#S256': 'A'.repeat(43) } }),
    ],
    ['that has expired', async () => await tokenOf(new Date(Date.now() - 301_000))],
    ['that nobody signed', async () => `${(await tokenOf(new Date())).slice(0, -8)}AAAAAAAA`],
  ])('nothing leaves for a token %s', async (_what, tokenFor) => {
    const other = await tokenFor();
    await vanish();
    expect((await ask({}, other)).status).toBeGreaterThanOrEqual(400);
    expect(existsSync(journal)).toBe(false);
    emergencyIn(await ask({}, await tokenOf(new Date(), { scope: 'doel:D06' })));
  });

  it('a journal that somebody changed is named, and what came before it is kept', async () => {
    await fillUp();
    const size = (await world.ledger()).length;
    for (const _ of [1, 2, 3]) emergencyIn(await ask());
    const text = readFileSync(journal, 'utf8').split('\n');
    text[1] = text[1]?.replace('released', 'refused!') ?? '';
    await writeFile(journal, text.join('\n'));
    await makeRoom();
    await world.gateway.emergency.turn();
    const lines = (await world.ledger()).slice(size);
    expect(lines.map(({ leaf }) => [leaf.event, leaf.reason])).toEqual([
      ['released', undefined],
      ['journal-tampered', 'line-2'],
    ]);
    expect(readdirSync(folder).some(name => name.startsWith('noodjournaal.aangetast-'))).toBe(true);
    expect(existsSync(journal)).toBe(false);
  });
});
