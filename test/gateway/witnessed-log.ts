import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { openDatabase, type Database } from '../../gateway/database.ts';
import { newestCheckpoint } from '../../gateway/ledger/checkpoint-store.ts';
import { parseVerifierKey, SIGNATURE_TYPE, verifierKeyLine } from '../../gateway/ledger/note.ts';
import {
  openCheckpoints,
  type Checkpoints,
  type CheckpointSettings,
} from '../../gateway/ledger/open-checkpoints.ts';
import { createProcessLog } from '../../gateway/process-log.ts';
import { startWitness, type RunningWitness } from '../world/running-witness.ts';
import { newDatabase } from '../world/world.ts';
import { appendEntries, ORIGIN } from './ledger-log.ts';

const keyLineOf = (key: KeyObject): string => verifierKeyLine(ORIGIN, SIGNATURE_TYPE.ed25519, key);
export const keyFrom = (line: string) => {
  const key = parseVerifierKey(line);
  if (key === undefined) throw new Error('this is no key');
  return key;
};

const logKey = generateKeyPairSync('ed25519').privateKey;
const logPem = logKey.export({ type: 'pkcs8', format: 'pem' }).toString();
export const LOG_KEY = keyFrom(keyLineOf(logKey));
const witnessKey = generateKeyPairSync('ed25519').privateKey;

/** A log of its own, in a time of its own, with witnesses that may be started beside it. */
export interface WitnessedLog {
  readonly database: Database;
  /** A file for this log alone. */
  readonly at: (name: string) => string;
  readonly now: () => Date;
  readonly laterBy: (ms: number) => Date;
  /** From here on it is so much later. */
  readonly passTime: (ms: number) => void;
  /** What a witness was alarmed about. */
  readonly told: readonly string[];
  /** What the process logged. */
  readonly logged: readonly string[];
  readonly startWitness: (file?: string) => Promise<RunningWitness>;
  readonly open: (settings: CheckpointSettings) => Promise<Checkpoints>;
  /** A log that told another story from the first entry on, with the same key. */
  readonly otherHistory: (size: number) => Promise<string>;
  readonly close: () => Promise<void>;
}

const into = (lines: string[]): Writable =>
  new Writable({ write: (chunk: Buffer, _encoding, done) => (lines.push(chunk.toString()), done()) });

export async function openWitnessedLog(): Promise<WitnessedLog> {
  const folder = await mkdtemp(join(tmpdir(), 'getuige-'));
  const at = (name: string): string => join(folder, name);
  const database = openDatabase(await newDatabase());
  let time = new Date('2026-11-22T12:00:00Z');
  const now = (): Date => time;
  const laterBy = (ms: number): Date => new Date(time.getTime() + ms);
  const [told, logged]: [string[], string[]] = [[], []];
  const stops: (() => Promise<unknown>)[] = [];

  const openOf = async (of: Database, settings: CheckpointSettings): Promise<Checkpoints> => {
    const around = { clock: now, log: createProcessLog(into(logged), now) };
    const all = { logName: ORIGIN, intervalMs: 3_600_000, ...settings };
    const checkpoints = await openCheckpoints(of, () => [createPrivateKey(logPem)], all, around);
    stops.push(checkpoints.publisher.stop);
    return checkpoints;
  };

  return {
    database,
    at,
    now,
    laterBy,
    passTime: ms => {
      time = laterBy(ms);
    },
    told,
    logged,
    startWitness: async (file = 'getuige.json') => {
      const witness = await startWitness({
        privateKey: witnessKey,
        log: LOG_KEY,
        origin: ORIGIN,
        file: at(file),
        clock: now,
        onDisagreement: () => void told.push('another history'),
      });
      stops.push(witness.stop);
      return witness;
    },
    open: async settings => await openOf(database, settings),
    otherHistory: async size => {
      const other = openDatabase(await newDatabase());
      await appendEntries(other, size);
      const { publisher } = await openOf(other, {});
      await publisher.publish();
      const note = (await newestCheckpoint(other))?.note ?? '';
      await publisher.stop();
      await other.close();
      return note;
    },
    close: async () => {
      for (const stop of stops.toReversed()) await stop();
      await database.close();
      await rm(folder, { recursive: true });
    },
  };
}
