import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { exportJWK } from 'jose';
import { createCareSource } from '../../adapters/care-ehr/care-source.ts';
import { objectsAt, type JsonObject } from '../../adapters/read-json.ts';
import { careFiles } from '../../adapters/sandbox/care-files.ts';
import type { Source } from '../../adapters/source.ts';
import type { FieldId, FieldValue } from '../../policies/vocabulary.ts';
import { hasSamples, readSamples } from '../counterparts/samples.ts';
import { FHIR_AUDIENCE, startSmartAuthority, type SmartAuthority } from '../counterparts/smart-authority.ts';
import { hasFhirServer, startFhirServer, type FhirServer } from '../counterparts/start-fhir-server.ts';
import { ask, CARE, failureCodeOf, koppelsleutelOf, koppelsleutelsAt, TRACEPARENT } from './dialects.ts';

const TYPES = [
  'Patient',
  'Encounter',
  'CareTeam',
  'PractitionerRole',
  'EpisodeOfCare',
  'Goal',
  'RelatedPerson',
  'Condition',
];
const EHR_KEY = generateKeyPairSync('ec', { namedCurve: 'P-384' });
const PRIVATE_KEY = EHR_KEY.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

/** Our own residents as an EHR holds them, with a professional who is a member of Ahmed's team. */
function ourResources(): readonly JsonObject[] {
  const { files } = careFiles(koppelsleutelsAt('zorg'));
  return [...files.values()].flatMap(file => Object.keys(file).flatMap(kind => objectsAt(file, kind)));
}

const NICTIZ_KEY = 'sleutel-van-nictiz';

/** The patient of Nictiz with a koppelsleutel, an admission and a representative of ours: their samples link few to a patient. */
function nictizResources(): readonly JsonObject[] {
  if (!hasSamples) return [];
  return readSamples('nictiz-r4').map(resource => {
    const subject = { reference: 'Patient/nl-core-Patient-01' };
    if (resource['id'] === 'nl-core-Patient-01') {
      const own = { system: 'urn:wijkpoort:koppelsleutel', value: NICTIZ_KEY };
      return { ...resource, identifier: [...objectsAt(resource, 'identifier'), own] };
    }
    if (resource['id'] === 'nl-core-Encounter-01') return { ...resource, subject, status: 'finished' };
    return resource['id'] === 'nl-core-CareTeam-01' ? { ...resource, subject } : resource;
  });
}

let authority: SmartAuthority;
let fhir: FhirServer;
let source: Source;

const ofRealServer = hasFhirServer ? describe : describe.skip;
const withSamples = hasSamples ? it : it.skip;

beforeAll(async () => {
  if (!hasFhirServer) return;
  authority = await startSmartAuthority({
    clientId: 'wijkpoort',
    algorithm: 'ES384',
    publicKey: { ...(await exportJWK(EHR_KEY.publicKey)), kid: 'k1', use: 'sig', alg: 'ES384' },
    scopes: TYPES.map(type => `system/${type}.rs`),
  });
  fhir = await startFhirServer({
    resources: [...ourResources(), ...nictizResources()],
    issuer: authority.issuer,
    audience: FHIR_AUDIENCE,
  });
  source = sourceAt(authority.tokenUrl);
}, 60_000);

afterAll(async () => {
  if (!hasFhirServer) return;
  await fhir.stop();
  await authority.stop();
});

const sourceAt = (tokenUrl: string, keyId = 'k1'): Source =>
  createCareSource({
    baseUrl: fhir.url,
    apiKey: 'unused',
    timeoutMs: 10_000,
    smart: { tokenUrl, clientId: 'wijkpoort', algorithm: 'ES384', keyId, privateKeyPem: PRIVATE_KEY },
  });

const askAll = async (
  koppelsleutel: string,
  fields: readonly FieldId[] = CARE.tells,
): Promise<ReadonlyMap<FieldId, FieldValue>> => {
  const question = { koppelsleutel, fields, traceparent: TRACEPARENT };
  return (await source(question, new AbortController().signal)).values;
};

ofRealServer('an EHR that others wrote (Medplum, behind oidc-provider) is asked', () => {
  it.each(['ahmed', 'anja', 'fatima'] as const)(
    'about %s, and the answer is that of the sandbox',
    async resident => {
      const real = await askAll(koppelsleutelOf(CARE.files, resident));
      expect(real).toEqual(await ask(CARE, CARE.tells, { resident }));
      expect(real.size).toBeGreaterThan(4);
    },
  );

  it('about nobody it knows, and tells nothing', async () => {
    expect(await askAll('nobody-here')).toEqual(new Map());
  });

  it('with a forced admission that it knows of', async () => {
    const koppelsleutel = koppelsleutelOf(CARE.files, 'ahmed');
    const restsOn = new Map([['opname.begindatum' as const, ['gedwongen']]]);
    const question = {
      koppelsleutel,
      fields: ['opname.begindatum' as const],
      restsOn,
      traceparent: TRACEPARENT,
    };
    const { values, failed } = await source(question, new AbortController().signal);
    expect([[...values], [...failed]]).toEqual([[['opname.begindatum', '2026-11-02']], []]);
  });

  it('by somebody with another key, and its authorization server refuses', async () => {
    const stranger = sourceAt(authority.tokenUrl, 'k2');
    const question = { koppelsleutel: 'any', fields: CARE.tells, traceparent: TRACEPARENT };
    expect(await failureCodeOf(stranger(question, new AbortController().signal))).toBe('refused');
  });

  withSamples(
    'about the patient of Nictiz: what she may be called and when she was in, and no more',
    async () => {
      const answer = await askAll(NICTIZ_KEY);
      expect(Object.fromEntries(answer)).toEqual({
        'identiteit.naam': 'Johanna van Putten-van der Giessen',
        'identiteit.geboortedatum': '1934-04-28',
        'identiteit.bsn': '111222333',
        'contact.telefoon_email': ['+31611234567', 'giesput@myweb.nl'],
        'opname.begindatum': '2012-08-16',
        'opname.einddatum': '2012-08-19',
        'opname.is_inrichting': true,
        'zorg.behandelrelatie': true,
      });
      expect(JSON.stringify([...answer.values()])).not.toMatch(/Ouderenzorg|de Wit|glucose|Ziekenhuis|OTS/);
    },
  );
});
