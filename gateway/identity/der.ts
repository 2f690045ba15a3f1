/** One value in DER: what kind it is, what is in it, and the very bytes it was written in. */
export interface DerValue {
  readonly tag: number;
  readonly content: Buffer;
  readonly raw: Buffer;
}

/** The values that these bytes hold one after another. Throws a `RangeError` on anything that is not DER. */
export function readDer(bytes: Buffer): readonly DerValue[] {
  const values: DerValue[] = [];
  for (let at = 0; at < bytes.length; at += values.at(-1)?.raw.length ?? 0) values.push(valueAt(bytes, at));
  return values;
}

function valueAt(bytes: Buffer, at: number): DerValue {
  const tag = bytes.readUInt8(at);
  const first = bytes.readUInt8(at + 1);
  // A tag of more than one byte, or a length that is not said, is in no certificate.
  const lengthBytes = first < 0x80 ? 0 : first - 0x80;
  if ((tag & 0x1f) === 0x1f || first === 0x80 || lengthBytes > 4) throw new RangeError('not DER');
  const length = lengthBytes === 0 ? first : bytes.readUIntBE(at + 2, lengthBytes);
  const start = at + 2 + lengthBytes;
  if (start + length > bytes.length) throw new RangeError('not DER');
  return { tag, content: bytes.subarray(start, start + length), raw: bytes.subarray(at, start + length) };
}

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  objectId: 0x06,
  utf8String: 0x0c,
  printableString: 0x13,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
  context0: 0xa0,
} as const;

/** A UTCTime or GeneralizedTime as RFC 5280 allows it: with seconds, in UTC. */
export function timeFrom({ tag, content }: DerValue): Date {
  const text = content.toString('latin1');
  const isShort = tag === TAG.utcTime;
  const [, year = '', rest = ''] = (isShort ? /^(\d{2})(\d{10})Z$/ : /^(\d{4})(\d{10})Z$/).exec(text) ?? [];
  const full = isShort ? (Number(year) >= 50 ? `19${year}` : `20${year}`) : year;
  const iso = `${full}-${rest.replace(/^(..)(..)(..)(..)(..)$/, '$1-$2T$3:$4:$5')}Z`;
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) throw new RangeError('not a time');
  return time;
}
