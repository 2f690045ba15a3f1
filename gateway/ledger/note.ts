import { createHash, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';

/** Which kind of signature a key makes, as C2SP signed-note numbers them. */
export const SIGNATURE_TYPE = { ed25519: 1, cosignature: 4 } as const;
export type SignatureType = (typeof SIGNATURE_TYPE)[keyof typeof SIGNATURE_TYPE];

/** A key that we know, from its `name+id+key` line. */
export interface VerifierKey {
  readonly name: string;
  readonly id: Buffer;
  readonly type: SignatureType;
  readonly publicKey: KeyObject;
}

/** The keys of one log at this moment, the one in use first. */
export type LogKeys = () => readonly [VerifierKey, ...VerifierKey[]];

/** One signature line. */
export interface NoteSignature {
  readonly name: string;
  readonly id: Buffer;
  readonly signature: Buffer;
  readonly line: string;
}

export interface Note {
  /** What was signed, with its last newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

const MOST_SIGNATURES = 64;
const LONGEST_NOTE = 100_000;
// The fixed start of an Ed25519 public key in its SPKI encoding.
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

/** The 32 bytes of an Ed25519 public key. */
export const rawPublicKey = (key: KeyObject): Buffer =>
  createPublicKey(key).export({ type: 'spki', format: 'der' }).subarray(SPKI.length);

export function keyId(name: string, type: SignatureType, publicKey: Buffer): Buffer {
  const hash = createHash('sha256').update(`${name}\n`).update(Buffer.of(type)).update(publicKey);
  return hash.digest().subarray(0, 4);
}

/** The line by which others know this key. */
export function verifierKeyLine(name: string, type: SignatureType, privateKey: KeyObject): string {
  const raw = rawPublicKey(privateKey);
  const encoded = Buffer.concat([Buffer.of(type), raw]).toString('base64');
  return `${name}+${keyId(name, type, raw).toString('hex')}+${encoded}`;
}

/** The key in such a line; none when the line is not one, or of a kind that we cannot check. */
export function parseVerifierKey(line: string): VerifierKey | undefined {
  const [, name, id, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(line.trim()) ?? [];
  const bytes = fromBase64(encoded ?? '');
  const type = bytes?.[0];
  if (name === undefined || id === undefined || bytes?.length !== 33 || !isKnownType(type)) return undefined;
  const raw = bytes.subarray(1);
  if (keyId(name, type, raw).toString('hex') !== id) return undefined;
  const publicKey = createPublicKey({ key: Buffer.concat([SPKI, raw]), format: 'der', type: 'spki' });
  return { name, id: Buffer.from(id, 'hex'), type, publicKey };
}

const isKnownType = (type: number | undefined): type is SignatureType =>
  type === SIGNATURE_TYPE.ed25519 || type === SIGNATURE_TYPE.cosignature;

/** A signature line, ready to stand under a note. */
export function signatureLine(name: string, id: Buffer, signature: Buffer): string {
  return `— ${name} ${Buffer.concat([id, signature]).toString('base64')}\n`;
}

/** Signs the text with each key and gives the whole note. The same text and keys give the same note. */
export function signNote(text: string, name: string, privateKeys: readonly KeyObject[]): string {
  const lines = privateKeys.map(privateKey => {
    const id = keyId(name, SIGNATURE_TYPE.ed25519, rawPublicKey(privateKey));
    return signatureLine(name, id, sign(null, Buffer.from(text), privateKey));
  });
  return `${text}\n${lines.join('')}`;
}

/** Takes a note apart; none when it is not written as one. Says nothing yet about who signed. */
export function parseNote(note: string): Note | undefined {
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || note.length > LONGEST_NOTE || !note.endsWith('\n') || hasControls(note)) return undefined;
  const lines = note.slice(split + 2, -1).split('\n');
  const signatures = lines.map(parseSignature).filter(each => each !== undefined);
  const isWhole = signatures.length === lines.length && lines.length <= MOST_SIGNATURES;
  return isWhole ? { text: note.slice(0, split + 1), signatures } : undefined;
}

const hasControls = (text: string): boolean => Array.from(text).some(each => each < ' ' && each !== '\n');

export function parseSignature(line: string): NoteSignature | undefined {
  const [, name, encoded] = /^— ([^\s+]+) ([A-Za-z0-9+/=]+)$/.exec(line) ?? [];
  const bytes = fromBase64(encoded ?? '');
  if (name === undefined || bytes === undefined || bytes.length < 5) return undefined;
  return { name, id: bytes.subarray(0, 4), signature: bytes.subarray(4), line: `${line}\n` };
}

/** Whether this key signed the note: a signature by another key does not count, a wrong one by this key spoils it all. */
export function isSignedBy(note: Note, key: VerifierKey): boolean {
  const own = note.signatures.filter(({ name, id }) => name === key.name && id.equals(key.id));
  return own.length > 0 && own.every(each => isRight(note.text, each, key));
}

const isRight = (text: string, { signature }: NoteSignature, key: VerifierKey): boolean =>
  key.type === SIGNATURE_TYPE.cosignature
    ? cosignedAt(text, signature, key) !== undefined
    : signature.length === 64 && verify(null, Buffer.from(text), key.publicKey, signature);

/** What a witness signs: that it saw this checkpoint, and when (C2SP tlog-cosignature). */
const cosignedText = (seconds: bigint, text: string): Buffer =>
  Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`);

/** When the witness signed; none when the signature is not its own. */
export function cosignedAt(text: string, signature: Buffer, key: VerifierKey): Date | undefined {
  if (signature.length !== 72) return undefined;
  const seconds = signature.readBigUInt64BE(0);
  const isOwn = verify(null, cosignedText(seconds, text), key.publicKey, signature.subarray(8));
  return isOwn ? new Date(Number(seconds) * 1_000) : undefined;
}

/** A witness's signature line under this text. */
export function cosign(text: string, name: string, privateKey: KeyObject, at: Date): string {
  const time = Buffer.alloc(8);
  const seconds = BigInt(Math.floor(at.getTime() / 1_000));
  time.writeBigUInt64BE(seconds);
  const id = keyId(name, SIGNATURE_TYPE.cosignature, rawPublicKey(privateKey));
  return signatureLine(name, id, Buffer.concat([time, sign(null, cosignedText(seconds, text), privateKey)]));
}

/** Strict: what does not write back to the same text is not base64. */
export function fromBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}
