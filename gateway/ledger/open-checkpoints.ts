import type { KeyObject } from 'node:crypto';
import type { Database } from '../database.ts';
import { madeFrom } from '../keys/made-from.ts';
import type { ProcessLog } from '../process-log.ts';
import { parseVerifierKey, SIGNATURE_TYPE, verifierKeyLine, type VerifierKey } from './note.ts';
import { publishCheckpoints, type CheckpointPublisher } from './publish-checkpoints.ts';
import { openRememberedCheckpoints } from './remembered-checkpoints.ts';
import { requireRemembered } from './require-remembered.ts';
import type { WitnessAddress } from './witness-client.ts';

/** How the log is signed and witnessed. What is left out is off. */
export interface CheckpointSettings {
  /** The name of the log; without it, that of a trial. */
  readonly logName?: string;
  readonly witnesses?: readonly { readonly key: string; readonly url: string }[];
  /** The file that remembers the newest checkpoint outside the database. */
  readonly rememberedIn?: string;
  readonly longestUnwitnessedMs?: number | undefined;
  readonly intervalMs?: number;
}

/** The signed side of the ledger. */
export interface Checkpoints {
  readonly publisher: CheckpointPublisher;
  /** The lines by which others know the keys of this log, the one in use first. */
  readonly keyLines: () => readonly string[];
}

const TRIAL_LOG = 'wijkpoort.localhost/logboek';
const INTERVAL_MS = 500;

/**
 * Compares the log with what is remembered of it elsewhere, then starts signing. Rejects with `ForgetfulLedger` when it is
 * behind: then nothing may be served.
 */
export async function openCheckpoints(
  database: Database,
  privateKeys: () => readonly [KeyObject, ...KeyObject[]],
  settings: CheckpointSettings,
  { clock, log }: { readonly clock: () => Date; readonly log: ProcessLog },
): Promise<Checkpoints> {
  const origin = settings.logName ?? TRIAL_LOG;
  const lineOf = (each: KeyObject): string => verifierKeyLine(origin, SIGNATURE_TYPE.ed25519, each);
  const keys = madeFrom(
    privateKeys,
    ([first, ...others]) => [keyFrom(first), ...others.map(keyFrom)] as const,
  );
  const keyFrom = (each: KeyObject): VerifierKey => knownKey(lineOf(each));
  const witnesses = (settings.witnesses ?? []).map(asAddress);
  const remembered =
    settings.rememberedIn === undefined ? undefined : await openRememberedCheckpoints(settings.rememberedIn);
  await requireRemembered(database, keys(), remembered, witnesses);
  const publisher = publishCheckpoints({
    database,
    identity: () => ({ origin, privateKeys: privateKeys() }),
    keys,
    witnesses,
    remembered,
    longestUnwitnessedMs: settings.longestUnwitnessedMs,
    intervalMs: settings.intervalMs ?? INTERVAL_MS,
    clock,
    log,
  });
  return { publisher, keyLines: () => privateKeys().map(lineOf) };
}

const asAddress = ({ key, url }: { readonly key: string; readonly url: string }): WitnessAddress => ({
  key: knownKey(key),
  url,
});

function knownKey(line: string): VerifierKey {
  const key = parseVerifierKey(line);
  if (key === undefined) throw new Error('Deze sleutelregel is niet te lezen: naam+nummer+sleutel.');
  return key;
}
