import type { KeyObject } from 'node:crypto';
import { openCheckpointBy, parseCheckpoint, type SignedCheckpoint } from './checkpoint.ts';
import { EMPTY_TREE, isConsistent, rootOf, type Hash } from './merkle-tree.ts';
import { cosign, fromBase64, type VerifierKey } from './note.ts';
import type { RememberedCheckpoints } from './remembered-checkpoints.ts';

export interface WitnessOptions {
  readonly name: string;
  readonly privateKey: KeyObject;
  /** The logs it watches. */
  readonly logs: readonly VerifierKey[];
  readonly remembered: RememberedCheckpoints;
  readonly clock: () => Date;
  /**
   * Told of a checkpoint that the log signed and that was not shown to follow on the remembered one. `isProof` when both are
   * of one size: then the two signatures alone prove that the log told two stories.
   */
  readonly onDisagreement: (remembered: string, shown: string, isProof: boolean) => void;
}

/** An answer of the witness protocol (C2SP tlog-witness). */
export interface WitnessReply {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422;
  readonly body: string;
}

export interface Witness {
  readonly addCheckpoint: (body: string) => Promise<WitnessReply>;
  /** The newest checkpoint of a log that this witness signed, with its signature. */
  readonly checkpointOf: (origin: string) => string | undefined;
}

const MOST_PROOF_LINES = 63;
const answer = (status: WitnessReply['status'], body = ''): WitnessReply => ({ status, body });

/** A witness: signs that a checkpoint follows on the last one it saw of that log, and nothing else. */
export function createWitness(options: WitnessOptions): Witness {
  // Compare and store are one step: the next request is not looked at before this one is on disk.
  let turn: Promise<unknown> = Promise.resolve();
  return {
    addCheckpoint: async body => {
      const mine = turn.then(async () => await judge(body, options));
      turn = mine.catch(() => undefined);
      return await mine;
    },
    checkpointOf: origin => options.remembered.of(origin),
  };
}

async function judge(body: string, options: WitnessOptions): Promise<WitnessReply> {
  const request = parseSubmission(body);
  if (request === undefined) return answer(400);
  const origin = parseCheckpoint(request.checkpoint)?.origin;
  // A log that changes its key has two of the same name for a while.
  const keys = options.logs.filter(({ name }) => name === origin);
  if (origin === undefined || keys.length === 0) return answer(404);
  const shown = openCheckpointBy(request.checkpoint, keys);
  if (shown === undefined) return answer(403);
  if (request.old > shown.size) return answer(400);
  const known = knownOf(origin, keys, options.remembered);
  if (request.old !== known.size) return answer(409, `${known.size}\n`);
  if (!follows(known, shown, request.proof)) {
    options.onDisagreement(known.text, request.checkpoint, known.size === shown.size);
    return answer(422);
  }
  return await sign(shown, keys, options);
}

type Known = Pick<SignedCheckpoint, 'size' | 'root'> & { readonly text: string };

/** What is remembered of a log. Throws when that cannot be read: forgetting is the one thing a witness may not do. */
function knownOf(origin: string, keys: readonly VerifierKey[], remembered: RememberedCheckpoints): Known {
  const text = remembered.of(origin);
  if (text === undefined) return { size: 0, root: rootOf(EMPTY_TREE), text: '' };
  const known = openCheckpointBy(text, keys);
  if (known === undefined) throw new Error('what was remembered is no checkpoint of this log');
  return { size: known.size, root: known.root, text };
}

/** Whether the shown checkpoint continues the known one; every tree continues the empty one, which has one root. */
const follows = (known: Known, shown: SignedCheckpoint, proof: readonly Hash[]): boolean =>
  known.size > 0
    ? isConsistent(known, shown, proof)
    : proof.length === 0 && (shown.size > 0 || shown.root.equals(known.root));

async function sign(
  { origin, note }: SignedCheckpoint,
  keys: readonly VerifierKey[],
  { name, privateKey, remembered, clock }: WitnessOptions,
): Promise<WitnessReply> {
  const line = cosign(note.text, name, privateKey, clock());
  const own = note.signatures.filter(each =>
    keys.some(key => each.name === key.name && each.id.equals(key.id)),
  );
  await remembered.remember(origin, `${note.text}\n${own.map(each => each.line).join('')}${line}`);
  return answer(200, line);
}

interface ParsedSubmission {
  readonly old: number;
  readonly proof: readonly Hash[];
  readonly checkpoint: string;
}

function parseSubmission(body: string): ParsedSubmission | undefined {
  const split = body.indexOf('\n\n');
  const [first, ...lines] = body.slice(0, Math.max(split, 0)).split('\n');
  const old = /^old (0|[1-9]\d{0,15})$/.exec(first ?? '')?.[1];
  const proof = lines.map(fromBase64).filter(each => each?.length === 32) as Hash[];
  const checkpoint = body.slice(split + 2);
  if (old === undefined || proof.length !== lines.length || lines.length > MOST_PROOF_LINES) return undefined;
  return parseCheckpoint(checkpoint) === undefined ? undefined : { old: Number(old), proof, checkpoint };
}
