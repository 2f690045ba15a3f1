import type { RequestHandler } from 'express';
import type { DisclosureContext } from '../disclosure/context.ts';
import type { Measure } from '../metrics/measure.ts';
import type { ProcessLog } from '../process-log.ts';
import type { Readiness } from '../readiness.ts';
import { isSampled, type Spans } from '../traces/span.ts';
import { spanOf } from './span-of.ts';
import { traceFrom } from './trace.ts';

interface Following {
  readonly context: Pick<DisclosureContext, 'clock' | 'newId' | 'randomBytes'>;
  readonly log: ProcessLog;
  readonly nowMs: () => number;
  readonly measure: Measure;
  readonly spans: Spans | undefined;
  readonly readiness: Readiness;
}

/** A proxy asks these of every gateway every second: that all is well is counted, and only written down when it is not. */
const HEALTH = new Set(['/livez', '/readyz']);

/** Gives every request a number and a trace, and logs how it ended: never what was in it. */
export const followed =
  ({ context, log, nowMs, measure, spans, readiness: { isClosing } }: Following): RequestHandler =>
  (request, response, next) => {
    const start = nowMs();
    const began = context.clock();
    const trace = traceFrom(request.get('traceparent'), context.newId(), context.randomBytes);
    response.locals['trace'] = trace;
    response.setHeader('traceparent', trace.traceparent);
    // Whoever keeps a connection open to a gateway that closes would lose the next request on it.
    if (isClosing()) response.setHeader('Connection', 'close');
    response.once('finish', () => {
      const { method } = request;
      const status = response.statusCode;
      measure.requestAnswered(request.originalUrl, status, (nowMs() - start) / 1_000);
      const route = (request.route as { path?: string } | undefined)?.path;
      if (spans !== undefined && isSampled(trace.traceparent))
        spans(spanOf(trace, { method, route, status }, began, context.clock()));
      if (status === 200 && HEALTH.has(route ?? '')) return;
      log.info({
        event: 'request',
        requestId: trace.requestId,
        traceId: trace.traceId,
        method,
        ...(route === undefined ? {} : { route }),
        status,
        durationMs: Math.round(nowMs() - start),
      });
    });
    next();
  };
