/** JSON of which one text exists for one value (RFC 8785, for the strings, whole numbers and lists that we hash). */
export type Canonical =
  string | number | boolean | null | readonly Canonical[] | { readonly [key: string]: Canonical };

/** Throws on a number that is not whole, whose text could differ between two writers, and on what is no JSON at all. */
export function canonicalJson(value: Canonical): string {
  if (typeof value === 'object' && value !== null)
    return isList(value) ? `[${value.map(canonicalJson).join(',')}]` : canonicalObject(value);
  if (typeof value === 'number' && !Number.isSafeInteger(value))
    throw new RangeError('only whole numbers are hashed');
  if (!WRITABLE.has(typeof value)) throw new TypeError('this is not JSON');
  return JSON.stringify(value);
}

const WRITABLE = new Set(['string', 'number', 'boolean', 'object']);

function canonicalObject(value: Readonly<Record<string, Canonical>>): string {
  let text = '';
  for (const key of inOrder(Object.keys(value))) {
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(value[key] as Canonical)}`;
  }
  return `{${text}}`;
}

/** Sorted by code unit, as the standard asks. Most are already, and looking costs less than sorting. */
function inOrder(keys: string[]): readonly string[] {
  for (let at = 1; at < keys.length; at++) {
    if ((keys[at - 1] ?? '') > (keys[at] ?? '')) return keys.sort();
  }
  return keys;
}

const isList = (value: object): value is readonly Canonical[] => Array.isArray(value);
