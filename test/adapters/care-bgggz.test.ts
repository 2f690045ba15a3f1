import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createCareSource } from '../../adapters/care-ehr/care-source.ts';
import { objectsAt, valueAt, type JsonObject } from '../../adapters/read-json.ts';
import type { SourceAnswer } from '../../adapters/source.ts';
import type { FieldId } from '../../policies/vocabulary.ts';
import { hasSamples, readSample } from '../counterparts/samples.ts';
import { shipped } from '../policies/handreiking.ts';
import { PATIENT } from '../world/patient.ts';
import { API_KEY, ask, CARE_STU3, TRACEPARENT } from './dialects.ts';

const KEY = 'sleutel-van-vws';
/** Whatever in an answer would betray the sample's compulsory admission, his wife, his doctor or his number. */
const TRACES =
  /bewaring|ibs|juridisch|legal|22\.232|Wilma|Lanen|Echtgenote|Huisarts|Psychiater|Psycholoog|Stitswerd/i;

const EVERY_FIELD = [...shipped.fields.keys()];

let server: Server;

/** Bundles of BgGGZ 2.0 as the Ministry of VWS publishes them; only the koppelsleutel is ours. */
function bundleOf(type: string): JsonObject {
  const file = { Patient: '1-Patient.json', CareTeam: '19-CareTeam.json', Condition: '6-Problem.json' }[type];
  if (file === undefined) return { resourceType: 'Bundle', type: 'searchset', total: 0 };
  const bundle = readSample('bgggz-stu3', file);
  const entry = objectsAt(bundle, 'entry').map(each => ({
    ...each,
    resource: withKey(valueAt(each, 'resource')),
  }));
  return { ...bundle, entry };
}

function withKey(resource: unknown): unknown {
  if (valueAt(resource, 'resourceType') !== 'Patient') return resource;
  const own = { system: 'urn:wijkpoort:koppelsleutel', value: KEY };
  return { ...(resource as JsonObject), identifier: [...objectsAt(resource, 'identifier'), own] };
}

beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume();
    const type = (request.url ?? '').split('/')[2] ?? '';
    response.writeHead(200, { 'content-type': 'application/fhir+json' }).end(JSON.stringify(bundleOf(type)));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
  await new Promise(resolve => server.close(resolve));
});

async function askSample(fields: readonly FieldId[]): Promise<SourceAnswer> {
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`;
  const source = createCareSource({ ...PATIENT, baseUrl, apiKey: API_KEY, fhirVersion: 'STU3' });
  const restsOn = new Map(fields.map(field => [field, ['gedwongen']] as const));
  const question = { koppelsleutel: KEY, fields, restsOn, traceparent: TRACEPARENT };
  return await source(question, new AbortController().signal);
}

const withSamples = hasSamples ? describe : describe.skip;

withSamples('the patient of the BgGGZ sample, who is in bewaringstelling', () => {
  it('is told of by name, birth date, telephone and the number of his team', async () => {
    expect(Object.fromEntries((await askSample(CARE_STU3.tells)).values)).toEqual({
      'identiteit.naam': 'Adam XXX_Bals',
      'identiteit.geboortedatum': '1964-08-02',
      'contact.telefoon_email': ['06-12345678', 'XXX_Bals@hotmail.com'],
      'zorg.contact_24_7': '+31432345678, +31433456789, +31434073576',
    });
  });

  it('leaves no trace of it, whatever field is asked, and though it steered the decision', async () => {
    const { values, failed } = await askSample(EVERY_FIELD);
    expect(values.size).toBe(4);
    expect(JSON.stringify([[...values], [...failed]])).not.toMatch(TRACES);
  });
});

describe('the same in a file of our own, so that it is shown without the sample too', () => {
  it('is there among ordinary contact details, and leaves no trace in any answer', async () => {
    expect(JSON.stringify(objectsAt(CARE_STU3.files.files.get('ahmed'), 'Patient'))).toMatch(TRACES);
    const restsOn = new Map(EVERY_FIELD.map(field => [field, ['gedwongen']] as const));
    const answer = await ask(CARE_STU3, EVERY_FIELD, { restsOn, misbehaviour: 'talkative' });
    expect(answer.size).toBe(CARE_STU3.tells.length);
    expect(JSON.stringify([...answer])).not.toMatch(TRACES);
  });
});
