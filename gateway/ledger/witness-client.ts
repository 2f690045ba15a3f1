import { createHash } from 'node:crypto';
import { request } from 'undici';
import { openCheckpointBy, type SignedCheckpoint } from './checkpoint.ts';
import type { Hash } from './merkle-tree.ts';
import { cosignedAt, parseSignature, type VerifierKey } from './note.ts';

/** Who remembers our checkpoints for us, and where. */
export interface WitnessAddress {
  readonly key: VerifierKey;
  readonly url: string;
}

/** What we ask a witness to sign: that this checkpoint follows on the one it knows. */
export interface Submission {
  readonly old: number;
  readonly proof: readonly Hash[];
  readonly checkpoint: SignedCheckpoint;
  /** The checkpoint as it is written. */
  readonly text: string;
}

/** What a witness answered. */
export type WitnessAnswer =
  | { readonly kind: 'cosigned'; readonly line: string; readonly at: Date }
  | { readonly kind: 'knows-another-size'; readonly size: number }
  | { readonly kind: 'saw-another-history' }
  | { readonly kind: 'no-answer'; readonly code: string };

const PATIENCE_MS = 3_000;

/** Submits a checkpoint (C2SP tlog-witness). Never rejects: a witness that fails is an answer too. */
export async function submitCheckpoint(
  { key, url }: WitnessAddress,
  { old, proof, checkpoint, text }: Submission,
): Promise<WitnessAnswer> {
  const lines = [`old ${old}`, ...proof.map(each => each.toString('base64'))];
  try {
    const answer = await ask(`${url}/add-checkpoint`, 'POST', `${lines.join('\n')}\n\n${text}`);
    if (answer.status === 409) return knownSize(answer.text);
    if (answer.status === 422) return { kind: 'saw-another-history' };
    if (answer.status !== 200) return { kind: 'no-answer', code: String(answer.status) };
    return cosignatureIn(answer.text, checkpoint.note.text, key);
  } catch {
    return { kind: 'no-answer', code: 'unreachable' };
  }
}

function knownSize(text: string): WitnessAnswer {
  const size = /^(0|[1-9]\d{0,15})\n$/.exec(text)?.[1];
  return size === undefined
    ? { kind: 'no-answer', code: 'nonsense' }
    : { kind: 'knows-another-size', size: Number(size) };
}

function cosignatureIn(text: string, signed: string, key: VerifierKey): WitnessAnswer {
  for (const each of text.split('\n').map(parseSignature)) {
    const isOwn = each?.name === key.name && each.id.equals(key.id);
    const at = isOwn ? cosignedAt(signed, each.signature, key) : undefined;
    if (each !== undefined && at !== undefined) return { kind: 'cosigned', line: each.line, at };
  }
  return { kind: 'no-answer', code: 'nonsense' };
}

/** The newest checkpoint of our log that the witness remembers; none when it has none, or does not answer. */
export async function checkpointAt(
  { url }: WitnessAddress,
  keys: readonly [VerifierKey, ...VerifierKey[]],
): Promise<SignedCheckpoint | undefined> {
  try {
    const { status, text } = await ask(`${url}/${originHash(keys[0].name)}/checkpoint`, 'GET');
    return status === 200 ? openCheckpointBy(text, keys) : undefined;
  } catch {
    return undefined;
  }
}

/** Under which a witness publishes what it knows of a log. */
export const originHash = (origin: string): string => createHash('sha256').update(origin).digest('hex');

async function ask(
  url: string,
  method: 'GET' | 'POST',
  body?: string,
): Promise<{ readonly status: number; readonly text: string }> {
  const { statusCode, body: answer } = await request(url, {
    method,
    signal: AbortSignal.timeout(PATIENCE_MS),
    ...(body === undefined ? {} : { body }),
  });
  return { status: statusCode, text: await answer.text() };
}
