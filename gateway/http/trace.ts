import type { Trace } from '../disclosure/request.ts';

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/;
const ZEROS = /^0+$/;

/**
 * Takes over the caller's W3C trace id, or starts a trace; the span is always ours. An unreadable `traceparent` starts a
 * new trace, as the recommendation asks. The sampled flag does not count: nothing that is logged is left to chance.
 */
export function traceFrom(
  traceparent: string | undefined,
  requestId: string,
  randomBytes: (size: number) => Buffer,
): Trace {
  const [, given, parent] = TRACEPARENT.exec(traceparent ?? '') ?? [];
  const isUsable = given !== undefined && parent !== undefined && !ZEROS.test(given) && !ZEROS.test(parent);
  const traceId = isUsable ? given : randomBytes(16).toString('hex');
  const spanId = randomBytes(8).toString('hex');
  return {
    requestId,
    traceId,
    spanId,
    ...(isUsable ? { parentSpanId: parent } : {}),
    traceparent: `00-${traceId}-${spanId}-01`,
  };
}
