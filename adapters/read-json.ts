/** Small readers over an answer nobody vouches for: what is missing or of another type is simply absent. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function valueAt(value: unknown, ...path: readonly string[]): unknown {
  let found = value;
  for (const key of path) found = isObject(found) && Object.hasOwn(found, key) ? found[key] : undefined;
  return found;
}

/** Whether nothing is said there at all. What is said and cannot be read is not left out. */
export function isLeftOut(value: unknown, ...path: readonly string[]): boolean {
  return (valueAt(value, ...path) ?? undefined) === undefined;
}

export function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const found = valueAt(value, ...path);
  return typeof found === 'string' && found.trim() !== '' ? found.trim() : undefined;
}

export function numberAt(value: unknown, ...path: readonly string[]): number | undefined {
  const found = valueAt(value, ...path);
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined;
}

export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = valueAt(value, ...path);
  return Array.isArray(found) ? (found as readonly unknown[]) : [];
}

export function objectsAt(value: unknown, ...path: readonly string[]): readonly JsonObject[] {
  return listAt(value, ...path).filter(isObject);
}

export function textsAt(value: unknown, ...path: readonly string[]): readonly string[] {
  return listAt(value, ...path).flatMap(item => textAt(item) ?? []);
}

const DAY = /^(\d{4}-\d{2}-\d{2})(T.*)?$/;

/** Days that systems write when they do not know one. */
const PLACEHOLDERS = new Set(['0001-01-01', '1753-01-01', '1900-01-01', '2999-12-31', '9999-12-31']);

/** The day as the source wrote it, without the time; a placeholder or an impossible date is absent. */
export function dayAt(value: unknown, ...path: readonly string[]): string | undefined {
  const day = DAY.exec(textAt(value, ...path) ?? '')?.[1];
  return day !== undefined && !PLACEHOLDERS.has(day) && isRealDay(day) ? day : undefined;
}

function isRealDay(day: string): boolean {
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}
