import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { openapiDocument } from '../../gateway/http/openapi-document.ts';
import { lintDocuments } from '../world/lint-openapi.ts';
import { STANDARDS, whenPresent } from '../world/standards.ts';
import { startWorld, expectProblem, type World } from '../world/world.ts';

describe('the official rulesets of the API Design Rules', () => {
  whenPresent.each(['2.1.0', '2.2.1'])(
    '%s: finds nothing in our document, not even something to warn of',
    async version => {
      const ruleset = join(STANDARDS, 'adr-ruleset', `linter-${version}.yaml`);
      expect(await lintDocuments(ruleset, { openapi: openapiDocument })).toEqual({ openapi: [] });
    },
    60_000,
  );
});

const versioned = { headers: { 'API-Version': { schema: { type: 'string' } } } };
const problem = {
  type: 'object',
  required: ['status', 'title', 'detail'],
  properties: { status: { type: 'integer' }, title: { type: 'string' }, detail: { type: 'string' } },
};
const refusal = {
  description: 'Nee.',
  ...versioned,
  content: { 'application/problem+json': { schema: problem } },
};
const answer = (schema: object): object => ({
  description: 'Ja.',
  ...versioned,
  content: { 'application/json': { schema } },
});
const described = { description: 'Om te proberen.', tags: ['een'] };

/** A document in which nothing is wrong; a test makes one thing wrong. */
const sound = {
  openapi: '3.0.3',
  info: {
    title: 'Klein',
    version: '1.0.0',
    description: 'Om te proberen.',
    contact: { name: 'Wij', url: 'https://wij.example.nl', email: 'wij@example.nl' },
  },
  tags: [{ name: 'een', description: 'Om te proberen.' }],
  servers: [{ url: 'https://klein.example.nl/v1' }],
  paths: {
    '/dingen': {
      post: {
        ...described,
        operationId: 'maakDing',
        responses: { '200': answer({ $ref: '#/components/schemas/Ding' }), '400': refusal },
      },
      get: {
        ...described,
        operationId: 'zoekDing',
        parameters: [{ name: 'hoeveel', in: 'query', schema: { type: 'integer' } }],
        responses: { '200': answer({ type: 'object' }), '400': refusal },
      },
    },
    '/openapi.json': {
      get: {
        ...described,
        operationId: 'leesDocument',
        security: [],
        responses: {
          '200': {
            ...answer({ type: 'object' }),
            headers: { ...versioned.headers, 'access-control-allow-origin': { schema: { type: 'string' } } },
          },
        },
      },
    },
  },
  components: {
    schemas: { Ding: { type: 'object', properties: { dag: { type: 'string', format: 'date' } } } },
  },
};

type Place = readonly (string | number)[];

/** The sound document with one thing in it replaced. */
function withWrong([key, ...rest]: Place, value: unknown, within: unknown = sound): object {
  const here = within as Readonly<Record<string, unknown>>;
  if (key === undefined) return value as object;
  const changed = rest.length === 0 ? value : withWrong(rest, value, here[key]);
  if (Array.isArray(within)) return within.map((each: unknown, index) => (index === key ? changed : each));
  const { [key]: _old, ...others } = here;
  return value === undefined && rest.length === 0 ? others : { ...others, [key]: changed };
}

const POST = ['paths', '/dingen', 'post'];
const FIELDS = ['components', 'schemas', 'Ding', 'properties'];
const REFUSED = [...POST, 'responses', '400'];
const things = sound.paths['/dingen'];

/** By rule, everything that breaks it. */
const WRONG: Readonly<Record<string, readonly object[]>> = {
  'wijkpoort-openapi-3-0': [withWrong(['openapi'], '3.1.0')],
  'wijkpoort-contact': [
    withWrong(['info', 'contact'], undefined),
    ...['name', 'url', 'email'].map(each => withWrong(['info', 'contact', each], undefined)),
  ],
  'wijkpoort-semver': ['1.0', 'v1.0.0', '2026-10-01'].map(each => withWrong(['info', 'version'], each)),
  'wijkpoort-https': [withWrong(['servers', 0, 'url'], 'http://klein.example.nl/v1')],
  'wijkpoort-major-version': [withWrong(['servers', 0, 'url'], 'https://klein.example.nl/api')],
  'wijkpoort-paths': ['/dingen/', '/Dingen', '/mijn_dingen', '/dingen.json', '/_zoek/dingen'].map(path =>
    withWrong(['paths', path], things, withoutItem()),
  ),
  'wijkpoort-query-camel-case': ['hoe-veel', 'Hoeveel', 'hoe_veel'].map(each =>
    withWrong(['paths', '/dingen', 'get', 'parameters', 0, 'name'], each),
  ),
  'wijkpoort-schema-names': [withWrong(['components', 'schemas', 'klein'], { type: 'object' })],
  'wijkpoort-version-header': ['200', '400'].map(status =>
    withWrong([...POST, 'responses', status, 'headers'], {}),
  ),
  'wijkpoort-problem-type': [
    withWrong([...REFUSED, 'content'], { 'application/json': { schema: problem } }),
    withWrong([...REFUSED, 'content', 'text/plain'], { schema: { type: 'string' } }),
  ],
  'wijkpoort-problem-members': ['status', 'title', 'detail'].map(each =>
    withWrong([...REFUSED, 'content', 'application/problem+json', 'schema'], {
      ...problem,
      required: problem.required.filter(name => name !== each),
    }),
  ),
  'wijkpoort-invalid-input': [
    withWrong(REFUSED, undefined),
    withWrong(['paths', '/dingen', 'get', 'responses', '400'], undefined),
  ],
  'wijkpoort-date': ['ingangsDatum', 'datum', 'start_date'].map(each =>
    withWrong([...FIELDS, each], { type: 'string', format: 'date-time' }),
  ),
  'wijkpoort-time-zone': ['time', 'date-time-local'].map(format =>
    withWrong([...FIELDS, 'tijd'], { type: 'string', format }),
  ),
  'wijkpoort-openapi-json': [
    withWrong(['paths', '/openapi.json'], undefined),
    withWrong(['paths', '/openapi.json', 'post'], things.post),
    withWrong(['paths', '/openapi.json', 'get', 'security'], undefined),
  ],
  'wijkpoort-openapi-json-cors': [
    withWrong(
      ['paths', '/openapi.json', 'get', 'responses', '200', 'headers', 'access-control-allow-origin'],
      undefined,
    ),
  ],
};

function withoutItem(): object {
  return withWrong(['paths', '/dingen'], undefined);
}

describe('our own ruleset, that every check runs', () => {
  const documents: Record<string, object> = { sound };
  for (const [rule, wrong] of Object.entries(WRONG))
    for (const [index, document] of wrong.entries()) documents[`${rule}.${index}`] = document;
  let found: Readonly<Record<string, readonly string[]>>;
  beforeAll(async () => {
    found = await lintDocuments('.spectral.yaml', documents);
  });

  it('finds nothing in a document that keeps every rule', () => {
    expect(found['sound']).toEqual([]);
  });

  it.each(Object.keys(documents).filter(name => name !== 'sound'))('%s: is found', name => {
    expect(found[name]).toContain(name.replace(/\.\d+$/, ''));
  });
});

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => await world.close());

const PUBLIC = ['/v1/openapi.json', '/v1/handreiking', '/logboek/checkpoint', '/livez', '/docs/problemen'];

describe('a running gateway', () => {
  it.each(PUBLIC)('%s/: does not exist, and leads nowhere else', async path => {
    const refused = await world.send(`${path}/`);
    expectProblem(refused, 'niet-gevonden');
    expect(refused.headers.get('location')).toBeNull();
  });

  it.each([...PUBLIC, '/', '/stijl.css', '/oauth/jwks', '/bestaat-niet'])(
    '%s: says its version and the rules for who receives it',
    async path => {
      const { headers } = await world.send(path);
      expect(headers.get('api-version')).toBe(openapiDocument.info.version);
      expect(Object.fromEntries(headers)).toMatchObject({
        'content-security-policy': expect.stringMatching(/default-src 'none'.*frame-ancestors 'none'/),
        'strict-transport-security': expect.stringContaining('max-age='),
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
      });
      expect(headers.has('content-type')).toBe(true);
      expect(headers.has('x-powered-by')).toBe(false);
    },
  );

  it('lets a page from elsewhere read the document, and what partners ask not', async () => {
    const origin = { origin: 'https://elders.example.nl' };
    const [document, asked] = [
      await world.send('/v1/openapi.json', { headers: origin }),
      await world.send('/v1/verstrekkingen', { method: 'POST', headers: origin }),
    ];
    expect(document.headers.get('access-control-allow-origin')).toBe('*');
    expect(asked.headers.has('access-control-allow-origin')).toBe(false);
  });

  it('names every fault of a request at once', async () => {
    const refused = await world.sendAs('zayaz', '/v1/verstrekkingen', { doel: 'x', velden: [], meer: 1 });
    const { fouten = [] } = expectProblem(refused, 'ongeldig-verzoek');
    expect(fouten.map(({ waar }) => waar).sort()).toEqual(expect.arrayContaining(['/', '/doel', '/velden']));
    expect(fouten.length).toBeGreaterThan(4);
  });

  it.each(
    Object.entries(openapiDocument.paths).flatMap(([path, item]) =>
      path.includes('{')
        ? []
        : [
            [
              Object.keys(item).find(each => each !== 'servers') ?? '',
              path,
              'servers' in item ? '' : '/v1',
            ] as const,
          ],
    ),
  )('only %s %s: any other method is told which one works', async (method, path, root) => {
    const refused = await world.send(root + path, { method: method === 'get' ? 'POST' : 'DELETE' });
    expectProblem(refused, 'methode-niet-toegestaan');
    expect(refused.headers.get('allow')).toBe(method.toUpperCase());
  });
});
