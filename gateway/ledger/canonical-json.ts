/** JSON of which one text exists for one value (RFC 8785, for the strings, whole numbers and lists that we hash). */
export type Canonical =
  string | number | boolean | null | readonly Canonical[] | { readonly [key: string]: Canonical };

const WRITABLE = new Set(['string', 'number', 'boolean', 'object']);

/** Throws on a number that is not whole, whose text could differ between two writers, and on what is no JSON at all. */
export function canonicalJson(value: Canonical): string {
  if (typeof value === 'number' && !Number.isSafeInteger(value))
    throw new RangeError('only whole numbers are hashed');
  if (!WRITABLE.has(typeof value)) throw new TypeError('this is not JSON');
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`;
}

const isList = (value: object): value is readonly Canonical[] => Array.isArray(value);
