import { expect } from '@jest/globals';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { ResidentKey } from '../../adapters/sandbox/resident.ts';
import { openDatabase, type Database } from '../../gateway/database.ts';
import { accessTokenFor } from '../../gateway/demo/client.ts';
import { createSandboxDesk } from '../../gateway/demo/newcomer.ts';
import { startSandboxSystems, type Sandbox, type SandboxStart } from '../../gateway/demo/sandbox.ts';
import { koppelsleutelsOf } from '../../gateway/demo/seed.ts';
import { STAND_IN_LOGINS } from '../../gateway/demo/stand-ins.ts';
import { validatorFor, type Schemas } from '../../gateway/http/openapi-document.ts';
import { readWordList } from '../../gateway/handreiking-folder.ts';
import { keysOfSecrets } from '../../gateway/keys/keys-of-secrets.ts';
import { openActors } from '../../gateway/ledger/actor-key.ts';
import { keyEncryptionKey, openKeyVault, type KeyVault } from '../../gateway/ledger/key-vault.ts';
import { createProcessLog } from '../../gateway/process-log.ts';
import type { Secrets } from '../../gateway/secrets.ts';
import { servingUrl } from '../../gateway/serving-login.ts';
import type { GatewayOptions } from '../../gateway/gateway-options.ts';
import { startGateway, type Gateway } from '../../gateway/wiring.ts';
import { shippedFiles } from '../policies/handreiking.ts';
import { createDatabase, dropDatabase } from './databases.ts';
import { PATIENT } from './patient.ts';
import { readLedger, type LedgerLine } from './read-ledger.ts';

/** An answer as it came over the wire. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: unknown;
}

/** A gateway on a database of its own, with the three partner systems and the residents of the demo. */
export interface World {
  readonly gateway: Gateway;
  readonly database: Database;
  readonly databaseUrl: string;
  readonly sandbox: Sandbox;
  readonly secrets: Secrets;
  readonly vault: KeyVault;
  /** Where the vault keeps the residents' keys. */
  readonly keyFolder: string;
  /** What the process has logged so far, line by line. */
  readonly logged: readonly string[];
  readonly tokenFor: (partner: string) => Promise<string>;
  readonly koppelsleutel: (partner: string, resident: ResidentKey) => Promise<string>;
  /** Sends anything to the gateway. */
  readonly send: (path: string, init?: RequestInit) => Promise<WireAnswer>;
  /** Sends as a partner: proves who it is, speaks JSON. */
  readonly sendAs: (partner: string, path: string, body: unknown) => Promise<WireAnswer>;
  readonly ledger: () => Promise<readonly LedgerLine[]>;
  readonly close: () => Promise<void>;
}

export interface WorldOptions {
  /** Admits newcomers, as the demo does. */
  readonly admitsNewcomers?: true;
  readonly adjust?: SandboxStart['adjust'];
  readonly systems?: (systems: GatewayOptions['systems']) => GatewayOptions['systems'];
  readonly trustedKeys?: GatewayOptions['trustedKeys'];
  readonly clock?: () => Date;
  readonly checkpoints?: GatewayOptions['checkpoints'];
  readonly identity?: (secrets: Secrets) => GatewayOptions['identity'];
  readonly limits?: GatewayOptions['limits'];
  readonly emergencyJournal?: string;
  readonly keys?: GatewayOptions['keys'];
  /** The address at which the gateway finds its database, when it is not quite the one it has. */
  readonly address?: (url: string) => string;
  readonly watched?: Pick<GatewayOptions, 'measure' | 'clockMostMs' | 'spans'>;
}

const settings = process.env;
const secretsOfRun = (): Secrets =>
  JSON.parse(readFileSync(settings['WORLD_SECRETS'] ?? '', 'utf8')) as Secrets;

const words = readWordList();

export const POLICY_VERSION = 'a'.repeat(64);

/** A database of its own: empty but migrated, or with the personas in it. */
export const newDatabase = async (
  template: 'WORLD_TEMPLATE' | 'WORLD_INHABITED' = 'WORLD_TEMPLATE',
): Promise<string> =>
  await createDatabase(
    settings['WORLD_SERVER'] ?? '',
    `test_${randomUUID().replaceAll('-', '')}`,
    settings[template],
  );

const callersOf = (
  { identity, limits, keys = keysOfSecrets(secretsOfRun()) }: WorldOptions,
  secrets: Secrets,
): Pick<GatewayOptions, 'identity' | 'limits' | 'keys'> => ({
  identity: identity?.(secrets) ?? {},
  limits,
  keys,
});

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const secrets = secretsOfRun();
  const databaseUrl = await newDatabase('WORLD_INHABITED');
  const database = openDatabase(databaseUrl);
  const started = await startSandboxSystems(database, {
    sourceKeys: secrets.sourceKeys,
    authority: secrets.authority,
    ...(options.adjust === undefined ? {} : { adjust: options.adjust }),
  });
  const sandbox = { ...started, systems: patient(started.systems) };
  const logged: string[] = [];
  const keyFolder = mkdtempSync(join(tmpdir(), 'wijkpoort-keys-'));
  const vault = openKeyVault(keyFolder, keyEncryptionKey(secrets.subjectKey), randomBytes);
  const gateway = await startGateway({
    databaseUrl: await addressFor(databaseUrl, secrets, options),
    secrets,
    host: '127.0.0.1',
    port: 0,
    wordList: await words,
    start: { number: 0, version: POLICY_VERSION, files: shippedFiles },
    ...(options.trustedKeys === undefined ? {} : { trustedKeys: options.trustedKeys }),
    vault,
    systems: (options.systems ?? (systems => systems))(sandbox.systems),
    logins: STAND_IN_LOGINS,
    log: createProcessLog(linesInto(logged), () => new Date()),
    ...(options.admitsNewcomers === true ? { sandbox: deskOf(database, secrets) } : {}),
    ...(options.clock === undefined ? {} : { clock: options.clock }),
    ...(options.checkpoints === undefined ? {} : { checkpoints: options.checkpoints }),
    ...callersOf(options, secrets),
    ...options.watched,
    ...(options.emergencyJournal === undefined ? {} : { emergencyJournal: options.emergencyJournal }),
  });
  return {
    gateway,
    database,
    databaseUrl,
    sandbox,
    secrets,
    vault,
    keyFolder,
    logged,
    ...speakingTo(gateway, database, secrets),
    ledger: async () =>
      await readLedger(database, {
        vault,
        subjectKey: secrets.subjectKey,
        openActor: openActors(database, secrets.officerKey.privateKeyPem),
      }),
    close: async () => {
      await gateway.close();
      await sandbox.close();
      await database.close();
      await rm(keyFolder, { recursive: true, force: true });
      await dropDatabase(settings['WORLD_SERVER'] ?? '', new URL(databaseUrl).pathname.slice(1));
    },
  };
}

/** Where the gateway finds its database, under the rights that it has in earnest. */
async function addressFor(
  url: string,
  { databasePassword }: Secrets,
  { address = own => own }: WorldOptions,
): Promise<string> {
  return address((await servingUrl(url, databasePassword)) ?? url);
}

/** How somebody speaks to a gateway, and as whom. */
function speakingTo(
  { url, issuer }: Gateway,
  database: Database,
  secrets: Secrets,
): Pick<World, 'tokenFor' | 'send' | 'sendAs' | 'koppelsleutel'> {
  const tokenFor = async (partner: string): Promise<string> =>
    await accessTokenFor(partner, issuer, secrets, randomUUID(), new Date());
  const send = async (path: string, init: RequestInit = {}): Promise<WireAnswer> =>
    await overTheWire(url + path, init);
  return {
    tokenFor,
    send,
    koppelsleutel: async (partner, resident) => (await koppelsleutelsOf(database, partner))[resident],
    sendAs: async (partner, path, body) =>
      await send(path, {
        method: 'POST',
        headers: { authorization: `Bearer ${await tokenFor(partner)}`, 'content-type': 'application/json' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
  };
}

const waiting =
  (timeoutMs: number) =>
  (systems: GatewayOptions['systems']): GatewayOptions['systems'] =>
    Object.fromEntries(Object.entries(systems).map(([id, system]) => [id, { ...system, timeoutMs }]));

const patient = waiting(PATIENT.timeoutMs);

/** For systems that never answer: whoever asks them gives up soon. */
export const impatient = waiting(150);

const deskOf = (database: Database, { authority }: Secrets) =>
  createSandboxDesk({ database, authority, clock: () => new Date(), newId: randomUUID });

async function overTheWire(url: string, init: RequestInit): Promise<WireAnswer> {
  const response = await fetch(url, { redirect: 'manual', ...init });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson ? JSON.parse(text) : undefined,
  };
}

const linesInto = (lines: string[]): Writable =>
  new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(chunk.toString('utf8'));
      done();
    },
  });

const isProblem = validatorFor('Probleem');

/** Expects a problem from the registry, of this code, in the shape of the API document. Returns it. */
export function expectProblem(answer: WireAnswer, code: string): Schemas['Probleem'] {
  expect(answer.json).toMatchObject({ type: `/docs/problemen/${code}`, status: answer.status });
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(answer.headers.get('api-version')).toBe('0.1.0');
  const problem = answer.json;
  if (!isProblem(problem)) throw new Error(JSON.stringify(isProblem.errors));
  return problem;
}
