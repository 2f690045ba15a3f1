import type { Database } from '../database.ts';
import type { ProcessLog } from '../process-log.ts';
import { newestCheckpoint, type StoredCheckpoint } from './checkpoint-store.ts';
import { openCheckpointBy, parseCheckpoint, type Checkpoint } from './checkpoint.ts';
import type { LogKeys, VerifierKey } from './note.ts';
import type { RememberedCheckpoints } from './remembered-checkpoints.ts';
import { repeat } from './repeat.ts';
import { isUntrustworthy, signHead, type LogIdentity } from './sign-head.ts';
import type { WitnessAddress } from './witness-client.ts';
import { createWitnessRounds, type WitnessRounds } from './witness-rounds.ts';

export interface PublisherOptions {
  readonly database: Database;
  /** As it is now: a log may get another key. */
  readonly identity: () => LogIdentity;
  /** The public halves of the identity, the one in use first. */
  readonly keys: LogKeys;
  readonly witnesses: readonly WitnessAddress[];
  /** The checkpoints known outside the database; none when this installation keeps no such file. */
  readonly remembered: RememberedCheckpoints | undefined;
  /** Releases stop when the newest witnessed checkpoint is older; `undefined` is off. */
  readonly longestUnwitnessedMs: number | undefined;
  readonly intervalMs: number;
  readonly clock: () => Date;
  readonly log: ProcessLog;
}

/** Why nothing may be released any more, until a person has looked. */
export type LedgerAlarm = 'forgetful' | 'another-history';

export interface CheckpointPublisher {
  /** Signs the head when it grew and shows it to the witnesses, now; what goes wrong becomes an alarm. */
  readonly publish: () => Promise<void>;
  readonly alarm: () => LedgerAlarm | undefined;
  /**
   * Whether a release may rest on the witnesses: no alarm, and, when the switch is on, a witness has signed a checkpoint
   * within the set time. A log that never had an entry has nothing to witness.
   */
  readonly witnessedRecently: (now: Date) => boolean;
  /** Waits for what is running, and signs and shows what came since: a log that rests is signed to its end. */
  readonly stop: () => Promise<void>;
}

/** Starts signing and showing, each on its own rhythm: a slow witness holds up no checkpoint. */
export function publishCheckpoints(options: PublisherOptions): CheckpointPublisher {
  let newest: StoredCheckpoint | undefined;
  let isForgetful = false;
  let isWaiting = false;
  const rounds = createWitnessRounds(options);
  // Whoever reads that the log forgot must not go on; that it could not be read just now is told once, and mends itself.
  const tellNotSigned = (error: unknown): void => {
    if (isUntrustworthy(error)) {
      isForgetful = true;
      options.log.error({ event: 'checkpoint-not-signed', code: nameOf(error) });
    } else if (!isWaiting) {
      isWaiting = true;
      options.log.error({ event: 'checkpoint-waits', code: nameOf(error) });
    }
  };
  const signing = async (): Promise<void> => {
    try {
      newest = await signNow(options);
      isForgetful = false;
      isWaiting = false;
    } catch (error) {
      tellNotSigned(error);
    }
  };
  const showing = async (): Promise<void> => {
    if (newest === undefined || isForgetful) return;
    if (await rounds.show(newest)) await remember(options).catch(() => undefined);
  };
  const publish = async (): Promise<void> => {
    await signing();
    await showing();
  };
  const loops = [repeat(signing, options.intervalMs), repeat(showing, options.intervalMs)];
  const alarm = (): LedgerAlarm | undefined => (isForgetful ? 'forgetful' : rounds.alarm());
  return {
    publish,
    alarm,
    witnessedRecently: now =>
      alarm() === undefined && (newest === undefined || isRecent(rounds, options.longestUnwitnessedMs, now)),
    stop: async () => {
      await Promise.all(loops.map(async loop => await loop.stop()));
      await publish();
    },
  };
}

const isRecent = (rounds: WitnessRounds, longestMs: number | undefined, now: Date): boolean =>
  longestMs === undefined || now.getTime() - (rounds.witnessedAt()?.getTime() ?? 0) <= longestMs;

/** Signs, and only then remembers outside: what was never committed is never remembered. */
async function signNow({
  database,
  identity,
  keys,
  remembered,
  clock,
}: PublisherOptions): Promise<StoredCheckpoint | undefined> {
  const known = knownOutside(remembered, keys());
  const newest = await database.transaction(async sql => await signHead(sql, identity(), known, clock()));
  if (newest !== undefined && newest.size > (known?.size ?? 0))
    await remember({ database, keys, remembered });
  return newest;
}

/** Remembers the newest checkpoint outside the database, with whatever witnesses signed under it. */
async function remember({
  database,
  keys,
  remembered,
}: Pick<PublisherOptions, 'database' | 'keys' | 'remembered'>): Promise<void> {
  const published = remembered === undefined ? undefined : await newestCheckpoint(database);
  if (published !== undefined) await remembered?.remember(keys()[0].name, published.note);
}

/**
 * The newest checkpoint that is remembered outside the database. One of a key that no longer counts is remembered too: the file is
 * our own, and what the log held then it must hold now.
 */
export function knownOutside(
  remembered: RememberedCheckpoints | undefined,
  keys: readonly [VerifierKey, ...VerifierKey[]],
): Checkpoint | undefined {
  const text = remembered?.of(keys[0].name);
  if (text === undefined) return undefined;
  const checkpoint = openCheckpointBy(text, keys) ?? parseCheckpoint(text);
  if (checkpoint?.origin !== keys[0].name)
    throw new Error('what was remembered is no checkpoint of this log');
  return checkpoint;
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);
