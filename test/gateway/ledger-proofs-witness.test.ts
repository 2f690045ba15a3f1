import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { openDatabase, type Database } from '../../gateway/database.ts';
import { newestCheckpoint } from '../../gateway/ledger/checkpoint-store.ts';
import { openCheckpoint } from '../../gateway/ledger/checkpoint.ts';
import { ForgetfulLedger } from '../../gateway/ledger/forgetful-ledger.ts';
import { isSignedBy, parseVerifierKey, SIGNATURE_TYPE, verifierKeyLine } from '../../gateway/ledger/note.ts';
import {
  openCheckpoints,
  type Checkpoints,
  type CheckpointSettings,
} from '../../gateway/ledger/open-checkpoints.ts';
import { openRememberedCheckpoints } from '../../gateway/ledger/remembered-checkpoints.ts';
import { originHash } from '../../gateway/ledger/witness-client.ts';
import { createProcessLog } from '../../gateway/process-log.ts';
import { startWitness as runWitness, type RunningWitness } from '../world/running-witness.ts';
import { newDatabase } from '../world/world.ts';
import { appendEntries, ORIGIN, withoutTriggers } from './ledger-log.ts';

const keyLineOf = (key: KeyObject): string => verifierKeyLine(ORIGIN, SIGNATURE_TYPE.ed25519, key);
const keyFrom = (line: string) => {
  const key = parseVerifierKey(line);
  if (key === undefined) throw new Error('this is no key');
  return key;
};

const logKey = generateKeyPairSync('ed25519').privateKey;
const logPem = logKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const log = keyFrom(keyLineOf(logKey));

let folder: string;
let database: Database;
let now: Date;
const stops: (() => Promise<unknown>)[] = [];
let told: string[];
let logged: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'getuige-'));
  database = openDatabase(await newDatabase());
  now = new Date('2026-11-22T12:00:00Z');
  [told, logged] = [[], []];
});
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
  await database.close();
  await rm(folder, { recursive: true });
});

const witnessKey = generateKeyPairSync('ed25519').privateKey;

async function startWitness(file = 'getuige.json'): Promise<RunningWitness> {
  const witness = await runWitness({
    privateKey: witnessKey,
    log,
    origin: ORIGIN,
    file: join(folder, file),
    clock: () => now,
    onDisagreement: () => void told.push('another history'),
  });
  stops.push(witness.stop);
  return witness;
}

const into = (lines: string[]): Writable =>
  new Writable({ write: (chunk: Buffer, _encoding, done) => (lines.push(chunk.toString()), done()) });

async function openLog(settings: CheckpointSettings, of = database): Promise<Checkpoints> {
  const around = { clock: () => now, log: createProcessLog(into(logged), () => now) };
  const all = { logName: ORIGIN, intervalMs: 3_600_000, ...settings };
  const checkpoints = await openCheckpoints(of, () => [createPrivateKey(logPem)], all, around);
  stops.push(checkpoints.publisher.stop);
  return checkpoints;
}

const post = async (url: string, body: string): Promise<readonly [number, string, string | null]> => {
  const response = await fetch(`${url}/add-checkpoint`, { method: 'POST', body });
  return [response.status, await response.text(), response.headers.get('content-type')];
};

/** A log that told another story from the first entry on, with the same key. */
async function otherHistory(size: number): Promise<string> {
  const other = openDatabase(await newDatabase());
  await appendEntries(other, size);
  const { publisher } = await openLog({}, other);
  await publisher.publish();
  const note = (await newestCheckpoint(other))?.note ?? '';
  await publisher.stop();
  await other.close();
  return note;
}

describe('a log with a witness', () => {
  it('publishes checkpoints that the witness signed too, as it grows, and as it starts again', async () => {
    const witness = await startWitness();
    const rememberedIn = join(folder, 'getuigenis');
    const first = await openLog({ witnesses: [witness], rememberedIn });
    for (const size of [3, 300, 301]) {
      await appendEntries(database, size);
      await first.publisher.publish();
      const opened = openCheckpoint((await newestCheckpoint(database))?.note ?? '', log);
      expect(opened).toMatchObject({ size });
      expect(opened !== undefined && isSignedBy(opened.note, keyFrom(witness.key))).toBe(true);
    }
    const ours = JSON.parse(await readFile(rememberedIn, 'utf8')) as Record<string, string>;
    expect(ours[ORIGIN]).toMatch(/\n301\n[^]*\n— getuige/);
    const shown = await (await fetch(`${witness.url}/${originHash(ORIGIN)}/checkpoint`)).text();
    expect(openCheckpoint(shown, log)).toMatchObject({ size: 301 });
    await first.publisher.stop();
    const { publisher } = await openLog({ witnesses: [witness] });
    await appendEntries(database, 400);
    await publisher.publish();
    expect(publisher.alarm()).toBeUndefined();
    expect(publisher.witnessedRecently(now)).toBe(true);
  });

  it('finds its way when the witness knows an older checkpoint than it thinks', async () => {
    const witness = await startWitness();
    const { publisher } = await openLog({ witnesses: [witness] });
    await appendEntries(database, 5);
    await publisher.publish();
    await database.transaction(async sql => await withoutTriggers(sql, ['DELETE FROM ledger_cosignature']));
    await appendEntries(database, 9);
    await publisher.publish();
    expect((await newestCheckpoint(database))?.note.match(/^— getuige/gm)).toHaveLength(1);
  });

  it('hears it when the witness has seen another history, raises the alarm, and may release nothing any more', async () => {
    const witness = await startWitness();
    await post(witness.url, `old 0\n\n${await otherHistory(4)}`);
    const { publisher } = await openLog({ witnesses: [] });
    await appendEntries(database, 6);
    await publisher.publish();
    await publisher.stop();
    await expect(openLog({ witnesses: [witness] })).rejects.toThrow(ForgetfulLedger);
  });

  it('raises the alarm when that shows only while it runs', async () => {
    const witness = await startWitness();
    const { publisher } = await openLog({ witnesses: [witness] });
    await post(witness.url, `old 0\n\n${await otherHistory(4)}`);
    await appendEntries(database, 6);
    expect(publisher.witnessedRecently(now)).toBe(true);
    await publisher.publish();
    expect(publisher.alarm()).toBe('another-history');
    expect(publisher.witnessedRecently(now)).toBe(false);
    expect(told).toEqual(['another history']);
  });
});

const later = (ms: number): Date => new Date(now.getTime() + ms);

describe('the switch on recent witnesses', () => {
  const longestUnwitnessedMs = 60_000;

  it('stops releases when no witness has signed for that long, and lets them go on when one does', async () => {
    const witness = await startWitness();
    const { publisher } = await openLog({ witnesses: [witness], longestUnwitnessedMs });
    await appendEntries(database, 2);
    await publisher.publish();
    expect(publisher.witnessedRecently(later(60_000))).toBe(true);
    expect(publisher.witnessedRecently(later(61_000))).toBe(false);
    now = later(61_000);
    await publisher.publish();
    expect(publisher.witnessedRecently(now)).toBe(true);
  });

  it('stops them when the witness cannot be reached, but not before the log has an entry', async () => {
    const witness = await startWitness();
    await witness.stop();
    const { publisher } = await openLog({ witnesses: [witness], longestUnwitnessedMs });
    await publisher.publish();
    expect(publisher.witnessedRecently(now)).toBe(true);
    await appendEntries(database, 1);
    await publisher.publish();
    expect(publisher.witnessedRecently(now)).toBe(false);
    expect(publisher.alarm()).toBeUndefined();
  });

  it('does not count when it is off', async () => {
    const { publisher } = await openLog({});
    await appendEntries(database, 1);
    await publisher.publish();
    expect(publisher.witnessedRecently(later(9_999_999))).toBe(true);
  });
});

describe('a witness', () => {
  let witness: RunningWitness;
  let note: string;
  beforeEach(async () => {
    witness = await startWitness();
    await appendEntries(database, 7);
    const { publisher } = await openLog({ witnesses: [witness] });
    await publisher.publish();
    note = (await newestCheckpoint(database))?.note ?? '';
  });

  it('says which size it knows when asked from another', async () => {
    expect(await post(witness.url, `old 0\n\n${note}`)).toEqual([409, '7\n', 'text/x.tlog.size']);
  });

  it('signs the same checkpoint once more, and no other of that size', async () => {
    expect(await post(witness.url, `old 7\n\n${note}`)).toEqual([
      200,
      expect.stringMatching(/^— getuige/),
      expect.anything(),
    ]);
    expect(await post(witness.url, `old 7\n\n${await otherHistory(7)}`)).toMatchObject([
      422,
      '',
      expect.anything(),
    ]);
    expect(told).toEqual(['another history']);
  });

  it.each([
    [400, 'nothing', () => ''],
    [400, 'a size that is no number', () => `old x\n\n${note}`],
    [400, 'a later size than the checkpoint', () => `old 8\n\n${note}`],
    [400, 'a proof that is none', () => `old 7\nAAAA\n\n${note}`],
    [403, 'a signature that is not of the log', () => `old 7\n\n${note.replace(/\n7\n/, '\n8\n')}`],
    [404, 'another log', () => `old 7\n\n${note.replaceAll(ORIGIN, 'elders.example')}`],
    [422, 'a growth without its proof', () => `old 7\n${'A'.repeat(43)}=\n\n${note}`],
  ])('answers %i to %s', async (status, _name, body) => {
    expect((await post(witness.url, body()))[0]).toBe(status);
  });

  it('still knows after it went down what it saw before, and does not start on a memory it cannot read', async () => {
    await witness.stop();
    const again = await startWitness();
    expect(await post(again.url, `old 0\n\n${note}`)).toEqual([409, '7\n', 'text/x.tlog.size']);
    await writeFile(
      join(folder, 'stuk.json'),
      (await readFile(join(folder, 'getuige.json'), 'utf8')).slice(0, 40),
    );
    await expect(openRememberedCheckpoints(join(folder, 'stuk.json'))).rejects.toThrow(SyntaxError);
  });

  it('signs one of two that come at once', async () => {
    const [one, two] = await Promise.all([otherHistory(3), otherHistory(3)]);
    const fresh = await startWitness('vers.json');
    const answers = await Promise.all(
      [one, two].map(async each => await post(fresh.url, `old 0\n\n${each}`)),
    );
    // Whichever came first.
    expect(answers.map(([status]) => status).sort((a, b) => a - b)).toEqual([200, 409]);
  });
});

describe('a backup that was put back', () => {
  const cut = [
    'DELETE FROM ledger_entry WHERE index >= 8',
    'DELETE FROM ledger_checkpoint',
    'DELETE FROM ledger_cosignature',
    "UPDATE ledger_tail SET size = 0, hashes = ''",
  ];

  async function restore(): Promise<void> {
    await database.transaction(async sql => {
      const [head] = await sql.query<{ frontier: Buffer[] }>('SELECT frontier FROM ledger_head');
      await withoutTriggers(sql, cut);
      await sql.query('UPDATE ledger_head SET size = 8, frontier = ARRAY[$1::bytea]', [head?.frontier[0]]);
    });
  }

  it('refuses to start behind the checkpoint in our own file', async () => {
    const rememberedIn = join(folder, 'getuigenis');
    await appendEntries(database, 12);
    const { publisher } = await openLog({ rememberedIn });
    await publisher.publish();
    await publisher.stop();
    await (await openLog({ rememberedIn })).publisher.stop();
    await restore();
    await expect(openLog({ rememberedIn })).rejects.toThrow(
      /vergeetachtig: het heeft 8 regels, maar .* van 12 regels/,
    );
  });

  it('refuses to start behind the checkpoint that a witness knows', async () => {
    const witness = await startWitness();
    await appendEntries(database, 12);
    const { publisher } = await openLog({ witnesses: [witness] });
    await publisher.publish();
    await publisher.stop();
    await restore();
    await expect(openLog({ witnesses: [witness] })).rejects.toThrow(ForgetfulLedger);
  });

  it('refuses to start when the log has grown past it with another history', async () => {
    const rememberedIn = join(folder, 'getuigenis');
    await appendEntries(database, 12);
    const { publisher } = await openLog({ rememberedIn });
    await publisher.publish();
    await publisher.stop();
    await restore();
    await appendEntries(database, 20);
    await expect(openLog({ rememberedIn })).rejects.toThrow(/zijn eerste 12 regels zijn niet de regels/);
  });

  it('is noticed while the gateway runs: nothing more is signed', async () => {
    await appendEntries(database, 12);
    const { publisher } = await openLog({ rememberedIn: join(folder, 'getuigenis') });
    await publisher.publish();
    await restore();
    await publisher.publish();
    expect(publisher.alarm()).toBe('forgetful');
    expect(publisher.witnessedRecently(now)).toBe(false);
    expect(logged.join('')).toContain('ForgetfulLedger');
    expect(await newestCheckpoint(database)).toBeUndefined();
  });
});
