import type { KeyObject } from 'node:crypto';
import type { Hash } from './merkle-tree.ts';
import { fromBase64, isSignedBy, parseNote, signNote, type Note, type VerifierKey } from './note.ts';

/** The head of a log at one moment (C2SP tlog-checkpoint). */
export interface Checkpoint {
  /** Which log: its name, chosen once. */
  readonly origin: string;
  readonly size: number;
  readonly root: Hash;
}

export interface SignedCheckpoint extends Checkpoint {
  readonly note: Note;
}

/** Signs a checkpoint under the name of the log; always the same note for the same head. */
export const signCheckpoint = (
  { origin, size, root }: Checkpoint,
  ...privateKeys: readonly KeyObject[]
): string => signNote(`${origin}\n${size}\n${root.toString('base64')}\n`, origin, privateKeys);

/** Reads a checkpoint without judging its signatures; none when it is not one. Later lines of it are left to its log. */
export function parseCheckpoint(text: string): SignedCheckpoint | undefined {
  const note = parseNote(text);
  const [origin, size, encoded, ...more] = note?.text.slice(0, -1).split('\n') ?? [];
  const root = fromBase64(encoded ?? '');
  if (note === undefined || !origin || !isSize(size) || root?.length !== 32 || more.includes(''))
    return undefined;
  return { origin, size: Number(size), root, note };
}

/** Reads a checkpoint of the log whose key this is; none when it is not signed by it, or about another log. */
export function openCheckpoint(text: string, key: VerifierKey): SignedCheckpoint | undefined {
  const checkpoint = parseCheckpoint(text);
  return checkpoint?.origin === key.name && isSignedBy(checkpoint.note, key) ? checkpoint : undefined;
}

/** Reads a checkpoint of a log that has several keys, one after the other; none when none of them signed it. */
export const openCheckpointBy = (text: string, keys: readonly VerifierKey[]): SignedCheckpoint | undefined =>
  keys.map(key => openCheckpoint(text, key)).find(each => each !== undefined);

const isSize = (text: string | undefined): text is string =>
  text !== undefined && /^(?:0|[1-9]\d{0,15})$/.test(text) && Number.isSafeInteger(Number(text));
