import type { ConditionKey, FieldId, FieldValue } from '../policies/vocabulary.ts';
import type { Ceilings } from './code-lists/code-list.ts';

/** What the gateway asks one partner's system about one resident: these fields, and nothing else. */
export interface SourceQuestion {
  /** The partner's own pseudonym for the resident; never a BSN. */
  readonly koppelsleutel: string;
  readonly fields: readonly FieldId[];
  /** What a code value in each of them may tell; without it, only what is ordinary. */
  readonly classes?: Ceilings;
  /** By field: what its release rests on. A source that knows one of these to be untrue does not give the field. */
  readonly restsOn?: ReadonlyMap<FieldId, readonly ConditionKey[]>;
  /** W3C trace context, handed on to the source. */
  readonly traceparent: string;
}

/** What a source gave: a field that is empty or unknown there is in neither map. */
export interface SourceAnswer {
  readonly values: ReadonlyMap<FieldId, FieldValue>;
  /** What a part of the source did not give this time, and why. That is not the same as empty. */
  readonly failed: ReadonlyMap<FieldId, SourceFailureCode>;
  /** What the source said of who this is. It is laid beside what we know, and never leaves. */
  readonly person?: PersonTold;
}

export interface PersonTold {
  readonly birthDate?: string;
}

export const NOTHING_HELD: SourceAnswer = { values: new Map(), failed: new Map() };

/**
 * A partner's system, asked for permitted fields only.
 *
 * Rejects with a `SourceFailure` when the source is unreachable, slow, or answers something that cannot be trusted; an answer
 * that is good in part resolves, and says which part failed.
 */
export type Source = (question: SourceQuestion, signal: AbortSignal) => Promise<SourceAnswer>;

/** What the gateway brings to a recipient's system, after it has been recorded. */
export interface Delivery {
  readonly koppelsleutel: string;
  readonly purpose: string;
  readonly values: ReadonlyMap<FieldId, FieldValue>;
  readonly traceparent: string;
}

/** A recipient's system that takes what is brought to it. Rejects with a `SourceFailure`. */
export interface Inbox {
  (delivery: Delivery, signal: AbortSignal): Promise<void>;
  /** The purposes for which it takes anything; without it, every one. */
  readonly takes?: ReadonlySet<string>;
}

/** What left a source, as that source may hear it: which fields, to whom and what for; never a value. */
export interface Disclosed {
  readonly koppelsleutel: string;
  readonly purpose: string;
  readonly recipient: { readonly name: string; readonly oin: string };
  readonly fields: readonly FieldId[];
  readonly at: Date;
  readonly requestId: string;
  readonly traceparent: string;
  /** Where it stands in our ledger. */
  readonly ledgerIndex: number;
}

/** A source that keeps an account of its own. Rejects with a `SourceFailure`. */
export type DisclosureAudit = (disclosed: Disclosed, signal: AbortSignal) => Promise<void>;

export type SourceFailureCode =
  | 'unreachable'
  | 'too-slow'
  | 'refused'
  | 'too-large'
  | 'nonsense'
  | 'other-person'
  /** What the source knows contradicts what the release rests on. */
  | 'contradicted';

/** Why a partner's system gave no usable answer. Carries a code only: what the source said may hold personal data. */
export class SourceFailure extends Error {
  override readonly name = 'SourceFailure';
  readonly code: SourceFailureCode;

  constructor(code: SourceFailureCode, options?: ErrorOptions) {
    super(`the source gave no usable answer: ${code}`, options);
    this.code = code;
  }
}
