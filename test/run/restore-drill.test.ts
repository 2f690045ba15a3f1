import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { EXIT, UsageError, type Terminal } from '../../gateway/command-line/command.ts';
import { restoreDrillCommand } from '../../gateway/command-line/restore-drill.ts';
import { consentsOf } from '../../gateway/consent/consent-store.ts';
import { migrate, openDatabase } from '../../gateway/database.ts';
import { residentId, seed } from '../../gateway/demo/seed.ts';
import { KEY_FOLDER, REMEMBERED_FILE } from '../../gateway/demo/start-demo.ts';
import { seedLogins } from '../../gateway/demo/stand-ins.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../gateway/embedded-postgres.ts';
import { keysOfSecrets } from '../../gateway/keys/keys-of-secrets.ts';
import { eraseResident } from '../../gateway/ledger/erasure.ts';
import { parseVerifierKey, SIGNATURE_TYPE, verifierKeyLine } from '../../gateway/ledger/note.ts';
import { signedReceipt } from '../../gateway/resident/signed-receipt.ts';
import type { DrillReport } from '../../gateway/restore/drill.ts';
import type { Secrets } from '../../gateway/secrets.ts';
import { eventually } from '../kill/estate.ts';
import { createDatabase } from '../world/databases.ts';
import { placeForData } from '../world/test-server.ts';
import { ask } from '../world/exchange.ts';
import { ORDER } from '../world/ledger-keeping.ts';
import { says, stops } from '../world/resident-says.ts';
import { startWitness, WITNESS, type RunningWitness } from '../world/running-witness.ts';
import { startWorld, type World } from '../world/world.ts';

const LOG = 'wijkpoort.localhost/logboek';
const FIELDS = ['identiteit.naam'];

let folder: string;
const environment = { ...process.env };
const at = (name: string): string => join(folder, name);
let server: EmbeddedPostgres;
let witness: RunningWitness;
let world: World;
let beforeStopping: string;
let sizes: { readonly before: number; readonly end: number };
let stopped: string;

const sizeNow = async (): Promise<number> => (await world.ledger()).length;

/** A PostgreSQL that archives its WAL, with the personas in it. */
async function startArchiving(): Promise<void> {
  mkdirSync(at('wal'));
  chmodSync(at('wal'), 0o777);
  const password = randomBytes(12).toString('hex');
  const first = await startEmbeddedPostgres(at('postgres'), password);
  await onServer(first.url, [
    `ALTER SYSTEM SET archive_mode = on`,
    `ALTER SYSTEM SET archive_command = 'cp "%p" "${at('wal')}/%f"'`,
  ]);
  await first.stop();
  server = await startEmbeddedPostgres(at('postgres'), password);
  const inhabited = await createDatabase(server.url, 'inhabited');
  await migrate(inhabited);
  const secrets = JSON.parse(readFileSync(process.env['WORLD_SECRETS'] ?? '', 'utf8')) as Secrets;
  const database = openDatabase(inhabited);
  await seed(database, secrets, { now: new Date(), newId: randomUUID });
  await seedLogins(database, secrets, new Date());
  await database.close();
  // This file's worlds live on this server.
  Object.assign(process.env, { WORLD_SERVER: server.url, WORLD_INHABITED: 'inhabited' });
}

async function onServer(url: string, statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

async function watchLog(): Promise<RunningWitness> {
  const secrets = JSON.parse(readFileSync(process.env['WORLD_SECRETS'] ?? '', 'utf8')) as Secrets;
  const [logKey] = keysOfSecrets(secrets).checkpoints();
  const log = parseVerifierKey(verifierKeyLine(LOG, SIGNATURE_TYPE.ed25519, logKey));
  if (log === undefined) throw new Error('the log has no key');
  const { privateKey } = generateKeyPairSync('ed25519');
  return await startWitness({ privateKey, log, origin: LOG, file: at('getuige.json') });
}

/** A base backup as the manual describes it: everything but the WAL, and the label that says where to begin. */
async function backUp(): Promise<void> {
  const client = new Client({ connectionString: server.url });
  await client.connect();
  await client.query(`SELECT pg_backup_start('oefening', true)`);
  cpSync(at('postgres/data'), at('kopie'), {
    recursive: true,
    filter: path => !/\/(pg_wal\/.+|postmaster\.\w+)$/.test(path),
  });
  const { rows } = await client.query<{ labelfile: string }>('SELECT labelfile FROM pg_backup_stop(true)');
  writeFileSync(at('kopie/backup_label'), rows[0]?.labelfile ?? '');
  await client.end();
}

/** Resolves when everything written so far is in the archive. */
async function archived(): Promise<void> {
  const [last] = await world.database.query<{ file: string }>(
    'SELECT pg_walfile_name(pg_switch_wal()) AS file',
  );
  await eventually(
    async () => await Promise.resolve(expect(readdirSync(at('wal'))).toContain(last?.file)),
    60_000,
  );
}

/** Where the command finds the installation whose backup it is. */
function layOut({ key, url }: { readonly key: string; readonly url: string }): void {
  copyFileSync(process.env['WORLD_SECRETS'] ?? '', at('installatie/geheimen.json'));
  symlinkSync(world.keyFolder, at(`installatie/${KEY_FOLDER}`));
  Object.assign(process.env, {
    WIJKPOORT_MAP: at('installatie'),
    WIJKPOORT_GETUIGEN: `${key} ${url}`,
    DATABASE_URL: world.databaseUrl,
  });
}

async function keepReceipt(): Promise<string> {
  const [consent] = (await consentsOf(world.database, residentId('jan'), { recipient: 'zayaz' })).filter(
    ({ state, position }) => state === 'Withdrawn' && position > 1,
  );
  if (consent === undefined) throw new Error('Jan stopped nothing');
  const jws = await signedReceipt(consent, new Map(), world.gateway.register);
  mkdirSync(at('bewijzen'));
  writeFileSync(at('bewijzen/van-jan.jws'), `${jws}\n`);
  return consent.id;
}

beforeAll(async () => {
  folder = mkdtempSync(join(await placeForData(), 'wijkpoort-oefening-'));
  chmodSync(folder, 0o755);
  mkdirSync(at('installatie'));
  // What the command leaves behind, if anything, is found here: others on this machine may rehearse too.
  mkdirSync(at('tijdelijk'));
  process.env['TMPDIR'] = at('tijdelijk');
  await startArchiving();
  witness = await watchLog();
  const rememberedIn = at(`installatie/${REMEMBERED_FILE}`);
  world = await startWorld({ checkpoints: { logName: LOG, witnesses: [witness], rememberedIn } });
  layOut(witness);
  const jan = { who: 'jan', at: 'wijkteam-zuidoost', purpose: 'D01', from: 'wijkteam-zuidoost' } as const;
  await says(world, { ...jan, to: 'zayaz', fields: FIELDS });
  await ask(world, 'wijkteam-zuidoost', { as: 'zayaz', about: 'anja', for: 'D01', fields: FIELDS });
  await onServer(server.url, ['DROP DATABASE inhabited']);
  await backUp();
  await world.gateway.checkpoints.publish();
  const before = await sizeNow();
  beforeStopping = new Date().toISOString();
  await wait(5);
  await stops(world, 'jan', 'wijkteam-zuidoost', { naar: 'zayaz' });
  stopped = await keepReceipt();
  const upkeep = { ...world.gateway.register, vault: world.vault };
  await eraseResident(residentId('anja'), 'request', ORDER, upkeep);
  await world.gateway.checkpoints.publish();
  sizes = { before, end: await sizeNow() };
  await archived();
});
afterAll(async () => {
  await world.close();
  await witness.stop();
  await server.stop();
  rmSync(folder, { recursive: true });
  for (const name of ['TMPDIR', 'WIJKPOORT_MAP', 'WIJKPOORT_GETUIGEN', 'DATABASE_URL'])
    delete process.env[name];
  Object.assign(process.env, environment);
});

interface Drilled {
  readonly exit: number;
  readonly goed: boolean;
  readonly zinnen: readonly { readonly zin: string }[];
  readonly gevonden: DrillReport;
  readonly steps: string;
}

async function drill(...words: readonly string[]): Promise<Drilled> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const terminal: Terminal = { stdin: new PassThrough().end(), stdout, stderr, forPeople: false };
  const exit = await restoreDrillCommand.run(words, terminal);
  const said = JSON.parse(String(stdout.read())) as Omit<Drilled, 'exit' | 'steps'>;
  return { ...said, exit, steps: String(stderr.read()) };
}

const leftBehind = (): readonly string[] =>
  readdirSync(tmpdir()).filter(name => name.startsWith('wijkpoort-terugzetten-'));
const backedUp = (): readonly string[] => ['--kopie', at('kopie'), '--wal', at('wal')];

describe('a backup is put back to just before Jan stopped', () => {
  let found: Drilled;
  beforeAll(async () => {
    found = await drill(...backedUp(), '--tot', beforeStopping, '--bewijzen', at('bewijzen'));
  });

  it('verifies, and is behind what the file and the witness know, by as many entries as came since', () => {
    const entries = sizes.end - sizes.before;
    expect(found.exit).toBe(EXIT.no);
    expect(found.gevonden).toMatchObject({ size: sizes.before, unregistered: 0, missing: entries });
    expect(found.gevonden.verification.fault).toBeUndefined();
    expect(found.gevonden.comparisons).toEqual([
      { who: 'het eigen bestand', kind: 'behind', entries },
      { who: WITNESS, kind: 'behind', entries },
    ]);
  });

  it('Jan’s yes is not back: his own copy stops it again, and what nobody has a copy of is counted', () => {
    expect(found.gevonden.lost).toEqual([
      expect.objectContaining({ consent: stopped, decision: 'gestopt', outcome: 'closed' }),
    ]);
    expect(found.gevonden.unclaimed).toBe(sizes.end - sizes.before - 1);
  });

  it('who was erased stays unreadable', () => {
    const { destroyed, sealed, opened } = found.gevonden.keys;
    expect({ destroyed, opened }).toEqual({ destroyed: 1, opened: 0 });
    expect(sealed).toBeGreaterThan(0);
  });

  it('names nobody, and leaves nothing behind', () => {
    const said = JSON.stringify(found);
    for (const word of [residentId('jan'), residentId('anja'), 'van-jan', server.url])
      expect(said).not.toContain(word);
    expect(found.steps.trim().split('\n').length).toBeGreaterThan(5);
    expect(leftBehind()).toEqual([]);
  });
});

describe('the same backup is put back to the end, with programs that the operator names', () => {
  it('nothing is missing', async () => {
    const found = await drill(
      ...backedUp(),
      '--bewijzen',
      at('bewijzen'),
      '--postgres',
      await programsInUse(),
    );
    expect(found.zinnen.filter(each => 'bevinding' in each && each.bevinding === true)).toEqual([]);
    expect(found).toMatchObject({ exit: EXIT.yes, goed: true });
    expect(found.gevonden).toMatchObject({ size: sizes.end, missing: 0, lost: [], keys: { opened: 0 } });
    expect(found.gevonden.comparisons.map(({ kind }) => kind)).toEqual(['equal', 'equal']);
  });
});

/** Where the programs are of the server that this backup came from. */
async function programsInUse(): Promise<string> {
  const [row] = await world.database.query<{ setting: string }>(
    `SELECT setting FROM pg_config WHERE name = 'BINDIR'`,
  );
  return row?.setting ?? '';
}

/** Changes one letter of the oldest entries, on disk, in every copy of the database. */
function spoil(data: string): number {
  const sign = Buffer.from('"event":"');
  let spoilt = 0;
  for (const name of readdirSync(join(data, 'base'), { recursive: true, encoding: 'utf8' })) {
    if (!/\/\d+$/.test(name)) continue;
    const bytes = readFileSync(join(data, 'base', name));
    const place = bytes.indexOf(sign);
    if (place < 0) continue;
    bytes.writeUInt8(bytes.readUInt8(place + sign.length) ^ 1, place + sign.length);
    writeFileSync(join(data, 'base', name), bytes);
    spoilt += 1;
  }
  return spoilt;
}

describe('a byte of the ledger was changed in the backup', () => {
  it('the damage and the entry are named', async () => {
    cpSync(at('kopie'), at('bedorven'), { recursive: true });
    expect(spoil(at('bedorven'))).toBeGreaterThan(0);
    const found = await drill('--kopie', at('bedorven'), '--wal', at('wal'), '--tot', beforeStopping);
    expect(found.exit).toBe(EXIT.no);
    expect(found.gevonden.verification.fault).toBeDefined();
    expect(found.gevonden.damagedPages).toBeGreaterThan(0);
  });
});

describe('what is asked cannot be done', () => {
  it.each([
    [
      'the WAL ends before the moment asked for',
      () => [...backedUp(), '--tot', '2999-01-01T00:00:00Z'],
      'houdt op',
    ],
    ['the WAL is not there', () => ['--kopie', at('kopie')], 'WAL'],
    ['it is no base backup', () => ['--kopie', at('wal')], 'backup_label'],
  ])('%s: it says so and leaves nothing behind', async (_name, words, reason) => {
    const { exit, zinnen } = await drill(...words());
    expect(exit).toBe(EXIT.no);
    expect(zinnen.map(({ zin }) => zin).join()).toContain(reason);
    expect(leftBehind()).toEqual([]);
  });

  it.each([[[]], [['--kopie', '/bestaat-niet']], [['--kopie', tmpdir(), '--tot', 'gisteren']]])(
    '%j: it was used wrongly',
    async words => {
      await expect(drill(...words)).rejects.toThrow(UsageError);
    },
  );
});
