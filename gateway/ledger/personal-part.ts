import { hash, randomBytes } from 'node:crypto';
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
  /** The other side's own number for this exchange. */
  readonly transaction?: string;
}

/** What one entry's personal part is sealed with. */
export interface EntryKeys {
  /** The resident's own key: destroying it erases. */
  readonly subject: SealingKey;
  readonly sealActor: SealActor;
}

/** Seals who acted, under a key of which the officer has the other half. */
export type SealActor = (actor: string) => SealedActor;

export interface SealedActor {
  readonly sealed: string;
  /** The keyed hash under which the entries of one person acting are found, 32 bytes; none when it was sealed without keys. */
  readonly tag: Buffer | undefined;
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
const derived = (what: Buffer, salt: Buffer): Buffer => hash('sha256', Buffer.concat([what, salt]), 'buffer');
const FOR_NONCE = Buffer.from('nonce\0');
const FOR_ACTOR = Buffer.from('actor\0');

/**
 * Seals the two pieces. The salt is 32 random bytes, new for every entry: the resident's nonce follows from it. Without keys it
 * is sealed under keys that are thrown away, and nobody will ever read it.
 */
export function sealPersonalPart(
  { assertedActor, ...about }: PersonalPart,
  salt: Buffer,
  { subject, sealActor }: EntryKeys = thrownAway(),
): SealedPersonalPart {
  const { sealed: actor, tag: actorTag } = sealActor(assertedActor);
  return {
    personal: sealText(canonicalJson({ ...about }), subject, derived(FOR_NONCE, salt)),
    actor,
    actorSalt: derived(FOR_ACTOR, salt),
    actorTag,
  };
}

const thrownAway = (): EntryKeys => ({
  subject: sealingKey(randomBytes(32)),
  sealActor: actor => ({
    sealed: sealText(actor, sealingKey(randomBytes(32)), randomBytes(12)),
    tag: undefined,
  }),
});

/** What stood about the resident. Throws `SealBroken`. */
export const openAbout = (sealed: string, key: SealingKey): Omit<PersonalPart, 'assertedActor'> =>
  JSON.parse(openText(sealed, key)) as Omit<PersonalPart, 'assertedActor'>;
