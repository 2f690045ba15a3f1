import type { KeyObject } from 'node:crypto';
import type { Database } from '../database.ts';
import { newestCheckpoint, type StoredCheckpoint } from './checkpoint-store.ts';
import { signCheckpoint } from './checkpoint.ts';
import { logAsKnown, type LogNaming } from './log-as-known.ts';
import { EMPTY_TREE, rootOf } from './merkle-tree.ts';
import type { LogKeys } from './note.ts';
import type { WitnessAddress } from './witness-client.ts';
import { codeOf, showToWitness } from './witness-rounds.ts';

/** A witness that does not sign what these keys sign, and why. */
export interface UnwillingWitness {
  readonly name: string;
  readonly code: string;
}

/** A gateway may have signed and shown something newer meanwhile. */
const TIMES = 3;

/**
 * Shows every witness the newest checkpoint, signed with these keys alone, as it will be once the others no longer count.
 * Never rejects for a witness that fails: that is an unwilling one.
 */
export async function unwillingWitnesses(
  database: Database,
  privateKeys: readonly [KeyObject, ...KeyObject[]],
  naming: LogNaming,
): Promise<readonly UnwillingWitness[]> {
  const { origin, keys, witnesses } = logAsKnown(() => privateKeys, naming);
  const sign = ({ size, root }: Pick<StoredCheckpoint, 'size' | 'root'>): StoredCheckpoint => ({
    size,
    root,
    note: signCheckpoint({ origin, size, root }, ...privateKeys),
  });
  const asked = await Promise.all(
    witnesses.map(async witness => {
      const code = await whyNot(witness, sign, { database, keys });
      return code === undefined ? [] : [{ name: witness.key.name, code }];
    }),
  );
  return asked.flat();
}

async function whyNot(
  witness: WitnessAddress,
  sign: (checkpoint: Pick<StoredCheckpoint, 'size' | 'root'>) => StoredCheckpoint,
  around: { readonly database: Database; readonly keys: LogKeys },
): Promise<string | undefined> {
  let code: string | undefined;
  for (let time = 0; time < TIMES; time += 1) {
    const newest = (await newestCheckpoint(around.database)) ?? { size: 0, root: rootOf(EMPTY_TREE) };
    const answer = await showToWitness(witness, sign(newest), around);
    if (answer.kind === 'cosigned') return undefined;
    code = codeOf(answer);
    if (answer.kind !== 'knows-another-size') break;
  }
  return code;
}
