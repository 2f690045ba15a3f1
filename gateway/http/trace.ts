import type { Trace } from '../disclosure/request.ts';

/** No version ff, no zeros for a number, and after the flags of version 00 nothing; a later version may go on there. */
const TRACEPARENT =
  /^(?!ff|00.{54})[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?$/;

/** What a caller's `traceparent` says, if it says something that can be gone on with. */
interface Given {
  readonly traceId: string;
  readonly parentSpanId: string;
  readonly isSampled: boolean;
}

function givenIn(traceparent = ''): Given | undefined {
  const [, traceId, parentSpanId, flags] = TRACEPARENT.exec(traceparent) ?? [];
  if (traceId === undefined || parentSpanId === undefined || flags === undefined) return undefined;
  return { traceId, parentSpanId, isSampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

/**
 * Takes over the caller's W3C trace id, or starts a trace; the span is always ours. An unreadable `traceparent` starts a
 * new trace, as the recommendation asks. Whether the caller samples is passed on as it came and does not count here: nothing
 * that is logged is left to chance.
 */
export function traceFrom(
  traceparent: string | undefined,
  requestId: string,
  randomBytes: (size: number) => Buffer,
): Trace {
  const given = givenIn(traceparent);
  const traceId = given?.traceId ?? randomBytes(16).toString('hex');
  const spanId = randomBytes(8).toString('hex');
  return {
    requestId,
    traceId,
    spanId,
    ...(given === undefined ? {} : { parentSpanId: given.parentSpanId }),
    traceparent: `00-${traceId}-${spanId}-${given?.isSampled === false ? '00' : '01'}`,
  };
}
