import { isObject, textAt, valueAt } from '../../adapters/read-json.ts';

/** Which keys of an installation can be changed while it runs. */
export const RINGS = ['tokens', 'bewijzen', 'checkpoints', 'kluis'] as const;
export type RingKind = (typeof RINGS)[number];

/** A key with when it is used: every gateway knows it before any of them uses it. */
export interface RingKey {
  /** Tells nothing about the key. */
  readonly id: string;
  /** From then on it is used, until a newer one is. */
  readonly from: Date;
  /** From then on nothing it made counts any more; without it, that does for ever. */
  readonly until: Date | undefined;
  /** PKCS #8 in PEM; of the vault, 32 bytes in hex. */
  readonly secret: string;
}

/** The keys for one purpose, the newest first. */
export interface KeyRing {
  readonly kind: RingKind;
  readonly keys: readonly RingKey[];
}

/** The key to use now. Throws when there is none yet: a ring begins with a key that is used at once. */
export function keyInUse({ kind, keys }: KeyRing, now: Date): RingKey {
  const found = [...keys]
    .sort((a, b) => b.from.getTime() - a.from.getTime())
    .find(({ from, until }) => from <= now && (until === undefined || until > now));
  if (found === undefined) throw new Error(`no key of ${kind} is in use yet`);
  return found;
}

/** Every key of which what it made counts, also those that are not used yet: the one in use first. */
export function keysThatCount(ring: KeyRing, now: Date): readonly RingKey[] {
  const used = keyInUse(ring, now);
  return [used, ...ring.keys.filter(key => key !== used && (key.until === undefined || key.until > now))];
}

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/;

/** Reads a ring as it stands in its file; nothing when it is none, or has a key twice. */
export function parseRing(kind: RingKind, text: string): KeyRing | undefined {
  const content = jsonOf(text);
  const listed =
    isObject(content) && textAt(content, 'soort') === kind ? valueAt(content, 'sleutels') : undefined;
  if (!Array.isArray(listed) || listed.length === 0) return undefined;
  const keys = listed.map(keyFrom).filter(key => key !== undefined);
  const isWhole = keys.length === listed.length && new Set(keys.map(({ id }) => id)).size === keys.length;
  return isWhole ? { kind, keys: keys.sort((a, b) => b.from.getTime() - a.from.getTime()) } : undefined;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function keyFrom(entry: unknown): RingKey | undefined {
  if (!isObject(entry)) return undefined;
  const [id, from, until, secret] = ['id', 'vanaf', 'tot', 'geheim'].map(name => textAt(entry, name));
  const isWhole = id !== undefined && secret !== undefined && MOMENT.test(from ?? '');
  if (!isWhole || (until !== undefined && !MOMENT.test(until))) return undefined;
  return { id, secret, from: new Date(from ?? ''), until: until === undefined ? undefined : new Date(until) };
}

/** The ring as its file holds it. */
export const printRing = ({ kind, keys }: KeyRing): string =>
  `${JSON.stringify(
    {
      soort: kind,
      sleutels: keys.map(({ id, from, until, secret }) => ({
        id,
        vanaf: from.toISOString(),
        ...(until === undefined ? {} : { tot: until.toISOString() }),
        geheim: secret,
      })),
    },
    undefined,
    2,
  )}\n`;
