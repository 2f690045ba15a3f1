import type { Database } from '../database.ts';
import type { ProcessLog } from '../process-log.ts';
import {
  committedHead,
  newestWitnessed,
  storeCosignature,
  type StoredCheckpoint,
} from './checkpoint-store.ts';
import { openCheckpointBy, type SignedCheckpoint } from './checkpoint.ts';
import type { LogKeys } from './note.ts';
import { proveConsistency } from './proofs.ts';
import { nodesOf } from './tile-store.ts';
import { submitCheckpoint, type WitnessAddress, type WitnessAnswer } from './witness-client.ts';

export interface RoundsOptions {
  readonly database: Database;
  readonly keys: LogKeys;
  readonly witnesses: readonly WitnessAddress[];
  readonly longestUnwitnessedMs: number | undefined;
  readonly clock: () => Date;
  readonly log: ProcessLog;
}

export interface WitnessRounds {
  /**
   * Shows this checkpoint to every witness that has not signed it, or not lately. Resolves to whether any signed it now; never
   * rejects.
   */
  readonly show: (checkpoint: StoredCheckpoint) => Promise<boolean>;
  /** When a witness last signed. */
  readonly witnessedAt: () => Date | undefined;
  readonly alarm: () => 'another-history' | undefined;
}

interface Signed {
  readonly size: number;
  readonly at: Date;
}

const REFRESH_MS = 60_000;
/** A witness that goes on not signing is told of this often, and at once when it is for another reason. */
const TOLD_EVERY_MS = 60_000;

/** Shows checkpoints to witnesses. A quiet log is shown again now and then, so that its witnesses stay recent. */
export function createWitnessRounds(options: RoundsOptions): WitnessRounds {
  const last = new Map<string, Signed>();
  const disagreeing = new Set<string>();
  const told = new Map<string, { readonly code: string; readonly at: number }>();
  const tell = (witness: string, code: string): void => {
    const now = options.clock().getTime();
    const before = told.get(witness);
    if (before?.code === code && now - before.at < TOLD_EVERY_MS) return;
    told.set(witness, { code, at: now });
    options.log.error({ event: 'witness-did-not-sign', witness, code });
  };
  const refreshMs = Math.min(REFRESH_MS, (options.longestUnwitnessedMs ?? Infinity) / 3);
  const isDue = ({ key }: WitnessAddress, size: number): boolean => {
    const signed = last.get(key.name);
    return signed?.size !== size || options.clock().getTime() - signed.at.getTime() >= refreshMs;
  };
  const showTo = async (witness: WitnessAddress, checkpoint: StoredCheckpoint): Promise<boolean> => {
    const { name } = witness.key;
    const answer = await showToWitness(witness, checkpoint, options);
    if (answer.kind === 'cosigned') {
      const at = new Date(Math.min(answer.at.getTime(), options.clock().getTime()));
      last.set(name, { size: checkpoint.size, at });
      disagreeing.delete(name);
      told.delete(name);
    } else if (answer.kind === 'saw-another-history') {
      disagreeing.add(name);
      options.log.error({ event: 'witness-saw-another-history', witness: name });
    } else {
      tell(name, codeOf(answer));
    }
    return answer.kind === 'cosigned';
  };
  return {
    show: async checkpoint => {
      const due = options.witnesses.filter(witness => isDue(witness, checkpoint.size));
      const signed = await Promise.all(
        due.map(
          async witness =>
            await showTo(witness, checkpoint).catch(() => {
              tell(witness.key.name, 'failed');
              return false;
            }),
        ),
      );
      return signed.includes(true);
    },
    witnessedAt: () => [...last.values()].map(({ at }) => at).sort((a, b) => b.getTime() - a.getTime())[0],
    alarm: () => (disagreeing.size > 0 ? 'another-history' : undefined),
  };
}

/** Why a witness did not sign, in a word. */
export const codeOf = (answer: WitnessAnswer): string =>
  answer.kind === 'no-answer' ? answer.code : answer.kind;

/** Submits from what we think the witness knows; when it knows another size, once more from there. What it signs is stored. */
export async function showToWitness(
  witness: WitnessAddress,
  stored: StoredCheckpoint,
  options: Pick<RoundsOptions, 'database' | 'keys'>,
): Promise<WitnessAnswer> {
  const { database, keys } = options;
  const checkpoint = openCheckpointBy(stored.note, keys());
  if (checkpoint === undefined) return { kind: 'no-answer', code: 'not-ours' };
  const guess = Math.min(await newestWitnessed(database, witness.key.name), stored.size);
  const first = await submitFrom(guess, witness, stored, checkpoint, options);
  const answer =
    first.kind === 'knows-another-size'
      ? await submitAgain(first.size, witness, stored, checkpoint, options)
      : first;
  if (answer.kind === 'cosigned') {
    const { at, line } = answer;
    await storeCosignature(database, { size: stored.size, witness: witness.key.name, at, line });
  }
  return answer;
}

async function submitAgain(
  known: number,
  witness: WitnessAddress,
  stored: StoredCheckpoint,
  checkpoint: SignedCheckpoint,
  options: Pick<RoundsOptions, 'database'>,
): Promise<WitnessAnswer> {
  if (known <= stored.size) return await submitFrom(known, witness, stored, checkpoint, options);
  // Another gateway may have shown a newer checkpoint; but the log itself cannot be smaller than what a witness signed.
  const { size } = await committedHead(options.database);
  return known > size ? { kind: 'saw-another-history' } : { kind: 'knows-another-size', size: known };
}

async function submitFrom(
  old: number,
  witness: WitnessAddress,
  stored: StoredCheckpoint,
  checkpoint: SignedCheckpoint,
  { database }: Pick<RoundsOptions, 'database'>,
): Promise<WitnessAnswer> {
  const read = nodesOf(database, stored.size);
  const proof = old === 0 ? [] : await proveConsistency(old, stored.size, read);
  return await submitCheckpoint(witness, { old, proof, checkpoint, text: stored.note });
}
