import type { KeyObject } from 'node:crypto';
import type { Database } from '../database.ts';
import type { ProcessLog } from '../process-log.ts';
import { logAsKnown, type LogNaming } from './log-as-known.ts';
import { publishCheckpoints, type CheckpointPublisher } from './publish-checkpoints.ts';
import { openRememberedCheckpoints } from './remembered-checkpoints.ts';
import { requireRemembered } from './require-remembered.ts';

/** How the log is signed and witnessed. What is left out is off. */
export interface CheckpointSettings extends LogNaming {
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
  const { origin, keyLines, keys, witnesses } = logAsKnown(privateKeys, settings);
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
  return { publisher, keyLines };
}
