import { objectsAt, textAt, type JsonObject } from '../read-json.ts';
import type { SandboxFiles } from './files.ts';
import { recordsOf, turnedAround } from './misbehaviour.ts';
import type { ResidentKey } from './resident.ts';
import { bodyOf, startSandbox, type SandboxOptions, type SandboxServer } from './sandbox-server.ts';

const TYPES = ['Patient', 'Encounter', 'CareTeam'] as const;
const NEXT_PAGE = { relation: 'next', url: 'http://127.0.0.1:9/fhir?page=2' };
const KOPPELSLEUTEL = 'urn:wijkpoort:koppelsleutel|';

/** A care provider's FHIR R4 server. It ignores `_elements`, and sends the diagnosis along as an included resource. */
export async function startCareEhr(options: SandboxOptions): Promise<SandboxServer> {
  const { residents, misbehaviour } = options;
  return await startSandbox(options, ['authorization', `Bearer ${options.apiKey}`], app => {
    for (const type of TYPES) {
      app.post(`/fhir/${type}/_search`, (request, response) => {
        const resident = residentFor(residents, bodyOf(request));
        const found = recordsOf(residents, resident, type, misbehaviour, type === 'Patient');
        const included = recordsOf(residents, resident, 'Condition', misbehaviour, type === 'Patient');
        const link = misbehaviour === 'more-pages' ? [NEXT_PAGE] : [];
        const bundle = { ...searchset(found, included), link };
        response.type('application/fhir+json');
        response.send(JSON.stringify(misbehaviour === 'shuffled' ? turnedAround(bundle) : bundle));
      });
    }
  });
}

function residentFor(system: SandboxFiles, form: unknown): ResidentKey | undefined {
  const identifier = textAt(form, 'identifier');
  if (identifier !== undefined) return system.residentOf.get(identifier.replace(KOPPELSLEUTEL, ''));
  const patientId = textAt(form, 'patient')?.replace('Patient/', '');
  const owns = [...system.files].find(([, file]) =>
    objectsAt(file, 'Patient').some(patient => textAt(patient, 'id') === patientId),
  );
  return owns?.[0];
}

function searchset(found: readonly JsonObject[], included: readonly JsonObject[]): JsonObject {
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    total: found.length,
    entry: [
      ...found.map(resource => ({ search: { mode: 'match' }, resource })),
      ...included.map(resource => ({ search: { mode: 'include' }, resource })),
    ],
  };
}
