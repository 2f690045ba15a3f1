import { verify, type X509Certificate } from 'node:crypto';
import { readDer, TAG, timeFrom, type DerValue } from './der.ts';

/** What an authority says it took back (RFC 5280, section 5), and until when that is the newest it says. */
export interface RevocationList {
  readonly authority: X509Certificate;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  /** Serial numbers in hex, capitals, without leading zeros. */
  readonly serials: ReadonlySet<string>;
}

export type RevocationListFault = 'unreadable' | 'other-authority';

/** sha256, sha384 and sha512 with RSA, and with ECDSA, by their object id in hex. */
const DIGESTS: Readonly<Record<string, string>> = {
  '2a864886f70d01010b': 'sha256',
  '2a864886f70d01010c': 'sha384',
  '2a864886f70d01010d': 'sha512',
  '2a8648ce3d040302': 'sha256',
  '2a8648ce3d040303': 'sha384',
  '2a8648ce3d040304': 'sha512',
};

/** Reads a list, and checks that one of these authorities signed it. A list in parts is not read: it does not say everything. */
export function readRevocationList(
  file: Buffer,
  authorities: readonly X509Certificate[],
): RevocationList | RevocationListFault {
  try {
    const [list] = readDer(derIn(file));
    const [signed, algorithm, signature] = readDer(required(list).content);
    const authority = authorities.find(each => isSigned(each, signed, algorithm, signature));
    if (authority === undefined) return 'other-authority';
    return { authority, ...saidIn(required(signed)) };
  } catch (error) {
    if (error instanceof RangeError) return 'unreadable';
    throw error;
  }
}

function derIn(file: Buffer): Buffer {
  const pem = /-----BEGIN X509 CRL-----([\sA-Za-z0-9+/=]+)-----END X509 CRL-----/.exec(
    file.toString('latin1'),
  );
  return pem?.[1] === undefined ? file : Buffer.from(pem[1], 'base64');
}

function required(value: DerValue | undefined): DerValue {
  if (value === undefined) throw new RangeError('something is missing');
  return value;
}

function isSigned(
  { publicKey }: X509Certificate,
  signed: DerValue | undefined,
  algorithm: DerValue | undefined,
  signature: DerValue | undefined,
): boolean {
  const [oid] = readDer(required(algorithm).content);
  const digest = DIGESTS[required(oid).content.toString('hex')];
  // The first byte of a bit string says how many bits of the last do not count: none.
  const bits = required(signature).content.subarray(1);
  const kind = digest !== undefined && /^(rsa|ec)$/.test(publicKey.asymmetricKeyType ?? '');
  return kind && verify(digest, required(signed).raw, publicKey, bits);
}

function saidIn({ content }: DerValue): Omit<RevocationList, 'authority'> {
  const parts = readDer(content).filter(({ tag }) => tag !== TAG.integer);
  // What is signed with, the name of who signs, and then what we came for.
  const [, , thisUpdate, nextUpdate, ...rest] = parts;
  if (nextUpdate === undefined || !isTime(nextUpdate))
    throw new RangeError('the list does not say how long it counts');
  const entries = rest.find(({ tag }) => tag === TAG.sequence);
  const extensions = rest.find(({ tag }) => tag === TAG.context0);
  if (extensions !== undefined && hasCritical(extensions)) throw new RangeError('the list is not whole');
  return {
    thisUpdate: timeFrom(required(thisUpdate)),
    nextUpdate: timeFrom(nextUpdate),
    serials: new Set(entries === undefined ? [] : readDer(entries.content).map(serialOf)),
  };
}

const isTime = ({ tag }: DerValue): boolean => tag === TAG.utcTime || tag === TAG.generalizedTime;

const serialOf = ({ content }: DerValue): string =>
  required(readDer(content)[0]).content.toString('hex').toUpperCase().replace(/^0+/, '');

const hasCritical = ({ content }: DerValue): boolean =>
  readDer(required(readDer(content)[0]).content).some(extension =>
    readDer(extension.content).some(({ tag, content: value }) => tag === TAG.boolean && value[0] !== 0),
  );
