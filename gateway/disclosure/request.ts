import type { FieldId, PurposeId } from '../../policies/vocabulary.ts';
import type { Partner } from '../identity/partner-registry.ts';

/** A recipient asks (opvragen), or a sender brings (melden). The pipeline is one. */
export type Direction = 'ask' | 'bring';

/** One request, with everyone in it known by name. What the caller only says about a person is named `asserted`. */
export interface DisclosureRequest {
  readonly direction: Direction;
  readonly purpose: PurposeId;
  readonly sender: Partner;
  readonly recipient: Partner;
  /** The caller's own pseudonym for the resident. */
  readonly koppelsleutel: string;
  readonly fields: readonly FieldId[];
  readonly socialCase: string | undefined;
  readonly assertedProfessional: string;
  readonly trace: Trace;
  /** The epoch at which a partner in it was remembered; none when both were looked up for this request. */
  readonly rememberedAt?: number | undefined;
}

/** How a request is followed through logs and systems; nothing of a person is in it. */
export interface Trace {
  readonly requestId: string;
  readonly traceId: string;
  /** Ours; the caller's is the parent. */
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly traceparent: string;
  /** The thumbprint of the certificate it came with; none until it is proven whose that is. */
  readonly certificate?: string;
}

export const callerOf = ({ direction, sender, recipient }: DisclosureRequest): Partner =>
  direction === 'ask' ? recipient : sender;
