import { SourceFailure, type Source } from '../../adapters/source.ts';
import { isSampled, type SpanAttributes, type Spans } from './span.ts';

interface Around {
  readonly clock: () => Date;
  readonly randomBytes: (size: number) => Buffer;
}

/** The same sources, of which every question is a span below that of the request it was asked for. */
export const tracedSources = (
  sources: ReadonlyMap<string, Source>,
  spans: Spans,
  around: Around,
): ReadonlyMap<string, Source> =>
  new Map([...sources].map(([partner, source]) => [partner, traced(partner, source, spans, around)]));

const traced =
  (partner: string, source: Source, spans: Spans, { clock, randomBytes }: Around): Source =>
  async (question, signal) => {
    const start = clock();
    const [, traceId = '', parentSpanId] = question.traceparent.split('-');
    const tell = (attributes: SpanAttributes): void => {
      if (!isSampled(question.traceparent)) return;
      const spanId = randomBytes(8).toString('hex');
      const said = { 'peer.service': partner, ...attributes };
      spans({
        traceId,
        spanId,
        parentSpanId,
        kind: 'client',
        name: 'bron',
        start,
        end: clock(),
        attributes: said,
      });
    };
    try {
      const answer = await source(question, signal);
      tell({});
      return answer;
    } catch (error) {
      tell({ 'error.type': error instanceof SourceFailure ? error.code : 'unexpected' });
      throw error;
    }
  };
