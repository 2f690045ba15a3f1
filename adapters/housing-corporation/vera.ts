import type { Call } from '../partner.ts';
import { isObject, textAt, type JsonObject } from '../read-json.ts';
import { SourceFailure } from '../source.ts';

/** Asks one VERA resource for the items that match the filters. */
export type ListVera = (
  path: string,
  filters: Readonly<Record<string, string>>,
) => Promise<readonly JsonObject[]>;

/**
 * Divergence: VERA filters with attributes in the query string, where a person would end up in access logs. Here
 * the same filters travel beside VERA's own X-Parameters-* headers (`idExtern` as X-Parameters-IdExtern).
 */
export function speakVera(call: Call, apiKey: string, traceparent: string): ListVera {
  const headers = {
    accept: 'application/json',
    'cache-control': 'no-store',
    'x-api-key': apiKey,
    'x-stuurgegevens-zender-organisatie': 'Wijkpoort',
    'x-stuurgegevens-referentienummer': referenceOf(traceparent),
    traceparent,
  };
  return async (path, filters) => {
    const named: Record<string, string> = {};
    for (const [name, value] of Object.entries(filters)) named[`x-parameters-${name.toLowerCase()}`] = value;
    return listOf(await call({ method: 'GET', path, headers: { ...headers, ...named } }));
  };
}

function listOf(answer: unknown): readonly JsonObject[] {
  if (!Array.isArray(answer) || !answer.every(isObject)) throw new SourceFailure('nonsense');
  return answer;
}

/** VERA correlates by UUID; the trace id of the W3C context has as many digits. */
function referenceOf(traceparent: string): string {
  const traceId = traceparent.split('-')[1] ?? '';
  return traceId.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A reference between VERA domains is a URI whose last segment is the id. */
export function pointsTo(reference: unknown, id: string): boolean {
  return typeof reference === 'string' && reference.split('/').at(-1) === id;
}

export function codeOf(value: unknown, name: string): string {
  return textAt(value, name, 'code') ?? '';
}

/** An answer of which a single item is not known to be about the asked person is not used at all. */
export function requireSamePerson(
  items: readonly JsonObject[],
  isTheirs: (item: JsonObject) => boolean,
): readonly JsonObject[] {
  if (!items.every(isTheirs)) throw new SourceFailure('other-person');
  return items;
}
