import { createHash } from 'node:crypto';
import type { ProcessLog } from '../process-log.ts';
import { repeat } from '../ledger/repeat.ts';
import { printRing, RINGS } from './key-ring.ts';
import type { LiveKeys } from './own-keys.ts';
import { readRings, type KeyRings } from './ring-files.ts';

/** The keys of an installation, read again whenever their files change. */
export interface KeptKeys {
  /** Reads them now. A file that cannot be read leaves what there was; that is told once. */
  readonly renew: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const READ_EVERY_MS = 10_000;

/** Reads the rings again and again. */
export function keepKeys(
  folder: string,
  first: KeyRings,
  keys: Pick<LiveKeys, 'replace'>,
  log: ProcessLog,
): KeptKeys {
  let known = fingerprintOf(first);
  let isTold = false;
  const renew = async (): Promise<void> => {
    const { rings, faults } = await readRings(folder);
    if (rings === undefined) {
      if (!isTold) for (const [kind] of faults) log.error({ event: 'keys-unusable', code: kind });
      isTold = true;
      return;
    }
    isTold = false;
    const now = fingerprintOf(rings);
    if (now === known) return;
    await keys.replace(rings);
    known = now;
    log.info({ event: 'keys-reloaded', code: 'sleutels' });
  };
  return { renew, stop: repeat(renew, READ_EVERY_MS).stop };
}

const fingerprintOf = (rings: KeyRings): string => {
  const hash = createHash('sha256');
  for (const kind of RINGS) hash.update(printRing(rings[kind]));
  return hash.digest('hex');
};
