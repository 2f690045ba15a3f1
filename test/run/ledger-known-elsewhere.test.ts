import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createPrivateKey, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { keysTakeBackCommand } from '../../gateway/command-line/keys-change.ts';
import { openDatabase, type Database } from '../../gateway/database.ts';
import { withKey } from '../../gateway/keys/change-ring.ts';
import { keyInUse, type KeyRing } from '../../gateway/keys/key-ring.ts';
import { newRingKey } from '../../gateway/keys/ring-key.ts';
import { readRing, writeRing } from '../../gateway/keys/ring-files.ts';
import { newestCheckpoint } from '../../gateway/ledger/checkpoint-store.ts';
import { parseVerifierKey, SIGNATURE_TYPE, verifierKeyLine } from '../../gateway/ledger/note.ts';
import { openCheckpoints } from '../../gateway/ledger/open-checkpoints.ts';
import { openRememberedCheckpoints } from '../../gateway/ledger/remembered-checkpoints.ts';
import { unwillingWitnesses } from '../../gateway/ledger/unwilling-witnesses.ts';
import { createProcessLog } from '../../gateway/process-log.ts';
import { ledgerFaults } from '../../gateway/serve/ledger-faults.ts';
import { readConfiguration } from '../../gateway/serve/serve-config.ts';
import type { ServeSettings } from '../../gateway/serve/settings.ts';
import { appendEntries, ORIGIN, signNow } from '../gateway/ledger-log.ts';
import { startWitness, WITNESS, type RunningWitness } from '../world/running-witness.ts';
import { newDatabase } from '../world/world.ts';
import { layOutInstallation, type Installation } from './installation.ts';

/** Nobody listens there. */
const NOWHERE = 'https://127.0.0.1:9';

let home: string;
let installation: Installation;
let database: Database;
let own: string;
let older: string;
let settings: ServeSettings;
let witness: RunningWitness;
let logKey: KeyObject;
let aheadMs = 0;
const clock = (): Date => new Date(Date.now() + aheadMs);
const stops: (() => Promise<void>)[] = [];

const rings = async (): Promise<KeyRing> =>
  (await readRing(join(home, 'sleutels'), 'checkpoints')) as KeyRing;

function knownKey(key: KeyObject) {
  const known = parseVerifierKey(verifierKeyLine(ORIGIN, SIGNATURE_TYPE.ed25519, key));
  if (known === undefined) throw new Error('this is no key');
  return known;
}

async function witnessOf(file: string, ...keys: readonly KeyObject[]): Promise<RunningWitness> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const log = keys.map(knownKey);
  const running = await startWitness({ privateKey, log, origin: ORIGIN, file: join(home, file), clock });
  stops.push(running.stop);
  return running;
}

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'wijkpoort-elders-'));
  own = await newDatabase();
  older = await newDatabase();
  installation = await layOutInstallation(home, own);
  installation.rewrite(text => text.replace('https://getuige.example', NOWHERE));
  const read = readConfiguration(installation.configuration, {});
  if (read.settings === undefined) throw new Error(JSON.stringify(read.faults));
  settings = read.settings;
  logKey = createPrivateKey(keyInUse(await rings(), new Date()).secret);
  database = openDatabase(own);
  await appendEntries(database, 12);
  await signNow(database, logKey);
  witness = await witnessOf('gezien.json', logKey);
  expect(await unwillingWitnesses(database, [logKey], { logName: ORIGIN, witnesses: [witness] })).toEqual([]);
});
afterAll(async () => {
  for (const stop of stops) await stop();
  await database.close();
  rmSync(home, { recursive: true });
});

/** As `--check-config` would find it, on this database and with this witness. */
const faultsAt = async (url: string, watched = witness.url): Promise<readonly string[]> => {
  const { logboek } = settings;
  const getuigen = [{ sleutel: witness.key, adres: watched }];
  const found = await ledgerFaults({
    ...settings,
    database: { ...settings.database, dienst: url },
    logboek: { ...logboek, getuigen },
  });
  return found.map(({ path, wrong }) => `${path}: ${wrong}`);
};

describe('an operator looks at the configuration before starting on a restored copy', () => {
  const FORGOT = /^logboek: het logboek is vergeetachtig: het heeft 11 regels, maar er is .* van 12 regels$/;
  beforeAll(async () => {
    const copy = openDatabase(older);
    await appendEntries(copy, 11);
    await copy.close();
  });

  it('hears what the witness knows and the copy does not', async () => {
    expect(await faultsAt(older)).toEqual([expect.stringMatching(FORGOT)]);
  });

  it('hears it from the own file too, when the witness does not answer, and that file stays as it was', async () => {
    expect(await faultsAt(older, NOWHERE)).toEqual([]);
    const file = settings.logboek.onthouden_in;
    expect(existsSync(file)).toBe(false);
    const remembered = await openRememberedCheckpoints(file);
    await remembered.remember(ORIGIN, (await newestCheckpoint(database))?.note ?? '');
    const before = readFileSync(file);
    expect(await faultsAt(older, NOWHERE)).toEqual([expect.stringMatching(FORGOT)]);
    expect(readFileSync(file)).toEqual(before);
  });

  it('hears nothing on the database itself', async () => {
    expect(await faultsAt(own)).toEqual([]);
  });

  it('hears that the own file is spoilt, and not that all is well', async () => {
    const file = settings.logboek.onthouden_in;
    const good = readFileSync(file);
    writeFileSync(file, '{');
    expect(await faultsAt(own)).toEqual([expect.stringMatching(/^logboek\.onthouden_in: /)]);
    writeFileSync(file, good);
  });
});

async function takeBack(id: string, ...more: readonly string[]): Promise<readonly [number, unknown]> {
  const stdout = new PassThrough();
  const terminal = { stdin: new PassThrough(), stdout, stderr: new PassThrough(), forPeople: false };
  process.env['WIJKPOORT_CONFIGURATIE'] = installation.configuration;
  try {
    const words = ['checkpoints', id, '--door', 'op-1', ...more];
    return [await keysTakeBackCommand.run(words, terminal), JSON.parse(String(stdout.read()))];
  } finally {
    delete process.env['WIJKPOORT_CONFIGURATIE'];
  }
}

describe('an operator takes back the old key of the log', () => {
  let newKey: KeyObject;
  let oldId: string;
  beforeAll(async () => {
    const [ring, key] = [await rings(), await newRingKey('checkpoints', new Date(), randomBytes)];
    oldId = keyInUse(ring, new Date()).id;
    newKey = createPrivateKey(key.secret);
    await writeRing(join(home, 'sleutels'), withKey(ring, key));
  });

  const unwilling = async (...witnesses: readonly { readonly key: string; readonly url: string }[]) =>
    await unwillingWitnesses(database, [newKey], { logName: ORIGIN, witnesses });

  it('is told of each witness that does not sign with the other key, and why', async () => {
    const both = await witnessOf('beide.json', logKey, newKey);
    expect(await unwilling(both)).toEqual([]);
    expect(await unwilling(both, witness, { ...witness, url: NOWHERE })).toEqual([
      { name: WITNESS, code: '403' },
      { name: WITNESS, code: 'unreachable' },
    ]);
  });

  it('a witness that saw entries which are not in this log does not sign either', async () => {
    const ahead = await witnessOf('verder.json', logKey, newKey);
    const other = openDatabase(older);
    await appendEntries(other, 14);
    await signNow(other, logKey);
    expect(await unwillingWitnesses(other, [logKey], { logName: ORIGIN, witnesses: [ahead] })).toEqual([]);
    await other.close();
    expect(await unwilling(ahead)).toEqual([{ name: WITNESS, code: 'saw-another-history' }]);
  });

  it('is refused, and the key goes on counting; unless it has to be', async () => {
    expect(await takeBack(oldId)).toEqual([
      1,
      {
        ring: 'checkpoints',
        ingetrokken: false,
        reden: 'witness-unwilling',
        getuigen: [{ naam: 'getuige.example', code: 'unreachable' }],
      },
    ]);
    const until = async () => (await rings()).keys.find(({ id }) => id === oldId)?.until;
    expect(await until()).toBeUndefined();
    expect(await takeBack(oldId, '--toch')).toEqual([0, { ring: 'checkpoints', ingetrokken: true }]);
    expect(await until()).toBeInstanceOf(Date);
  });
});

describe('a key of the log that leaked is taken back at once, while nothing is written', () => {
  it('the log is signed and witnessed with the other key, and starts again with it', async () => {
    const newKey = generateKeyPairSync('ed25519').privateKey;
    const quiet = openDatabase(await newDatabase());
    const log = createProcessLog(new PassThrough().resume(), () => new Date());
    let keys: readonly [KeyObject, ...KeyObject[]] = [logKey];
    const watched = {
      logName: ORIGIN,
      witnesses: [await witnessOf('gelekt.json', logKey, newKey)],
      rememberedIn: join(home, 'gelekt'),
      longestUnwitnessedMs: 300_000,
      intervalMs: 3_600_000,
    };
    const open = async () => (await openCheckpoints(quiet, () => keys, watched, { clock, log })).publisher;
    const first = await open();
    await appendEntries(quiet, 3);
    await first.publish();
    keys = [newKey];
    aheadMs = 400_000;
    expect(first.witnessedRecently(clock())).toBe(false);
    await first.publish();
    expect(first.witnessedRecently(clock())).toBe(true);
    await first.stop();
    const second = await open();
    await second.publish();
    expect([second.alarm(), second.witnessedRecently(clock())]).toEqual([undefined, true]);
    await second.stop();
    await quiet.close();
  });
});
