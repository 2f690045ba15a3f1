import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { SeenRequest } from '../../adapters/sandbox/sandbox-server.ts';
import {
  startSocialServices,
  type SocialServicesServer,
} from '../../adapters/sandbox/social-services-server.ts';
import { createAdmissionInbox } from '../../adapters/social-services/admission-inbox.ts';
import { createMunicipalSource } from '../../adapters/social-services/municipal-source.ts';
import type { Delivery } from '../../adapters/source.ts';
import type { FieldId, FieldValue } from '../../policies/vocabulary.ts';
import { PATIENT } from '../world/patient.ts';
import { API_KEY, failureCodeOf, TRACEPARENT, WIJKTEAM } from './dialects.ts';

const ADMISSION: Delivery = {
  koppelsleutel: 'dienst-ahmed',
  purpose: 'D03',
  traceparent: TRACEPARENT,
  values: new Map<FieldId, FieldValue>([
    ['identiteit.naam', 'Ahmed Verdicht'],
    ['opname.begindatum', '2026-10-30'],
    ['opname.verlof', ['2026-11-06 t/m 2026-11-08']],
    ['zorg.diagnose', 'F20.0'],
  ]),
};
const SOURCE = 'urn:nld:oin:00000099000000009000:systeem:wijkpoort';

let dienst: SocialServicesServer;
const seen: SeenRequest[] = [];

beforeEach(async () => {
  seen.length = 0;
  const onRequest = (request: SeenRequest): number => seen.push(request);
  dienst = await startSocialServices({ apiKey: API_KEY, residents: WIJKTEAM.files, onRequest });
});
afterEach(async () => await dienst.close());

const clock = (): Date => new Date('2026-11-22T09:30:00Z');

const deliver = async (delivery: Delivery): Promise<void> => {
  const inbox = createAdmissionInbox({
    ...PATIENT,
    baseUrl: dienst.url,
    apiKey: API_KEY,
    source: SOURCE,
    clock,
  });
  await inbox(delivery, new AbortController().signal);
};

describe('the sociale dienst hears of the admission of Ahmed', () => {
  it('as an event that says in its data, and nowhere else, whom it is about', async () => {
    await deliver(ADMISSION);
    expect(dienst.receivedEvents()).toEqual([
      {
        specversion: '1.0',
        id: '4bf92f3577b34da6a3ce929d0e0e4736',
        source: SOURCE,
        type: 'nl.wijkpoort.opname-gemeld',
        time: '2026-11-22T09:30:00.000Z',
        datacontenttype: 'application/json',
        traceparent: TRACEPARENT,
        data: {
          koppelsleutel: 'dienst-ahmed',
          naam: 'Ahmed Verdicht',
          begindatum: '2026-10-30',
          verlof: ['2026-11-06 t/m 2026-11-08'],
        },
      },
    ]);
    expect(seen.map(({ url, headers }) => [url, headers['content-type']])).toEqual([
      ['/notificaties/v1/events', 'application/cloudevents+json'],
    ]);
  });

  it.each([
    ['for another purpose', { ...ADMISSION, purpose: 'D05' }],
    ['without a begin', { ...ADMISSION, values: new Map() }],
  ])('%s it is refused unsent', async (_why, delivery) => {
    expect(await failureCodeOf(deliver(delivery))).toBe('refused');
    expect(dienst.receivedEvents()).toEqual([]);
  });
});

describe('somebody sets Suwinet as the source', () => {
  it.each([
    'https://connect.diginetwerk.inlichtingenbureau.nl/bijstand',
    'https://INLICHTINGENBUREAU.nl.',
    'https://broker.bkwi.nl/suwi',
    'http://194.104.15.34/',
  ])('%s is refused before anything is asked', baseUrl => {
    expect(() => createMunicipalSource({ baseUrl, apiKey: API_KEY, unit: 'sociale-dienst' })).toThrow(
      'Suwinet',
    );
  });

  it('its own system of the municipality is not', () => {
    const baseUrl = 'http://uitkeringen.gemeente.example.nl';
    expect(createMunicipalSource({ baseUrl, apiKey: API_KEY, unit: 'sociale-dienst' })).toBeInstanceOf(
      Function,
    );
  });
});
