import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { createApp, type AppOptions } from '../../gateway/http/app.ts';
import { openapiDocument, validatorFor, type Schemas } from '../../gateway/http/openapi-document.ts';
import { PROBLEMS } from '../../gateway/http/problems.ts';
import { startWorld, type WireAnswer, type World } from '../world/world.ts';
import { ASKING, SENT } from './door.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => await world.close());

interface Reference {
  readonly $ref?: string;
}
interface DocumentedResponse extends Reference {
  readonly content?: Readonly<Record<string, { readonly schema: Reference }>>;
}
type Operation = { readonly responses: Readonly<Record<string, DocumentedResponse>> };

const METHODS = ['get', 'post', 'put', 'delete', 'patch'];
const operations = Object.entries(openapiDocument.paths).flatMap(([path, item]) =>
  Object.entries(item)
    .filter(([method]) => METHODS.includes(method))
    .map(([method, operation]) => ({
      method,
      path,
      // What stands beside the API says so with an address of its own.
      address: `${'servers' in item ? '' : '/v1'}${path}`,
      operation: operation as Operation,
    })),
);
const responses = (
  openapiDocument.components as unknown as {
    readonly responses: Readonly<Record<string, DocumentedResponse>>;
  }
).responses;

const nameIn = ({ $ref }: Reference): string => $ref?.split('/').at(-1) ?? '';

/** What the document promises for this call, of this status and in this type: the name of a schema, or free JSON. */
function promisedFor(method: string, path: string, { status, headers }: WireAnswer): Reference {
  const operation = operations.find(each => each.method === method && each.path === path);
  const promised = operation?.operation.responses[status] ?? {};
  const { content } = promised.$ref === undefined ? promised : (responses[nameIn(promised)] ?? {});
  const [type = ''] = (headers.get('content-type') ?? '').split(';');
  const schema = content?.[type]?.schema;
  if (schema === undefined)
    throw new Error(`nobody promised that ${method} ${path} answers ${status} ${type}`);
  return schema;
}

function expectDocumented(method: string, path: string, answer: WireAnswer): void {
  const schema = promisedFor(method, path, answer);
  if (schema.$ref === undefined) return;
  const isValid = validatorFor(nameIn(schema) as keyof Schemas);
  expect(isValid(answer.json) ? [] : isValid.errors).toEqual([]);
}

/** Stands in for everything the application is made of: no request is ever sent to it. */
const anything: unknown = new Proxy(() => undefined, { get: () => anything, apply: () => anything });

interface Layer {
  readonly match: (path: string) => boolean;
  readonly handle: { readonly stack?: readonly Layer[] };
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
}

/** What the application really answers below an address, as `method path`, in the notation of the document. */
function servedBelow(address: string): readonly string[] {
  const app = createApp(anything as AppOptions);
  const { stack } = app.router as unknown as { readonly stack: readonly Layer[] };
  const mounted = stack.filter(({ match, handle }, index) => {
    const matches = (path: string): boolean => match.call(stack[index], path);
    return handle.stack !== undefined && matches(`${address}/x`) && !matches('/x');
  });
  const routes = mounted.flatMap(({ handle }) => handle.stack ?? []).flatMap(({ route }) => route ?? []);
  return routes.flatMap(({ path, methods }) =>
    Object.keys(methods)
      .filter(method => method !== '_all')
      .map(
        method =>
          `${method} ${address}${path.replace('*path', ':niveau/:blok').replaceAll(/:(\w+)/g, '{$1}')}`,
      ),
  );
}

const servedRoutes = (): readonly string[] => ['/v1', '/logboek'].flatMap(servedBelow);

describe('the API document', () => {
  it('names every call there is, and no other', () => {
    expect(servedRoutes().length).toBeGreaterThan(3);
    expect([...new Set(servedRoutes())].sort()).toEqual(
      operations.map(({ method, address }) => `${method} ${address}`).sort(),
    );
  });

  it('is served as it was written, for everyone', async () => {
    const { status, json, headers } = await world.send('/v1/openapi.json');
    expect(status).toBe(200);
    expect(json).toEqual(openapiDocument);
    expect(headers.get('access-control-allow-origin')).toBe('*');
  });

  it('promises a problem document for every refusal, and the version in every answer', () => {
    for (const { operation } of operations) {
      for (const [status, promised] of Object.entries(operation.responses)) {
        const response = promised.$ref === undefined ? promised : responses[nameIn(promised)];
        expect(Object.keys((response as { headers?: object }).headers ?? {})).toContain('API-Version');
        const types = Object.keys(response?.content ?? {});
        if (Number(status) >= 400) expect(types).toEqual(['application/problem+json']);
      }
    }
  });

  it('takes nothing that it does not name', () => {
    const open = Object.entries(openapiDocument.components.schemas).filter(([, schema]) => {
      const { type, additionalProperties } = schema as { type?: string; additionalProperties?: unknown };
      return type === 'object' && additionalProperties === undefined;
    });
    expect(open.map(([name]) => name)).toEqual([]);
  });

  it('is what the types were made of', () => {
    const types = readFileSync(new URL('../../gateway/openapi.d.ts', import.meta.url), 'utf8');
    const absent = [
      ...Object.keys(openapiDocument.paths).map(path => `"${path}": {`),
      ...Object.keys(openapiDocument.components.schemas).map(name => `        ${name}: `),
      ...Object.values(openapiDocument.components.schemas).flatMap(schema =>
        Object.keys((schema as { properties?: object }).properties ?? {}).map(name => `            ${name}`),
      ),
    ].filter(each => !types.includes(each));
    expect(absent).toEqual([]);
  });
});

const aboutAnja = async (): Promise<object> => ({
  ...ASKING,
  betrokkene: await world.koppelsleutel('zayaz', 'anja'),
});

describe('every answer to a call about a resident', () => {
  it.each([
    ['what is right', 200, {}, {}],
    ['a purpose that is not theirs', 403, { doel: 'D13' }, {}],
    ['something wrong', 400, { doel: SENT }, {}],
    ['another type', 415, {}, { 'content-type': 'text/plain' }],
    ['another answer', 406, {}, { accept: 'text/csv' }],
    ['too much', 413, { velden: [SENT.repeat(4_000)] }, {}],
    ['no token', 401, {}, { authorization: '' }],
  ])('%s: is answered %i, as documented', async (_what, status, changed, headers) => {
    const answer = await world.send('/v1/verstrekkingen', {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await world.tokenFor('zayaz')}`,
        'content-type': 'application/json',
        ...headers,
      },
      body: JSON.stringify({ ...(await aboutAnja()), ...changed }),
    });
    expect(answer.status).toBe(status);
    expectDocumented('post', '/verstrekkingen', answer);
  });

  it('a disclosure that is brought is answered as documented', async () => {
    const answer = await world.sendAs('zayaz', '/v1/meldingen', {
      doel: 'D05',
      naar: 'schuldhulp',
      betrokkene: await world.koppelsleutel('zayaz', 'kees'),
      velden: ['identiteit.naam', 'wonen.huurachterstand', 'identiteit.bsn'],
      namens: { medewerker: 'mw-212' },
    });
    expect(answer.status).toBe(200);
    expectDocumented('post', '/meldingen', answer);
  });
});

describe('every answer that is about nobody', () => {
  it.each(
    operations.flatMap(({ method, path, address }) =>
      method === 'get' && address === `/v1${path}` && !path.includes('{') ? [path] : [],
    ),
  )('GET %s: is answered as documented, and to who wants something else too', async path => {
    const answer = await world.send(`/v1${path}`);
    expect(answer.status).toBe(200);
    expectDocumented('get', path, answer);
    const other = await world.send(`/v1${path}`, { headers: { accept: 'text/csv' } });
    expect(other.status).toBe(406);
    expectDocumented('get', path, other);
  });
});

describe('every answer about the tree of the ledger', () => {
  it.each([
    ['/logboek/checkpoint', ''],
    ['/logboek/sleutel', ''],
    ['/logboek/tile/{niveau}/{blok}', '/logboek/tile/0/000.p/1'],
    ['/logboek/tile/{niveau}/{blok}', '/logboek/tile/0/x999/999'],
    ['/logboek/bewijs/inclusie', '?index=0'],
    ['/logboek/bewijs/inclusie', '?index=999999'],
    ['/logboek/bewijs/inclusie', ''],
    ['/logboek/bewijs/consistentie', '?van=1'],
    ['/logboek/bewijs/consistentie', '?van=1&van=2'],
  ])('GET %s%s: is as documented', async (path, rest) => {
    await world.gateway.checkpoints.publish();
    const answer = await world.send(rest.startsWith('/') ? rest : path + rest);
    expectDocumented('get', path, answer);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  });
});

describe('every problem', () => {
  it.each(Object.entries(PROBLEMS))(
    '%s: has a page where its type leads, that says the same',
    async (code, problem) => {
      const { status, text, headers } = await world.send(`/docs/problemen/${code}`);
      expect(status).toBe(200);
      expect(headers.get('content-type')).toMatch(/^text\/html/);
      expect(text.replaceAll('&quot;', '"').replaceAll('&#39;', "'")).toContain(problem.title);
      expect(text).toContain(String(problem.status));
    },
  );
});
