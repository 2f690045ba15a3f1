import { SignJWT } from 'jose';
import type { Call } from '../partner.ts';
import { objectsAt, textAt, type JsonObject } from '../read-json.ts';
import { SourceFailure } from '../source.ts';
import { distinct } from '../distinct.ts';
import { resultsIn } from './municipal-systems.ts';

/** Where the koppelsleutel stands in a case: as its number in our administration, never a BSN. */
export const REGISTER = 'Wijkpoort';

const ZAKEN = '/zaken/api/v1/zaken/_zoek';
const BESLUITEN = '/besluiten/api/v1/besluiten';
const CRS = 'EPSG:4326';

export interface ZgwAccess {
  readonly clientId: string;
  readonly secret: string;
  readonly clock: () => Date;
}

/** Who asks, for as long as one question takes (ZGW: JWT-Claims, HS256). */
export async function zgwHeaders(
  { clientId, secret, clock }: ZgwAccess,
  traceparent: string,
): Promise<Readonly<Record<string, string>>> {
  const claims = { client_id: clientId, user_id: clientId, user_representation: 'Wijkpoort' };
  const token = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(clientId)
    .setIssuedAt(Math.floor(clock().getTime() / 1_000))
    .sign(new TextEncoder().encode(secret));
  return {
    accept: 'application/json',
    authorization: `Bearer ${token}`,
    'x-audit-toelichting': 'Verstrekking via Wijkpoort',
    'x-nlx-logrecord-id': traceparent.split('-')[1] ?? '',
    traceparent,
  };
}

/** Above these, a case is nobody's business here. */
const OPEN_ENOUGH = new Set(['openbaar', 'beperkt_openbaar', 'intern', 'zaakvertrouwelijk', 'vertrouwelijk']);

/** The cases of one person. Nothing is expanded: roles carry BSNs, and objects tell what the case is about. */
export async function findCases(
  call: Call,
  headers: Readonly<Record<string, string>>,
  koppelsleutel: string,
): Promise<readonly JsonObject[]> {
  const answer = await call({
    method: 'POST',
    path: ZAKEN,
    headers: { ...headers, 'content-type': 'application/json', 'accept-crs': CRS, 'content-crs': CRS },
    body: JSON.stringify({ kenmerk: koppelsleutel, kenmerk__bron: REGISTER }),
  });
  const cases = distinct(resultsIn(answer), 'uuid');
  if (!cases.every(each => isNumbered(each, koppelsleutel))) throw new SourceFailure('other-person');
  return cases.filter(each => OPEN_ENOUGH.has(textAt(each, 'vertrouwelijkheidaanduiding') ?? ''));
}

function isNumbered(zaak: JsonObject, koppelsleutel: string): boolean {
  return objectsAt(zaak, 'kenmerken').some(
    each => textAt(each, 'bron') === REGISTER && textAt(each, 'kenmerk') === koppelsleutel,
  );
}

/** The decisions in one case. Its address is in the query, as ZGW wants it; that of a person never is. */
export async function findDecisions(
  call: Call,
  headers: Readonly<Record<string, string>>,
  zaak: JsonObject,
): Promise<readonly JsonObject[]> {
  const url = textAt(zaak, 'url');
  if (url === undefined) throw new SourceFailure('nonsense');
  const query = new URLSearchParams({ zaak: url });
  const answer = await call({ method: 'GET', path: `${BESLUITEN}?${query.toString()}`, headers });
  const decisions = distinct(resultsIn(answer), 'url');
  // Of another case: no concern of ours. Of no case: then whose it is cannot be told.
  if (decisions.some(each => textAt(each, 'zaak') === undefined)) throw new SourceFailure('other-person');
  return decisions.filter(each => textAt(each, 'zaak') === url);
}
