import { isObject, textAt, type JsonObject } from '../read-json.ts';

/**
 * Which elements of a resource are read: `true` for a text, number or yes/no, a nested list for what has parts. An array is read
 * item by item. What is not named (narrative, contained, display, note, meta, `_siblings`, extensions) does not exist for us.
 */
export interface Elements {
  readonly [name: string]: true | Elements | ExtensionsNamed;
}

/** Of all extensions only the one with this address. */
export interface ExtensionsNamed {
  readonly url: string;
  readonly parts: Elements;
}

const isExtensions = (wanted: Elements | ExtensionsNamed): wanted is ExtensionsNamed =>
  typeof wanted['url'] === 'string';

/** Builds a new object of the named elements alone. */
export function readElements(source: JsonObject, elements: Elements): JsonObject {
  const read: Record<string, unknown> = {};
  for (const [name, wanted] of Object.entries(elements)) {
    const value = Object.hasOwn(source, name) ? readElement(source[name], wanted) : undefined;
    if (value !== undefined) read[name] = value;
  }
  return read;
}

function readElement(value: unknown, wanted: true | Elements | ExtensionsNamed): unknown {
  if (Array.isArray(value))
    return value.map(item => readElement(item, wanted)).filter(item => item !== undefined);
  // Said, but not to be read: that is not the same as left out.
  if (wanted === true) return isPrimitive(value) ? value : UNREADABLE;
  if (!isObject(value)) return undefined;
  if (!isExtensions(wanted)) return readElements(value, wanted);
  return textAt(value, 'url') === wanted.url ? readElements(value, wanted.parts) : undefined;
}

const UNREADABLE: JsonObject = {};

const isPrimitive = (value: unknown): boolean =>
  typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);

export const CODING: Elements = { coding: { system: true, code: true } };
export const PERIOD: Elements = { start: true, end: true };
export const TELECOM: Elements = { system: true, value: true, use: true };
export const HUMAN_NAME: Elements = { use: true, family: true, given: true };
export const REFERENCE: Elements = { reference: true };
