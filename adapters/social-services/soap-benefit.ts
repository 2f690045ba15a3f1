import { latestBy } from '../latest.ts';
import { definePart, type FieldReader } from '../parts.ts';
import { isObject, listAt, objectsAt, textAt, type JsonObject } from '../read-json.ts';
import { SourceFailure } from '../source.ts';
import type { FieldId } from '../../policies/vocabulary.ts';
import type { MunicipalQuestion } from './municipal-systems.ts';

const PATH = '/uitkeringen/soap/bijstandsregelingen';

/**
 * A benefit system of the municipality itself that answers in SOAP, in the shape of Suwinet's Bijstandsregelingen. The answer is
 * mapped, never passed on: of all it holds (claims, fraud, the household) three elements are read.
 */
async function fetchBenefit({
  call,
  headers,
  koppelsleutel,
}: MunicipalQuestion): Promise<JsonObject | undefined> {
  const answer = await call({
    method: 'POST',
    path: PATH,
    headers: { ...headers, accept: 'text/xml', 'content-type': 'text/xml; charset=utf-8' },
    body: envelope(koppelsleutel),
    answersIn: 'xml',
    isRead: true,
  });
  const [body] = objectsAt(objectsAt(answer, 'Envelope')[0], 'Body');
  if (body === undefined || listAt(body, 'Fault').length > 0) throw new SourceFailure('nonsense');
  if (listAt(body, 'BijstandsregelingenInfoResponse').length === 0) throw new SourceFailure('nonsense');
  // An empty answer is one too: nobody of that name.
  const infos = objectsAt(body, 'BijstandsregelingenInfoResponse');
  const clients = infos.flatMap(info => objectsAt(info, 'ClientSuwi'));
  if (clients.length > 1 || !clients.every(client => first(client, 'Koppelsleutel') === koppelsleutel)) {
    throw new SourceFailure('other-person');
  }
  const benefits = clients.flatMap(client => objectsAt(client, 'Uitkeringsverhouding')).map(read);
  return latestBy(benefits, 'begin');
}

/** Of a benefit, when it began and ended and under which law; dates as the basic scheme writes them (yyyymmdd). */
const read = (benefit: JsonObject): JsonObject => ({
  begin: dayOf(first(benefit, 'DatBUitkeringsverhouding')),
  end: first(benefit, 'DatEUitkeringsverhouding'),
  law: first(objectsAt(benefit, 'SzWet')[0], 'CdSzWet'),
});

const LAWS: Readonly<Record<string, string>> = {
  PW: 'Participatiewet',
  IOAW: 'IOAW',
  IOAZ: 'IOAZ',
  BBZ: 'Bbz',
};

const FIELDS = new Map<FieldId, FieldReader<JsonObject | undefined>>([
  ['inkomen.uitkering_soort', benefit => lawOf(textAt(benefit, 'law'))],
  ['inkomen.uitkering_status', readStatus],
]);

export const SOAP_BENEFIT = definePart(fetchBenefit, FIELDS);

const lawOf = (code: string | undefined): string | undefined =>
  code !== undefined && Object.hasOwn(LAWS, code) ? LAWS[code] : undefined;

/** Whether it was suspended, and why it ended, are not among what is read: an end may be an admission, or detention. */
function readStatus(benefit: JsonObject | undefined): string | undefined {
  if (textAt(benefit, 'begin') === undefined) return undefined;
  const end = textAt(benefit, 'end');
  if (end === undefined) return 'loopt';
  return dayOf(end) === undefined ? undefined : 'beëindigd';
}

const first = (value: unknown, name: string): string | undefined => {
  const [only, ...more] = listAt(value, name);
  return typeof only === 'string' && only !== '' && more.length === 0 && !isObject(only) ? only : undefined;
};

const dayOf = (written: string | undefined): string | undefined =>
  written?.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3').match(/^\d{4}-\d{2}-\d{2}$/)?.[0];

const envelope = (koppelsleutel: string): string =>
  `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><BijstandsregelingenInfo><Koppelsleutel>${escaped(koppelsleutel)}</Koppelsleutel></BijstandsregelingenInfo></soap:Body></soap:Envelope>`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
