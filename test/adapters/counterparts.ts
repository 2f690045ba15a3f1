import { generateKeyPairSync } from 'node:crypto';
import { exportJWK } from 'jose';
import { createCareSource } from '../../adapters/care-ehr/care-source.ts';
import { objectsAt, type JsonObject } from '../../adapters/read-json.ts';
import type { SandboxFiles } from '../../adapters/sandbox/files.ts';
import type { Source } from '../../adapters/source.ts';
import { hasSamples, readSamples } from '../counterparts/samples.ts';
import { FHIR_AUDIENCE, startSmartAuthority } from '../counterparts/smart-authority.ts';
import { hasFhirServer, startFhirServer } from '../counterparts/start-fhir-server.ts';
import { PATIENT } from '../world/patient.ts';
import { API_KEY, CARE, CORPORATION, DIALECTS, SOCIALE_DIENST, type DialectUnderTest } from './dialects.ts';
import { mergedDocument } from './merged-document.ts';
import { isPrismInstalled, startReferee } from './prism-referee.ts';
import { DOCUMENTS, hasDocuments, withTokenEndpoint } from './published-documents.ts';

/** What an adapter is held against: our own sandbox, that sandbox behind a referee, or a server that others wrote. */
export interface Counterpart {
  readonly name: string;
  readonly dialect: DialectUnderTest;
  /** Why it is not here. Then its part of the contract is passed over, and that is said. */
  readonly missing?: string | undefined;
  readonly open: () => Promise<Opened>;
}

export interface Opened {
  readonly source: Source;
  /** The same system, filled differently; only where what it holds is ours to change. */
  readonly refill?: (residents: SandboxFiles) => Promise<void>;
  /** As somebody with another key. */
  readonly stranger?: Source;
  readonly close: () => Promise<void>;
}

const inSandbox = (dialect: DialectUnderTest): Counterpart => ({
  name: `${dialect.name}: our sandbox`,
  dialect,
  open: async () => {
    const server = await dialect.start({ apiKey: API_KEY, residents: dialect.files });
    const source = dialect.connect({ ...PATIENT, apiKey: API_KEY, baseUrl: server.url + dialect.path });
    return { source, close: server.close };
  },
});

const NO_PRISM = isPrismInstalled
  ? undefined
  : 'the referee is not installed (npm ci --prefix test/referees --ignore-scripts)';
const NO_DOCUMENTS = hasDocuments
  ? undefined
  : 'the documents are not beside this checkout (../shared/samples)';

/** Every call is laid beside the published document; whatever differs is answered 4xx or 500. */
const behindReferee = (name: keyof typeof DOCUMENTS, dialect: DialectUnderTest): Counterpart => ({
  name: `${dialect.name}: our sandbox behind Prism with the documents of ${name}`,
  dialect,
  missing: NO_DOCUMENTS ?? NO_PRISM,
  open: async () => {
    let system = await dialect.start({ apiKey: API_KEY, residents: dialect.files });
    const port = Number(new URL(system.url).port);
    const referee = await startReferee(withTokenEndpoint(mergedDocument(DOCUMENTS[name])), system.url);
    return {
      source: dialect.connect({ apiKey: API_KEY, baseUrl: referee.url, ...PATIENT }),
      refill: async residents => {
        await system.close();
        system = await dialect.start({ apiKey: API_KEY, residents, port });
      },
      close: async () => {
        await referee.close();
        await system.close();
      },
    };
  },
});

const TYPES = 'Patient Encounter CareTeam PractitionerRole EpisodeOfCare Goal RelatedPerson Condition'.split(
  ' ',
);
const EHR_KEY = generateKeyPairSync('ec', { namedCurve: 'P-384' });
const PRIVATE_KEY = EHR_KEY.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

/** Our own residents as an EHR holds them. */
const ourResources = (): readonly JsonObject[] =>
  [...CARE.files.files.values()].flatMap(file => Object.keys(file).flatMap(kind => objectsAt(file, kind)));

export const NICTIZ_KEY = 'sleutel-van-nictiz';

/** The patient of Nictiz with a koppelsleutel, an admission and a team of ours: their samples link few to a patient. */
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

export const MEDPLUM: Counterpart = {
  name: `${CARE.name}: Medplum behind oidc-provider`,
  dialect: CARE,
  missing: hasFhirServer ? undefined : 'the FHIR server is not installed (npm ci --prefix test/counterparts)',
  open: async () => {
    const authority = await startSmartAuthority({
      clientId: 'wijkpoort',
      algorithm: 'ES384',
      publicKey: { ...(await exportJWK(EHR_KEY.publicKey)), kid: 'k1', use: 'sig', alg: 'ES384' },
      scopes: TYPES.map(type => `system/${type}.rs`),
    });
    const resources = [...ourResources(), ...nictizResources()];
    const fhir = await startFhirServer({ resources, issuer: authority.issuer, audience: FHIR_AUDIENCE });
    const sourceAs = (keyId: string): Source =>
      createCareSource({
        baseUrl: fhir.url,
        apiKey: 'unused',
        ...PATIENT,
        smart: {
          tokenUrl: authority.tokenUrl,
          clientId: 'wijkpoort',
          algorithm: 'ES384',
          keyId,
          privateKeyPem: PRIVATE_KEY,
        },
      });
    return {
      source: sourceAs('k1'),
      stranger: sourceAs('k2'),
      close: async () => {
        await fhir.stop();
        await authority.stop();
      },
    };
  },
};

/** What the documents describe of the sociale dienst; its own benefit system is in none. */
const IN_ZGW: DialectUnderTest = {
  ...SOCIALE_DIENST,
  tells: ['identiteit.naam', 'contact.adres', 'contact.telefoon_email', 'inkomen.besluit_vaste_lasten'],
};

export const COUNTERPARTS: readonly Counterpart[] = [
  ...DIALECTS.map(inSandbox),
  behindReferee('VERA', CORPORATION),
  behindReferee('ZGW', IN_ZGW),
  MEDPLUM,
];
for (const { name, missing } of COUNTERPARTS)
  if (missing !== undefined) process.stderr.write(`OVERGESLAGEN: ${name}: ${missing}\n`);
