import type { Trace } from '../disclosure/request.ts';
import type { Span } from '../traces/span.ts';

/** The span of one request: its method, its route as declared and its status. */
export const spanOf = (
  { traceId, spanId, parentSpanId }: Trace,
  {
    method,
    route,
    status,
  }: { readonly method: string; readonly route: string | undefined; readonly status: number },
  start: Date,
  end: Date,
): Span => ({
  traceId,
  spanId,
  parentSpanId,
  kind: 'server',
  name: route === undefined ? method : `${method} ${route}`,
  start,
  end,
  attributes: {
    'http.request.method': method,
    'http.response.status_code': status,
    ...(route === undefined ? {} : { 'http.route': route }),
    ...(status >= 500 ? { 'error.type': String(status) } : {}),
  },
});
