import { readTokenAnswer, type AccessToken, type UseToken } from '../access-tokens.ts';
import { wordFor, type Ceiling } from '../code-lists/code-list.ts';
import { VERA_CODES } from '../code-lists/vera.ts';
import { distinct } from '../distinct.ts';
import type { Call } from '../partner.ts';
import { isObject, textAt, type JsonObject } from '../read-json.ts';
import { SourceFailure } from '../source.ts';

/** One resource of a VERA interface, and the scope that opens that resource alone: never `…All.Read`. */
export interface VeraResource {
  readonly path: string;
  readonly scope: string;
}

/** Asks one VERA resource for the items that match the filters. */
export type ListVera = (
  resource: VeraResource,
  filters: Readonly<Record<string, string>>,
) => Promise<readonly JsonObject[]>;

export interface VeraAccess {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly useToken: UseToken;
  readonly clock: () => Date;
}

/** One resident fits on one page; more is put aside, not read. */
const MOST_ITEMS = 100;

/**
 * Divergence: VERA filters with attributes in the query string, where a person would end up in access logs. Here
 * the same filters travel beside VERA's own X-Parameters-* headers (`idExtern` as X-Parameters-IdExtern).
 */
export function speakVera(call: Call, access: VeraAccess, traceparent: string): ListVera {
  const headers = {
    accept: 'application/json',
    'cache-control': 'no-store',
    'x-stuurgegevens-zender-organisatie': 'Wijkpoort',
    'x-stuurgegevens-zender-administratie': 'Wijkpoort',
    'x-stuurgegevens-referentienummer': referenceOf(traceparent),
    'x-parameters-aantalperpagina': String(MOST_ITEMS),
    traceparent,
  };
  return async ({ path, scope }, filters) => {
    const named: Record<string, string> = {};
    for (const [name, value] of Object.entries(filters)) named[`x-parameters-${name.toLowerCase()}`] = value;
    const sent = { 'x-stuurgegevens-tijdstip-bericht': momentOf(access.clock()), ...headers, ...named };
    const answer = await access.useToken(
      scope,
      async () => await askToken(call, access, scope, traceparent),
      async token =>
        await call({ method: 'GET', path, headers: { ...sent, authorization: `Bearer ${token}` } }),
    );
    return listOf(answer);
  };
}

/** OAuth 2 client credentials (RFC 6749 4.4), for one scope at a time. */
async function askToken(
  call: Call,
  { clientId, clientSecret, clock }: VeraAccess,
  scope: string,
  traceparent: string,
): Promise<AccessToken> {
  const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString(
    'base64',
  );
  const answer = await call({
    method: 'POST',
    path: '/oauth/token',
    headers: {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `Basic ${basic}`,
      traceparent,
    },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope }).toString(),
  });
  return readTokenAnswer(answer, scope, clock().getTime());
}

function listOf(answer: unknown): readonly JsonObject[] {
  if (!Array.isArray(answer) || !answer.every(isObject)) throw new SourceFailure('nonsense');
  if (answer.length >= MOST_ITEMS) throw new SourceFailure('too-large');
  return distinct(answer);
}

const momentOf = (moment: Date): string => moment.toISOString().replace(/\.\d+Z$/, 'Z');

/** VERA correlates by UUID; the trace id of the W3C context has as many digits. */
function referenceOf(traceparent: string): string {
  const traceId = traceparent.split('-')[1] ?? '';
  return traceId.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A reference between VERA domains is a URI whose last segment is the id. */
export function idsIn(...references: readonly unknown[]): readonly string[] {
  return references.flatMap(reference =>
    typeof reference === 'string' ? (reference.split('/').at(-1) ?? []) : [],
  );
}

export function codeOf(value: unknown, name: string): string {
  return textAt(value, name, 'code') ?? '';
}

/** The word for a coded attribute, as far as the field may tell it; `day` is when the code was written down. */
export function wordOf(
  value: unknown,
  name: string,
  soort: string,
  ceiling: Ceiling,
  { day, under }: { readonly day?: string | undefined; readonly under?: string } = {},
): string | undefined {
  return wordFor(VERA_CODES, { soort, code: codeOf(value, name), day, under }, ceiling);
}

/** An answer of which a single item is not known to be about the asked person is not used at all. */
export function requireSamePerson(
  items: readonly JsonObject[],
  isTheirs: (item: JsonObject) => boolean,
): readonly JsonObject[] {
  if (!items.every(isTheirs)) throw new SourceFailure('other-person');
  return items;
}

/**
 * The items that are about this person. What names another is no concern of ours and changes nothing; an item that names nobody
 * makes the answer useless.
 */
export function itemsAbout(
  items: readonly JsonObject[],
  id: string,
  ownersOf: (item: JsonObject) => readonly string[],
): readonly JsonObject[] {
  if (items.some(item => ownersOf(item).length === 0)) throw new SourceFailure('other-person');
  return items.filter(item => ownersOf(item).includes(id));
}
