import { createHash, randomBytes } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import type { RegisterChange } from './event.ts';
import { openText, sealingKey, sealText, type SealingKey } from './sealing.ts';

/** The part that is about people. It is stored sealed and the leaf holds only salted hashes of it, so that it can be erased. */
export interface PersonalPart {
  /** The resident's internal id; `unknown` when nobody has that koppelsleutel, `not-looked-up` when we never looked. */
  readonly subject: string;
  /** Who acted, as the partner says; this gateway has not proven it. */
  readonly assertedActor: string;
  readonly socialCase?: string;
  readonly consents?: readonly string[];
  readonly declarations?: readonly string[];
  readonly change?: RegisterChange;
}

/** What one entry's personal part is sealed with. */
export interface EntryKeys {
  /** The resident's own key: destroying it erases. */
  readonly subject: SealingKey;
  /** Of which only the officer can open what it sealed. */
  readonly actor: SealingKey;
  /** The keyed hash under which the entries of one person acting are found, 32 bytes. */
  readonly tagOf: (actor: string) => Buffer;
}

/** A personal part in the two pieces in which it is kept: about the resident, and who acted. */
export interface SealedPersonalPart {
  readonly personal: string;
  readonly actor: string;
  readonly actorSalt: Buffer;
  /** None when it was sealed without keys. */
  readonly actorTag: Buffer | undefined;
}

// From the entry's own salt, one way: who keeps these after the salt is erased learns nothing about it.
const derived = (what: string, salt: Buffer): Buffer =>
  createHash('sha256').update(`${what}\0`).update(salt).digest();

/**
 * Seals the two pieces. The salt is 32 random bytes, new for every entry: the nonces follow from it. Without keys it is sealed
 * under keys that are thrown away, and nobody will ever read it.
 */
export function sealPersonalPart(
  { assertedActor, ...about }: PersonalPart,
  salt: Buffer,
  keys?: EntryKeys,
): SealedPersonalPart {
  const nonce = derived('nonce', salt);
  const { subject, actor } = keys ?? {
    subject: sealingKey(randomBytes(32)),
    actor: sealingKey(randomBytes(32)),
  };
  return {
    personal: sealText(canonicalJson({ ...about }), subject, nonce),
    actor: sealText(assertedActor, actor, nonce),
    actorSalt: derived('actor', salt),
    actorTag: keys?.tagOf(assertedActor),
  };
}

/** What stood about the resident. Throws `SealBroken`. */
export const openAbout = (sealed: string, key: SealingKey): Omit<PersonalPart, 'assertedActor'> =>
  JSON.parse(openText(sealed, key)) as Omit<PersonalPart, 'assertedActor'>;
