import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { parseRing, printRing, RINGS, type KeyRing, type RingKind } from './key-ring.ts';
import { isKeyOf } from './ring-key.ts';

export type KeyRings = Readonly<Record<RingKind, KeyRing>>;

const fileOf = (folder: string, kind: RingKind): string => join(folder, `${kind}.json`);

/** One ring as it stands now, or what is wrong with its file. */
export async function readRing(folder: string, kind: RingKind): Promise<KeyRing | 'missing' | 'unusable'> {
  const text = await readFile(fileOf(folder, kind), 'utf8').catch(() => undefined);
  if (text === undefined) return 'missing';
  const ring = parseRing(kind, text);
  return ring?.keys.every(key => isKeyOf(kind, key)) === true ? ring : 'unusable';
}

/** Every ring, or which are missing or unusable. */
export async function readRings(folder: string): Promise<{
  readonly rings: KeyRings | undefined;
  readonly faults: readonly (readonly [RingKind, 'missing' | 'unusable'])[];
}> {
  const read = await Promise.all(RINGS.map(async kind => [kind, await readRing(folder, kind)] as const));
  const faults = read.flatMap(([kind, ring]) => (typeof ring === 'string' ? [[kind, ring] as const] : []));
  return { rings: faults.length > 0 ? undefined : (Object.fromEntries(read) as KeyRings), faults };
}

/** Puts a ring in its place, whole or not at all, for its owner alone to read. */
export async function writeRing(folder: string, ring: KeyRing): Promise<void> {
  const path = fileOf(folder, ring.kind);
  const beside = `${path}.nieuw`;
  const file = await open(beside, 'w', 0o600);
  try {
    await file.writeFile(printRing(ring));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, path);
}
