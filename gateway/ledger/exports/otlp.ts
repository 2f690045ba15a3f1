import type { LdvLine } from './ldv.ts';

/** The body of one OTLP/HTTP request in JSON (`POST /v1/traces`), for lines of one controller. Times are in nanoseconds here. */
export const otlpRequest = (lines: readonly LdvLine[], service: string) => ({
  resourceSpans: [
    {
      resource: { attributes: keyValues({ 'service.name': service }) },
      scopeSpans: [{ scope: { name: 'wijkpoort' }, spans: lines.map(spanOf) }],
    },
  ],
});

const INTERNAL = 1;
const CODES = { Unset: 0, Ok: 1, Error: 2 } as const;

const spanOf = (line: LdvLine) => ({
  traceId: line.trace_id,
  spanId: line.span_id,
  ...(line.parent_span_id === undefined ? {} : { parentSpanId: line.parent_span_id }),
  name: line.name,
  kind: INTERNAL,
  startTimeUnixNano: nanoseconds(line.start_time),
  endTimeUnixNano: nanoseconds(line.end_time),
  attributes: keyValues(line.attributes),
  status: { code: CODES[line.status] },
});

/** A 64-bit number travels as text in OTLP's JSON. */
const nanoseconds = (milliseconds: number): string => `${milliseconds}000000`;

const keyValues = (attributes: Readonly<Record<string, string>>) =>
  Object.entries(attributes).map(([key, value]) => ({ key, value: { stringValue: value } }));
