import { createServer, type Server } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { readXml } from '../../adapters/read-xml.ts';
import { createMunicipalSource } from '../../adapters/social-services/municipal-source.ts';
import type { FieldId, FieldValue } from '../../policies/vocabulary.ts';
import { PATIENT } from '../world/patient.ts';
import { failureCodeOf, TRACEPARENT } from './dialects.ts';

const KEY = 'dienst-fatima';
const FIELDS: readonly FieldId[] = ['inkomen.uitkering_soort', 'inkomen.uitkering_status'];

const client = (inner: string, key = KEY): string =>
  `<ClientSuwi><Burgerservicenr>999995066</Burgerservicenr><Koppelsleutel>${key}</Koppelsleutel>${inner}</ClientSuwi>`;
const benefit = (begin: string, end = '', law = 'PW'): string =>
  `<Uitkeringsverhouding><DatBUitkeringsverhouding>${begin}</DatBUitkeringsverhouding>${end === '' ? '' : `<DatEUitkeringsverhouding>${end}</DatEUitkeringsverhouding>`}<SzWet><CdSzWet>${law}</CdSzWet></SzWet></Uitkeringsverhouding>`;
const FRAUD = '<Vordering><Fraude><ParketnrJustitie>01/400326</ParketnrJustitie></Fraude></Vordering>';
const answer = (inner: string): string =>
  `<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><b:BijstandsregelingenInfoResponse xmlns:b="urn:x">${inner}</b:BijstandsregelingenInfoResponse></s:Body></s:Envelope>`;

const servers: Server[] = [];
const asked: string[] = [];
afterEach(() => {
  for (const each of servers.splice(0)) {
    each.close();
    each.closeAllConnections();
  }
  asked.length = 0;
});

async function tell(
  xml: string,
  type = 'text/xml; charset=utf-8',
): Promise<ReadonlyMap<FieldId, FieldValue>> {
  const listening = createServer((request, response) => {
    request.on('data', (chunk: Buffer) => asked.push(chunk.toString('utf8')));
    request.on('end', () => response.writeHead(200, { 'content-type': type }).end(xml));
  });
  servers.push(listening);
  await new Promise<void>(resolve => {
    listening.listen(0, '127.0.0.1', resolve);
  });
  const address = listening.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const source = createMunicipalSource({
    ...PATIENT,
    baseUrl: `http://127.0.0.1:${port}`,
    apiKey: 'x',
    unit: 'sociale-dienst',
    benefits: 'soap',
  });
  const question = { koppelsleutel: KEY, fields: FIELDS, traceparent: TRACEPARENT };
  return (await source(question, new AbortController().signal)).values;
}

describe('a benefit system that answers in SOAP', () => {
  it('is mapped: the law and whether it runs, and nothing of the fraud or the number beside it', async () => {
    const told = await tell(answer(client(`${FRAUD}${benefit('20220301')}`)));
    expect(Object.fromEntries(told)).toEqual({
      'inkomen.uitkering_soort': 'Participatiewet',
      'inkomen.uitkering_status': 'loopt',
    });
    expect(asked.join('')).toContain(`<Koppelsleutel>${KEY}</Koppelsleutel>`);
    expect(asked.join('')).not.toMatch(/burgerservicenr/i);
  });

  it('takes the latest benefit, whatever order they are in', async () => {
    const [old, now] = [benefit('20150101', '20200101', 'IOAW'), benefit('20220301')];
    for (const order of [old + now, now + old])
      expect((await tell(answer(client(order)))).get('inkomen.uitkering_soort')).toBe('Participatiewet');
  });

  it('says that one ended, never why; an unknown law says nothing', async () => {
    const told = await tell(answer(client(benefit('20220301', '20260901', 'XYZ'))));
    expect(Object.fromEntries(told)).toEqual({ 'inkomen.uitkering_status': 'beëindigd' });
  });

  it.each([
    ['of somebody else', answer(client(benefit('20220301'), 'iemand-anders'))],
    ['of two people', answer(client(benefit('20220301')) + client(benefit('20220301')))],
  ])('an answer %s is put aside', async (_what, xml) => {
    expect(await failureCodeOf(tell(xml))).toBe('other-person');
  });

  it.each([
    ['a fault', '<Envelope><Body><Fault><faultstring>x</faultstring></Fault></Body></Envelope>'],
    ['a web page', '<html><body>Onderhoud</body></html>'],
    ['an unfinished one', answer(client(benefit('20220301'))).slice(0, -20)],
    ['crossed tags', '<a><b></a></b>'],
    ['a DOCTYPE', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
    ['an entity of its own', '<a>&x;</a>'],
    ['two roots', '<a/><b/>'],
    ['nothing', ''],
    ['depth without end', '<a>'.repeat(5_000)],
  ])('%s is no answer', async (_what, xml) => {
    expect(await failureCodeOf(tell(xml))).toBe('nonsense');
  });

  it('JSON is no answer either', async () => {
    expect(await failureCodeOf(tell('{}', 'application/json'))).toBe('nonsense');
  });
});

describe('XML is read', () => {
  it('as lists by local name, with the five entities and CDATA, without attributes', () => {
    const xml = `<x:a xmlns:x="urn:x" id="1"><b>1 &lt; 2 &amp; 3</b><b><![CDATA[<c>]]></b><!-- weg --><d/></x:a>`;
    expect(readXml(xml)).toEqual({ a: [{ b: ['1 < 2 & 3', '<c>'], d: [''] }] });
  });
});
