import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigFault, type Config } from '../config.ts';
import { loadIdentity, type IdentityConfig } from '../identity-config.ts';
import type { CheckpointSettings } from '../ledger/open-checkpoints.ts';
import { migrate, openDatabase, type Database } from '../database.ts';
import { startEmbeddedPostgres } from '../embedded-postgres.ts';
import { readHandreikingFolder, readWordList, SHIPPED_HANDREIKING } from '../handreiking-folder.ts';
import type { SandboxDesk } from '../http/sandbox-routes.ts';
import { keysOfSecrets } from '../keys/keys-of-secrets.ts';
import { keyEncryptionKey, openKeyVault } from '../ledger/key-vault.ts';
import { readPartnerSystems } from '../partner-systems.ts';
import { logFile } from '../log-file.ts';
import { createProcessLog } from '../process-log.ts';
import { readHandreiking } from '../read-handreiking.ts';
import { loadSecrets, type Secrets } from '../secrets.ts';
import { servingUrl } from '../serving-login.ts';
import type { PartnerSystem } from '../partner-adapters.ts';
import { startGateway, type Gateway } from '../wiring.ts';
import { parseTrustedKeys, type TrustedKey } from '../../policies/bundle/trusted-key.ts';
import type { Handreiking } from '../../policies/handreiking.ts';
import { versionOf } from '../../policies/version.ts';
import { CAST } from './cast.ts';
import { lockFolder } from './folder-lock.ts';
import { createSandboxDesk } from './newcomer.ts';
import { startSandboxSystems, SYSTEMS, type Sandbox } from './sandbox.ts';
import { seedQuestions } from './questions.ts';
import { seed } from './seed.ts';
import { seedLogins, STAND_IN_LOGINS } from './stand-ins.ts';

/** Everything the demo has running. */
export interface Demo {
  readonly gateway: Gateway;
  readonly sandbox: Sandbox;
  readonly handreiking: Handreiking;
  readonly policyVersion: string;
  readonly secrets: Secrets;
  /** Stops what was started, the last first; what runs is finished. */
  readonly close: () => Promise<void>;
}

/** Told of each step when it is done. */
export type Progress = (done: string) => void;

const SUBJECTS = Object.fromEntries(
  CAST.map(({ id, organisation, oin }) => [id, { organisation, commonName: id, oin }]),
);

const GUARDED = 'De poort kan aan het logboek toevoegen en er niets in veranderen';
const UNGUARDED =
  'LET OP: deze PostgreSQL laat geen eigen login maken; alleen triggers beschermen het logboek (docs/decisions/0013)';

const FOR_REAL =
  'De demo speelt zelf de partners, zonder certificaat: laat WIJKPOORT_TLS_…, WIJKPOORT_PROXIES en WIJKPOORT_UITGEVER weg.';

const TRUSTED_KEYS_FILE = 'vertrouwde-sleutels.json';
const SYSTEMS_FILE = 'systemen.yaml';
export const ADDRESS_FILE = 'adres';
/** Kept out of every backup of the database. */
export const KEY_FOLDER = 'sleutels';
/** Holds the address of the database while the gateway runs; for its owner alone, for there is a password in it. */
export const DATABASE_FILE = 'database';
export const REMEMBERED_FILE = 'getuigenis';

/** Starts everything the demo needs. When a step fails, what was started before it is stopped again. */
export async function startDemo(config: Config, progress: Progress): Promise<Demo> {
  const stops: (() => Promise<void> | void)[] = [];
  const close = async (): Promise<void> => {
    for (const stop of stops.splice(0).toReversed()) await stop();
  };
  try {
    return { ...(await startSteps(config, progress, stops)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startSteps(
  config: Config,
  progress: Progress,
  stops: (() => Promise<void> | void)[],
): Promise<Omit<Demo, 'close'>> {
  requireForDemo(config.identity);
  stops.push(await lockFolder(config.folder));
  const files = await readHandreikingFolder(SHIPPED_HANDREIKING);
  const handreiking = readHandreiking(files);
  const policyVersion = await versionOf(files);
  progress(`Handreiking geladen: ${handreiking.rules.length} regels, versie ${policyVersion.slice(0, 12)}`);

  const secrets = await loadSecrets(config.folder, SUBJECTS, SYSTEMS, randomBytes, new Date());
  progress('Sleutels en certificaten klaar');

  const databaseUrl = config.databaseUrl ?? (await startOwnDatabase(config, secrets, stops));
  progress(config.databaseUrl === undefined ? 'Eigen PostgreSQL gestart' : 'PostgreSQL gevonden');
  const migrations = await migrate(databaseUrl);
  progress(migrations.length === 0 ? 'Database is bij' : `Database ingericht (${migrations.length} stappen)`);

  const database = openDatabase(databaseUrl);
  stops.push(database.close);
  await fill(database, secrets, new Date());
  const sandbox = await startSandboxSystems(database, secrets);
  stops.push(sandbox.close);
  progress('Partnersystemen (proef) draaien: corporatie, gemeente, kliniek');

  const gateway = await startGateway({
    identity: await loadIdentity(config.identity),
    limits: config.limits,
    databaseUrl: await serveFrom(databaseUrl, secrets, progress),
    wordList: await readWordList(),
    start: { number: 0, version: policyVersion, files },
    trustedKeys: await trustedKeysIn(config.folder),
    secrets,
    keys: keysOfSecrets(secrets),
    host: config.host,
    port: config.port,
    vault: openKeyVault(join(config.folder, KEY_FOLDER), keyEncryptionKey(secrets.subjectKey), randomBytes),
    systems: { ...sandbox.systems, ...(await agreedSystems(config.folder)) },
    sandbox: deskOf(database, secrets),
    noticeInboxes: sandbox.noticeInboxes,
    ...pagesFor(config.folder),
    log: createProcessLog(linesIn(config.folder, progress), () => new Date()),
    checkpoints: checkpointsFrom(config),
    emergencyJournal: join(config.folder, 'noodjournaal'),
  });
  stops.push(gateway.close);
  await writeFile(join(config.folder, ADDRESS_FILE), gateway.url);
  await tellDatabase(config, databaseUrl, stops);
  progress(`De poort staat open op ${gateway.url}`);
  return { gateway, sandbox, handreiking, policyVersion, secrets };
}

const linesIn = (folder: string, progress: Progress) =>
  logFile(join(folder, 'poort.log'), code => progress(`LET OP: poort.log is niet te schrijven (${code})`));

const deskOf = (database: Database, { authority }: Secrets): SandboxDesk =>
  createSandboxDesk({ database, authority, clock: () => new Date(), newId: randomUUID });

/** Who can log in, and where pages may lie that somebody read aloud. */
const pagesFor = (folder: string) => ({ logins: STAND_IN_LOGINS, recordings: join(folder, 'geluid') });

/** Systems of partners that were agreed with, beside those of the sandbox: `systemen.yaml` in the folder. */
async function agreedSystems(folder: string): Promise<Readonly<Record<string, PartnerSystem>>> {
  const path = join(folder, SYSTEMS_FILE);
  return existsSync(path) ? await readPartnerSystems(path) : {};
}

/** The invented people: who they are, and how they log in. */
async function fill(database: Database, secrets: Secrets, now: Date): Promise<void> {
  await seed(database, secrets, { now, newId: randomUUID });
  await seedLogins(database, secrets, now);
  await seedQuestions(database, now);
}

/** The demo plays the partners itself, and has no certificate to show. */
function requireForDemo({ tlsKeyFile, proxies = [], issuer }: IdentityConfig): void {
  if (tlsKeyFile !== undefined || proxies.length > 0 || issuer !== undefined)
    throw new ConfigFault([FOR_REAL]);
}

const checkpointsFrom = ({
  folder,
  logName,
  witnesses,
  longestUnwitnessedMs,
}: Config): CheckpointSettings => ({
  logName,
  witnesses,
  longestUnwitnessedMs,
  rememberedIn: join(folder, REMEMBERED_FILE),
});

/** Whose signatures under a version of the handreiking count: nobody's, as long as nobody is named. */
async function trustedKeysIn(folder: string): Promise<readonly TrustedKey[]> {
  const path = join(folder, TRUSTED_KEYS_FILE);
  if (!existsSync(path)) return [];
  const keys = await parseTrustedKeys(await readFile(path, 'utf8'));
  if (keys === undefined) throw new Error(`Dit is geen lijst van vertrouwde sleutels: ${path}`);
  return keys;
}

/** Where commands on this folder find the database, for as long as it runs. */
async function tellDatabase(
  { folder }: Config,
  databaseUrl: string,
  stops: (() => Promise<void> | void)[],
): Promise<void> {
  const file = join(folder, DATABASE_FILE);
  await writeFile(file, databaseUrl, { mode: 0o600 });
  stops.push(async () => await rm(file, { force: true }));
}

/** The address at which the gateway itself connects: under a login that cannot change the ledger, if that can be made. */
async function serveFrom(
  databaseUrl: string,
  { databasePassword }: Secrets,
  progress: Progress,
): Promise<string> {
  const serving = await servingUrl(databaseUrl, databasePassword);
  progress(serving === undefined ? UNGUARDED : GUARDED);
  return serving ?? databaseUrl;
}

async function startOwnDatabase(
  { folder }: Config,
  { databasePassword }: Secrets,
  stops: (() => Promise<void> | void)[],
): Promise<string> {
  const server = await startEmbeddedPostgres(join(folder, 'postgres'), databasePassword);
  stops.push(server.stop);
  return server.url;
}
