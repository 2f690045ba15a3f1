import type { ProcessLog } from '../process-log.ts';
import { repeat } from '../ledger/repeat.ts';
import { SPAN_ATTRIBUTES, type Span, type Spans } from './span.ts';

export interface SpanSender {
  readonly spans: Spans;
  /** Sends what there is, now. What does not arrive is gone: a trace is worth less than an answer. */
  readonly flush: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const MOST_WAITING = 2_048;
const SENT_EVERY_MS = 5_000;
const PATIENCE_MS = 5_000;

/** Collects spans and sends them in batches (OTLP/HTTP, JSON). */
export function sendSpans(url: string, log: Pick<ProcessLog, 'error'>): SpanSender {
  let waiting: Span[] = [];
  const flush = async (): Promise<void> => {
    const batch = waiting.splice(0);
    if (batch.length === 0) return;
    try {
      const { ok, status } = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(asOtlp(batch)),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      if (!ok) log.error({ event: 'traces-not-sent', count: batch.length, code: String(status) });
    } catch {
      log.error({ event: 'traces-not-sent', count: batch.length, code: 'unreachable' });
    }
  };
  const loop = repeat(flush, SENT_EVERY_MS);
  return {
    // The newest goes when there are too many: what was before it is a whole.
    spans: span => void (waiting.length < MOST_WAITING && (waiting = [...waiting, span])),
    flush,
    stop: async () => {
      await loop.stop();
      await flush();
    },
  };
}

const KINDS = { server: 2, client: 3 } as const;

const asOtlp = (spans: readonly Span[]): object => ({
  resourceSpans: [
    {
      resource: { attributes: [attribute('service.name', 'wijkpoort')] },
      scopeSpans: [{ scope: { name: 'wijkpoort' }, spans: spans.map(asSpan) }],
    },
  ],
});

const asSpan = ({ traceId, spanId, parentSpanId, kind, name, start, end, attributes }: Span): object => ({
  traceId,
  spanId,
  ...(parentSpanId === undefined ? {} : { parentSpanId }),
  kind: KINDS[kind],
  name,
  startTimeUnixNano: nanoseconds(start),
  endTimeUnixNano: nanoseconds(end),
  // From the list, so that whatever else was passed along at run time stays behind.
  attributes: SPAN_ATTRIBUTES.flatMap(each => {
    const value = attributes[each];
    return value === undefined ? [] : [attribute(each, value)];
  }),
  status: attributes['error.type'] === undefined ? {} : { code: 2 },
});

const attribute = (key: string, value: string | number): object => ({
  key,
  value: typeof value === 'number' ? { intValue: String(value) } : { stringValue: value },
});

const nanoseconds = (at: Date): string => `${at.getTime()}000000`;
