import type { Express } from 'express';
import { objectsAt, textAt, textsAt, type JsonObject } from '../read-json.ts';
import { readXml } from '../read-xml.ts';
import { recordsOf } from './misbehaviour.ts';
import { bodyOf, type SandboxOptions } from './sandbox-server.ts';

/** The benefit system of the municipality as an older vendor has it: SOAP in the shape of Bijstandsregelingen, fraud included. */
export function addSoapRoute(app: Express, { residents, misbehaviour }: SandboxOptions): void {
  app.post('/uitkeringen/soap/bijstandsregelingen', (request, response) => {
    const resident = residents.residentOf.get(koppelsleutelIn(bodyOf(request)));
    const records = recordsOf(residents, resident, 'uitkeringen', misbehaviour, true);
    const clients = byPerson(records).map(clientOf);
    const inOrder = misbehaviour === 'shuffled' ? clients.map(turned) : clients;
    response.type('text/xml').send(envelope(inOrder.map(xmlOf).join('')));
  });
}

function koppelsleutelIn(body: unknown): string {
  const [content] = objectsAt(objectsAt(readXml(String(body)), 'Envelope')[0], 'Body');
  const [question] = objectsAt(content, 'BijstandsregelingenInfo');
  return textsAt(question, 'Koppelsleutel')[0] ?? '';
}

/** A client once, with every benefit of theirs. */
function byPerson(records: readonly JsonObject[]): readonly (readonly JsonObject[])[] {
  const groups = new Map<string, JsonObject[]>();
  for (const record of records) {
    const name = textAt(record, 'koppelsleutel') ?? '';
    groups.set(name, [...(groups.get(name) ?? []), record]);
  }
  return [...groups.values()];
}

/** An element: its name, and a text or elements. */
type Xml = readonly [name: string, content: string | readonly Xml[]];

const LAWS: Readonly<Record<string, string>> = {
  Participatiewet: 'PW',
  IOAW: 'IOAW',
  IOAZ: 'IOAZ',
  Bbz: 'BBZ',
};

function clientOf(records: readonly JsonObject[]): Xml {
  const [first] = records;
  return [
    'ClientSuwi',
    [
      ['Burgerservicenr', textAt(first, 'burgerservicenummer') ?? ''],
      ...(textAt(first, 'koppelsleutel') === undefined
        ? []
        : [['Koppelsleutel', textAt(first, 'koppelsleutel') ?? ''] as const]),
      ...records.map(benefitOf),
      [
        'Vordering',
        [['Fraude', [['ParketnrJustitie', textAt(first, 'vordering', 'fraude', 'parketnummer') ?? '']]]],
      ],
      ['Toelichting', textAt(first, 'rapportage') ?? ''],
    ],
  ];
}

const benefitOf = (record: JsonObject): Xml => [
  'Uitkeringsverhouding',
  [
    ['DatBUitkeringsverhouding', (textAt(record, 'ingangsdatum') ?? '').replaceAll('-', '')],
    ...(textAt(record, 'einddatum') === undefined
      ? []
      : [['DatEUitkeringsverhouding', (textAt(record, 'einddatum') ?? '').replaceAll('-', '')] as const]),
    ['SzWet', [['CdSzWet', LAWS[textAt(record, 'regeling') ?? ''] ?? textAt(record, 'regeling') ?? '']]],
    ['Klantmanager', textAt(record, 'klantmanager') ?? ''],
  ],
];

const turned = ([name, content]: Xml): Xml => [
  name,
  typeof content === 'string' ? content : content.map(turned).toReversed(),
];

const xmlOf = ([name, content]: Xml): string =>
  `<${name}>${typeof content === 'string' ? escaped(content) : content.map(xmlOf).join('')}</${name}>`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const envelope = (inner: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><bkwi:BijstandsregelingenInfoResponse xmlns:bkwi="urn:wijkpoort:bijstandsregelingen">${inner}</bkwi:BijstandsregelingenInfoResponse></soap:Body></soap:Envelope>`;
