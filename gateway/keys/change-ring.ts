import type { KeyRing, RingKey } from './key-ring.ts';

/** The ring with a key more; whoever reads it knows the key before it is used. */
export const withKey = (ring: KeyRing, key: RingKey): KeyRing => ({
  ...ring,
  keys: [key, ...ring.keys].sort((a, b) => b.from.getTime() - a.from.getTime()),
});

/** Why a key cannot be taken back: nobody has it, or nothing would be left to use. */
export type TakeBackFault = 'unknown' | 'in-use' | 'gone-already';

/** The ring in which nothing that this key made counts any more from then on. */
export function withoutKey(ring: KeyRing, id: string, now: Date): KeyRing | TakeBackFault {
  const key = ring.keys.find(each => each.id === id);
  if (key === undefined) return 'unknown';
  if (key.until !== undefined && key.until <= now) return 'gone-already';
  const used = ring.keys.find(({ from, until }) => from <= now && (until === undefined || until > now));
  if (used === key) return 'in-use';
  return { ...ring, keys: ring.keys.map(each => (each === key ? { ...each, until: now } : each)) };
}
