import { hash } from 'node:crypto';
import type { ConditionKey, FieldId, PurposeId, RuleId } from '../../policies/vocabulary.ts';
import { canonicalJson } from './canonical-json.ts';
import type { LedgerEvent } from './event.ts';
import {
  sealPersonalPart,
  type EntryKeys,
  type PersonalPart,
  type SealedPersonalPart,
} from './personal-part.ts';

export type { LedgerEvent, RegisterEvent, RegisterChange } from './event.ts';
export type { PersonalPart } from './personal-part.ts';

/** Why one field did or did not leave: a word of the decision, and the rule it rests on or came closest to. */
export type FieldRecord = {
  readonly decision:
    | 'released'
    /** Allowed, and not disclosed: only the decision was asked for. */
    | 'opened'
    | 'empty-at-source'
    | 'content-stopped'
    | 'not-obtained'
    | 'withheld'
    | 'never'
    | 'no-rule'
    | 'keys-differ';
  readonly rule?: RuleId;
  readonly missing?: readonly ConditionKey[];
};

/** What was known when it was decided: enough to decide it again, under this handreiking or another. */
export type RecordedFacts = {
  readonly true: readonly ConditionKey[];
  readonly false: readonly ConditionKey[];
  readonly consent: readonly FieldId[];
  /** What the resident had restricted (AVG 18); left out when that is nothing. */
  readonly restricted?: readonly FieldId[];
};

/** The part of an entry that anyone who verifies the log may read. Field names, never a value. */
export interface PublicPart {
  readonly event: LedgerEvent;
  readonly at: Date;
  /** What the gateway records about itself goes in neither direction. */
  readonly direction: 'ask' | 'bring' | 'record';
  readonly purpose: PurposeId;
  readonly policyVersion: string;
  readonly sender: string;
  readonly recipient: string;
  readonly requestId: string;
  readonly traceId: string;
  /** Random, of the request; the decision's own name in a decision log. */
  readonly spanId?: string;
  readonly parentSpanId?: string;
  readonly fields: Readonly<Record<FieldId, FieldRecord>>;
  readonly facts?: RecordedFacts;
  /** For `source-failed`, `not-delivered`, `turned-away` and `evaluated`: the code, from a closed list. */
  readonly reason?: string;
  /** The thumbprint (`x5t#S256`) of the certificate the request came with; entries of before this do not say it. */
  readonly certificate?: string;
  /** Another entry that this one is about, by its index: an answer that is given again. */
  readonly about?: number;
  /** It was written in the emergency journal first, and came here when the database was back. */
  readonly late?: true;
}

export interface Entry {
  readonly public: PublicPart;
  readonly personal: PersonalPart;
}

/** An entry as it is stored and hashed. */
export interface Leaf {
  readonly text: string;
  readonly sealed: SealedPersonalPart;
}

/** Leaves since this version also commit to the keyed hashes under which they are found. */
export const TAGS_COMMITTED = 2;

/**
 * Builds the leaf. Throws when something without which an entry says nothing is empty. The salt is 32 random bytes; the tag is the
 * keyed hash under which the resident's entries are found.
 */
export function leafOf(entry: Entry, salt: Buffer, tag: Buffer | undefined, keys?: EntryKeys): Leaf {
  const { purpose, policyVersion, requestId, sender, recipient, at, fields, facts, ...rest } = entry.public;
  const needed = { purpose, policyVersion, requestId, sender, recipient, ...entry.personal };
  for (const [name, value] of Object.entries(needed)) {
    if (value === '') throw new Error(`a ledger entry without ${name} cannot be built`);
  }
  const sealed = sealPersonalPart(entry.personal, salt, keys);
  const { direction, event, ...others } = rest;
  const text = canonicalJson({
    actor: personalCommitment(sealed.actor, sealed.actorSalt, sealed.actorTag),
    at: at.toISOString(),
    direction,
    event,
    ...(facts === undefined ? {} : { facts }),
    fields,
    personal: personalCommitment(sealed.personal, salt, tag),
    policyVersion,
    purpose,
    recipient,
    requestId,
    sender,
    ...others,
    v: TAGS_COMMITTED,
  });
  return { text, sealed };
}

const NO_TAG = Buffer.alloc(0);

/**
 * What the leaf holds of each sealed piece of the personal part, and of the tag it is found by: a salted hash, which says nothing
 * once salt and key are gone.
 */
export const personalCommitment = (sealed: string, salt: Buffer, tag: Buffer = NO_TAG): string =>
  hash('sha256', Buffer.concat([salt, tag, Buffer.from(sealed, 'utf8')]), 'hex');
