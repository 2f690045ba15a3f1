import { expect } from '@jest/globals';
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
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
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
import type { Secrets } from '../../gateway/secrets.ts';
import { eventually } from '../kill/estate.ts';
import { createDatabase } from '../world/databases.ts';
import { ask } from '../world/exchange.ts';
import { ORDER } from '../world/ledger-keeping.ts';
import { says, stops } from '../world/resident-says.ts';
import { startWitness, type RunningWitness } from '../world/running-witness.ts';
import { placeForData } from '../world/test-server.ts';
import { startWorld, type World } from '../world/world.ts';

const LOG = 'wijkpoort.localhost/logboek';
const FIELDS = ['identiteit.naam'];

type At = (name: string) => string;

/**
 * A world on a PostgreSQL that archives its WAL, backed up after Jan said yes; then Jan stopped and Anja was erased. Commands
 * find this installation.
 */
export interface BackedUpEstate {
  readonly world: World;
  readonly serverUrl: string;
  /** Where something of this estate is: `kopie`, `wal`, `bewijzen`. */
  readonly at: At;
  readonly beforeStopping: string;
  /** How many entries there were then, and at the end. */
  readonly sizes: { readonly before: number; readonly end: number };
  /** The consent that Jan ended, of which he has the receipt. */
  readonly stopped: string;
  readonly close: () => Promise<void>;
}

export async function startBackedUpEstate(): Promise<BackedUpEstate> {
  const environment = { ...process.env };
  const folder = mkdtempSync(join(await placeForData(), 'wijkpoort-oefening-'));
  const at: At = name => join(folder, name);
  chmodSync(folder, 0o755);
  mkdirSync(at('installatie'));
  // What the command leaves behind, if anything, is found here: others on this machine may rehearse too.
  mkdirSync(at('tijdelijk'));
  process.env['TMPDIR'] = at('tijdelijk');
  const server = await startArchiving(at);
  const witness = await watchLog(at);
  const rememberedIn = at(`installatie/${REMEMBERED_FILE}`);
  const world = await startWorld({ checkpoints: { logName: LOG, witnesses: [witness], rememberedIn } });
  layOut(world, witness, at);
  return {
    world,
    serverUrl: server.url,
    at,
    ...(await live(world, server, at)),
    close: async () => {
      await world.close();
      await witness.stop();
      await server.stop();
      rmSync(folder, { recursive: true });
      for (const name of ['TMPDIR', 'WIJKPOORT_MAP', 'WIJKPOORT_GETUIGEN', 'DATABASE_URL'])
        delete process.env[name];
      Object.assign(process.env, environment);
    },
  };
}

/** What happened before and after the backup. */
async function live(
  world: World,
  server: EmbeddedPostgres,
  at: At,
): Promise<Pick<BackedUpEstate, 'beforeStopping' | 'sizes' | 'stopped'>> {
  const size = async (): Promise<number> => (await world.ledger()).length;
  const jan = { who: 'jan', at: 'wijkteam-zuidoost', purpose: 'D01', from: 'wijkteam-zuidoost' } as const;
  await says(world, { ...jan, to: 'zayaz', fields: FIELDS });
  await ask(world, 'wijkteam-zuidoost', { as: 'zayaz', about: 'anja', for: 'D01', fields: FIELDS });
  await onServer(server.url, ['DROP DATABASE inhabited']);
  await backUp(server, at);
  await world.gateway.checkpoints.publish();
  const before = await size();
  const beforeStopping = new Date().toISOString();
  await wait(5);
  await stops(world, 'jan', 'wijkteam-zuidoost', { naar: 'zayaz' });
  const stopped = await keepReceipt(world, at);
  const upkeep = { ...world.gateway.register, vault: world.vault };
  await eraseResident(residentId('anja'), 'request', ORDER, upkeep);
  await world.gateway.checkpoints.publish();
  const sizes = { before, end: await size() };
  await archived(world, at);
  return { beforeStopping, sizes, stopped };
}

const secretsOfRun = (): Secrets =>
  JSON.parse(readFileSync(process.env['WORLD_SECRETS'] ?? '', 'utf8')) as Secrets;

/** A PostgreSQL that archives its WAL, with the personas in it. */
async function startArchiving(at: At): Promise<EmbeddedPostgres> {
  mkdirSync(at('wal'));
  chmodSync(at('wal'), 0o777);
  const password = randomBytes(12).toString('hex');
  const first = await startEmbeddedPostgres(at('postgres'), password);
  await onServer(first.url, [
    `ALTER SYSTEM SET archive_mode = on`,
    `ALTER SYSTEM SET archive_command = 'cp "%p" "${at('wal')}/%f"'`,
  ]);
  await first.stop();
  const server = await startEmbeddedPostgres(at('postgres'), password);
  const inhabited = await createDatabase(server.url, 'inhabited');
  await migrate(inhabited);
  const secrets = secretsOfRun();
  const database = openDatabase(inhabited);
  await seed(database, secrets, { now: new Date(), newId: randomUUID });
  await seedLogins(database, secrets, new Date());
  await database.close();
  // This file's worlds live on this server.
  Object.assign(process.env, { WORLD_SERVER: server.url, WORLD_INHABITED: 'inhabited' });
  return server;
}

async function onServer(url: string, statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

async function watchLog(at: At): Promise<RunningWitness> {
  const [logKey] = keysOfSecrets(secretsOfRun()).checkpoints();
  const log = parseVerifierKey(verifierKeyLine(LOG, SIGNATURE_TYPE.ed25519, logKey));
  if (log === undefined) throw new Error('the log has no key');
  const { privateKey } = generateKeyPairSync('ed25519');
  return await startWitness({ privateKey, log, origin: LOG, file: at('getuige.json') });
}

/** A base backup as the manual describes it: everything but the WAL, and the label that says where to begin. */
async function backUp({ url }: EmbeddedPostgres, at: At): Promise<void> {
  const client = new Client({ connectionString: url });
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
async function archived({ database }: World, at: At): Promise<void> {
  const [last] = await database.query<{ file: string }>('SELECT pg_walfile_name(pg_switch_wal()) AS file');
  await eventually(
    async () => await Promise.resolve(expect(readdirSync(at('wal'))).toContain(last?.file)),
    60_000,
  );
}

/** Where the command finds the installation whose backup it is. */
function layOut({ keyFolder, databaseUrl }: World, { key, url }: RunningWitness, at: At): void {
  copyFileSync(process.env['WORLD_SECRETS'] ?? '', at('installatie/geheimen.json'));
  symlinkSync(keyFolder, at(`installatie/${KEY_FOLDER}`));
  Object.assign(process.env, {
    WIJKPOORT_MAP: at('installatie'),
    WIJKPOORT_GETUIGEN: `${key} ${url}`,
    DATABASE_URL: databaseUrl,
  });
}

async function keepReceipt({ database, gateway }: World, at: At): Promise<string> {
  const [consent] = (await consentsOf(database, residentId('jan'), { recipient: 'zayaz' })).filter(
    ({ state, position }) => state === 'Withdrawn' && position > 1,
  );
  if (consent === undefined) throw new Error('Jan stopped nothing');
  const jws = await signedReceipt(consent, new Map(), gateway.register);
  mkdirSync(at('bewijzen'));
  writeFileSync(at('bewijzen/van-jan.jws'), `${jws}\n`);
  return consent.id;
}
