import type { Express, Request } from 'express';
import { isObject, objectsAt, textAt, type JsonObject } from '../read-json.ts';
import type { SandboxFiles } from './files.ts';
import { recordsOf, turnedAround } from './misbehaviour.ts';
import type { ResidentKey } from './resident.ts';
import { bodyOf, startSandbox, type SandboxOptions, type SandboxServer } from './sandbox-server.ts';
import { guardBySmart, type SmartGuard } from './smart-server.ts';

const TYPES = [
  'Patient',
  'Encounter',
  'CareTeam',
  'EpisodeOfCare',
  'Goal',
  'RelatedPerson',
  'Condition',
] as const;
const NEXT_PAGE = { relation: 'next', url: 'http://127.0.0.1:9/fhir?page=2' };
const KOPPELSLEUTEL = 'urn:wijkpoort:koppelsleutel|';

export interface CareEhrOptions extends SandboxOptions {
  /** Who may get tokens; without it `apiKey` is the token. */
  readonly smart?: SmartGuard;
  /** Resource types that are down while the rest answers. */
  readonly broken?: readonly string[];
}

export interface CareEhrServer extends SandboxServer {
  /** What was disclosed, as far as this care provider was told. */
  readonly receivedAuditEvents: () => readonly JsonObject[];
}

/** A care provider's FHIR server. It ignores `_elements`, and sends the diagnosis along as an included resource. */
export async function startCareEhr(options: CareEhrOptions): Promise<CareEhrServer> {
  const audited: JsonObject[] = [];
  const access =
    options.smart === undefined
      ? (['authorization', `Bearer ${options.apiKey}`] as const)
      : guardBySmart(options.smart);
  const server = await startSandbox(options, access, app => {
    for (const type of TYPES) addSearch(app, type, options);
    app.post('/fhir/AuditEvent', (request, response) => {
      const event = bodyOf(request);
      if (isObject(event)) audited.push(event);
      response.status(201).type('application/fhir+json').send(JSON.stringify(event));
    });
  });
  return { ...server, receivedAuditEvents: () => audited };
}

function addSearch(app: Express, type: string, { residents, misbehaviour, broken }: CareEhrOptions): void {
  app.post(`/fhir/${type}/_search`, (request: Request, response) => {
    if (broken?.includes(type) === true) {
      response.status(500).end();
      return;
    }
    const resident = residentFor(residents, bodyOf(request));
    const isFirst = type === 'Patient';
    const found = recordsOf(residents, resident, type, misbehaviour, isFirst);
    const included = ['Condition', 'Practitioner']
      .filter(each => each !== type)
      .flatMap(each => recordsOf(residents, resident, each, misbehaviour, isFirst));
    const link = misbehaviour === 'more-pages' ? [NEXT_PAGE] : [];
    const bundle = { ...searchset(found, included), link };
    response.type('application/fhir+json');
    response.send(JSON.stringify(misbehaviour === 'shuffled' ? turnedAround(bundle) : bundle));
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
