import type { Sql } from '../database.ts';
import { committedHead } from './checkpoint-store.ts';
import { knownOutside } from './publish-checkpoints.ts';
import { requireFollows } from './sign-head.ts';
import type { VerifierKey } from './note.ts';
import type { RememberedCheckpoints } from './remembered-checkpoints.ts';
import { checkpointAt, type WitnessAddress } from './witness-client.ts';

/**
 * Compares the log with every checkpoint that is known outside it: in our own file, and with the witnesses. Rejects with
 * `ForgetfulLedger` when the log is behind one of them or holds another history, such as after a restored backup. A witness
 * that does not answer says nothing here; the switch on recent witnesses covers that.
 */
export async function requireRemembered(
  sql: Sql,
  keys: readonly [VerifierKey, ...VerifierKey[]],
  remembered: RememberedCheckpoints | undefined,
  witnesses: readonly WitnessAddress[],
): Promise<void> {
  const outside = [
    knownOutside(remembered, keys),
    ...(await Promise.all(witnesses.map(async witness => await checkpointAt(witness, keys)))),
  ];
  const head = await committedHead(sql);
  for (const each of outside) {
    if (each !== undefined && each.size > 0) await requireFollows(sql, head, each);
  }
}
