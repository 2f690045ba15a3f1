import type { Sql } from '../database.ts';
import { committedHead } from '../ledger/checkpoint-store.ts';
import type { Checkpoint } from '../ledger/checkpoint.ts';
import { ForgetfulLedger } from '../ledger/forgetful-ledger.ts';
import type { VerifierKey } from '../ledger/note.ts';
import { knownOutside } from '../ledger/publish-checkpoints.ts';
import type { RememberedCheckpoints } from '../ledger/remembered-checkpoints.ts';
import { requireFollows } from '../ledger/sign-head.ts';
import { TreeIncomplete } from '../ledger/tile-store.ts';
import { checkpointAt, type WitnessAddress } from '../ledger/witness-client.ts';

/** How a restored log compares with what somebody else knows of it. */
export type Comparison = { readonly who: string } & (
  | { readonly kind: 'equal' | 'another-history' | 'says-nothing' }
  | { readonly kind: 'behind' | 'ahead'; readonly entries: number }
);

/** Who knows the log from outside. */
export interface Outside {
  readonly keys: readonly [VerifierKey, ...VerifierKey[]];
  readonly remembered: RememberedCheckpoints | undefined;
  readonly witnesses: readonly WitnessAddress[];
}

/** Compares with the file and with each witness. Of a shorter log only its length can be compared. */
export async function compareOutside(
  sql: Sql,
  { keys, remembered, witnesses }: Outside,
): Promise<readonly Comparison[]> {
  const known = [
    ...(remembered === undefined
      ? []
      : [{ who: 'het eigen bestand', checkpoint: knownOutside(remembered, keys) }]),
    ...(await Promise.all(
      witnesses.map(async each => ({ who: each.key.name, checkpoint: await checkpointAt(each, keys) })),
    )),
  ];
  const compared: Comparison[] = [];
  for (const { who, checkpoint } of known) compared.push({ who, ...(await compare(sql, checkpoint)) });
  return compared;
}

type Compared = Comparison extends infer Each ? (Each extends unknown ? Omit<Each, 'who'> : never) : never;

async function compare(sql: Sql, checkpoint: Checkpoint | undefined): Promise<Compared> {
  if (checkpoint === undefined) return { kind: 'says-nothing' };
  const head = await committedHead(sql);
  const entries = head.size - checkpoint.size;
  if (entries < 0) return { kind: 'behind', entries: -entries };
  if (!(await follows(sql, checkpoint))) return { kind: 'another-history' };
  return entries === 0 ? { kind: 'equal' } : { kind: 'ahead', entries };
}

async function follows(sql: Sql, checkpoint: Checkpoint): Promise<boolean> {
  try {
    await requireFollows(sql, await committedHead(sql), checkpoint);
    return true;
  } catch (error) {
    if (error instanceof ForgetfulLedger || error instanceof TreeIncomplete) return false;
    throw error;
  }
}
