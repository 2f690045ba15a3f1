/** What a span may say beside its name and its times: the whole of it, and nothing of anybody. */
export interface SpanAttributes {
  readonly 'http.request.method'?: string;
  /** The route as it was declared, never the address as it was sent. */
  readonly 'http.route'?: string;
  readonly 'http.response.status_code'?: number;
  /** A partner's id in the register. */
  readonly 'peer.service'?: string;
  /** How a source answered: a word from a closed list. */
  readonly 'error.type'?: string;
}

export const SPAN_ATTRIBUTES = [
  'http.request.method',
  'http.route',
  'http.response.status_code',
  'peer.service',
  'error.type',
] as const satisfies readonly (keyof SpanAttributes)[];

/** A piece of work that ended, as OpenTelemetry knows it. */
export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string | undefined;
  readonly kind: 'server' | 'client';
  readonly name: string;
  readonly start: Date;
  readonly end: Date;
  readonly attributes: SpanAttributes;
}

/** Where spans go. Never throws, and never holds anybody up. */
export type Spans = (span: Span) => void;

/** Whether whoever began this trace wants it followed (W3C Trace Context, the last flag). */
export const isSampled = (traceparent: string): boolean =>
  (Number.parseInt(traceparent.slice(-2), 16) & 1) === 1;
