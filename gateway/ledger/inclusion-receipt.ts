import type { SignedCheckpoint } from './checkpoint.ts';
import { openCheckpoint } from './checkpoint.ts';
import { isIncluded, leafHash, type Hash } from './merkle-tree.ts';
import { fromBase64, type VerifierKey } from './note.ts';

/** What a partner or resident can keep, and check years later without us (C2SP tlog-proof). */
export interface InclusionReceipt {
  readonly index: number;
  readonly leafHash: Hash;
  /** The entry itself, when the holder may read it. */
  readonly leaf?: string;
  readonly proof: readonly Hash[];
  /** The checkpoint as it was signed, with the signatures of the witnesses. */
  readonly checkpoint: string;
}

/** Why a receipt proves nothing, or does. */
export type ReceiptVerdict =
  | { readonly kind: 'proven'; readonly checkpoint: SignedCheckpoint }
  | { readonly kind: 'not-a-receipt' | 'not-of-this-log' | 'another-entry' | 'not-in-this-log' };

const HEADER = 'c2sp.org/tlog-proof@v1';

/** Writes the receipt; the leaf hash travels in the `extra` line, which the proof itself makes trustworthy. */
export function writeReceipt({ index, leafHash: hash, leaf, proof, checkpoint }: InclusionReceipt): string {
  const extra = JSON.stringify({
    bladhash: hash.toString('hex'),
    ...(leaf === undefined ? {} : { regel: leaf }),
  });
  const lines = [
    HEADER,
    `extra ${Buffer.from(extra).toString('base64')}`,
    `index ${index}`,
    ...proof.map(each => each.toString('base64')),
  ];
  return `${lines.join('\n')}\n\n${checkpoint}`;
}

/** Reads a receipt; none when it is not written as one. */
export function parseReceipt(text: string): InclusionReceipt | undefined {
  const split = text.indexOf('\n\n');
  const [header, extra, index, ...path] = text.slice(0, Math.max(split, 0)).split('\n');
  const about = parseExtra(extra);
  const proof = path.map(fromBase64).filter(each => each?.length === 32) as Hash[];
  const at = /^index (0|[1-9]\d{0,15})$/.exec(index ?? '')?.[1];
  if (header !== HEADER || about === undefined || at === undefined || proof.length !== path.length)
    return undefined;
  return { index: Number(at), ...about, proof, checkpoint: text.slice(split + 2) };
}

function parseExtra(line: string | undefined): Pick<InclusionReceipt, 'leafHash' | 'leaf'> | undefined {
  const bytes = line?.startsWith('extra ') === true ? fromBase64(line.slice('extra '.length)) : undefined;
  try {
    const { bladhash, regel } = JSON.parse(bytes?.toString('utf8') ?? '') as Record<string, unknown>;
    if (typeof bladhash !== 'string' || !/^[0-9a-f]{64}$/.test(bladhash)) return undefined;
    const leaf = Buffer.from(bladhash, 'hex');
    return { leafHash: leaf, ...(typeof regel === 'string' ? { leaf: regel } : {}) };
  } catch {
    return undefined;
  }
}

/** Judges a receipt with the log's public key alone: no network, no database. */
export function checkReceipt(text: string, key: VerifierKey): ReceiptVerdict {
  const receipt = parseReceipt(text);
  if (receipt === undefined) return { kind: 'not-a-receipt' };
  const checkpoint = openCheckpoint(receipt.checkpoint, key);
  if (checkpoint === undefined) return { kind: 'not-of-this-log' };
  const { index, leaf, leafHash: hash, proof } = receipt;
  if (leaf !== undefined && !leafHash(leaf).equals(hash)) return { kind: 'another-entry' };
  return isIncluded(hash, index, checkpoint.size, proof, checkpoint.root)
    ? { kind: 'proven', checkpoint }
    : { kind: 'not-in-this-log' };
}
