import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { openDatabase, type Database } from '../../gateway/database.ts';
import { openCheckpoint } from '../../gateway/ledger/checkpoint.ts';
import { ForgetfulLedger } from '../../gateway/ledger/forgetful-ledger.ts';
import { parseVerifierKey, SIGNATURE_TYPE, verifierKeyLine } from '../../gateway/ledger/note.ts';
import { openCheckpoints, type Checkpoints } from '../../gateway/ledger/open-checkpoints.ts';
import { createProcessLog } from '../../gateway/process-log.ts';
import { startWitness, type RunningWitness } from '../world/running-witness.ts';
import { newDatabase } from '../world/world.ts';
import { appendEntries, ORIGIN } from './ledger-log.ts';

const [logKey, witnessKey] = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')];
const logPem = logKey.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const log = parseVerifierKey(verifierKeyLine(ORIGIN, SIGNATURE_TYPE.ed25519, logKey.privateKey));
const now = new Date('2026-11-22T12:00:00Z');

let folder: string;
let witness: RunningWitness;
let disagreements: number;
const databases: Database[] = [];
const opened: Checkpoints[] = [];

beforeEach(async () => {
  if (log === undefined) throw new Error('this is no key');
  folder = await mkdtemp(join(tmpdir(), 'getuige-'));
  disagreements = 0;
  witness = await startWitness({
    privateKey: witnessKey.privateKey,
    log,
    origin: ORIGIN,
    file: join(folder, 'getuige.json'),
    clock: () => now,
    onDisagreement: () => void (disagreements += 1),
  });
});
afterEach(async () => {
  for (const { publisher } of opened.splice(0)) await publisher.stop();
  for (const each of databases.splice(0)) await each.close();
  await witness.stop();
  await rm(folder, { recursive: true });
});

async function another(): Promise<Database> {
  const database = openDatabase(await newDatabase());
  databases.push(database);
  return database;
}

/** The publisher of one gateway: each has this name, this key and this witness. */
async function gatewayOn(database: Database): Promise<Checkpoints> {
  const settings = {
    logName: ORIGIN,
    intervalMs: 3_600_000,
    witnesses: [witness],
  };
  const around = { clock: () => now, log: createProcessLog(new PassThrough().resume(), () => now) };
  const checkpoints = await openCheckpoints(database, () => [createPrivateKey(logPem)], settings, around);
  opened.push(checkpoints);
  return checkpoints;
}

describe('two gateways with the same name', () => {
  it('on one database are one log: both sign the same history, and the witness has nothing against it', async () => {
    const database = await another();
    const both = [await gatewayOn(database), await gatewayOn(database)];
    for (const size of [2, 260, 270]) {
      await appendEntries(database, size);
      await Promise.all(both.map(async ({ publisher }) => await publisher.publish()));
    }
    const notes = await database.query<{ note: string }>('SELECT note FROM ledger_checkpoint ORDER BY size');
    const sizes = notes.map(({ note }) => (log === undefined ? undefined : openCheckpoint(note, log)?.size));
    expect(sizes).toEqual([2, 260, 270]);
    for (const { publisher } of both) expect(publisher.alarm()).toBeUndefined();
    expect(disagreements).toBe(0);
  });

  it('on two databases are two histories: the second does not start, and the first goes on', async () => {
    const [ours, other] = [await another(), await another()];
    await appendEntries(ours, 6);
    await appendEntries(other, 9);
    const { publisher } = await gatewayOn(ours);
    await publisher.publish();
    await expect(gatewayOn(other)).rejects.toThrow(ForgetfulLedger);
    await appendEntries(ours, 12);
    await publisher.publish();
    expect(publisher.alarm()).toBeUndefined();
    expect(publisher.witnessedRecently(now)).toBe(true);
  });

  it('on two databases, both at work already: the one that the witness has not seen raises the alarm', async () => {
    const [ours, other] = [await another(), await another()];
    const both = [await gatewayOn(ours), await gatewayOn(other)];
    await appendEntries(ours, 6);
    await appendEntries(other, 9);
    for (const { publisher } of both) await publisher.publish();
    expect(both.map(({ publisher }) => publisher.alarm())).toEqual([undefined, 'another-history']);
    expect(disagreements).toBe(1);
  });
});
