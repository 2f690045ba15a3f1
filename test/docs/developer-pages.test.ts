import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openapiDocument, validatorFor, type Schemas } from '../../gateway/http/openapi-document.ts';
import { PROBLEMS } from '../../gateway/http/problems.ts';
import { exampleOf, nameIn } from '../../portal/docs/schema.ts';
import { callsOf, type ApiDocument } from '../../portal/docs/site.ts';
import { provocations } from '../../portal/docs/provocations.ts';
import { CHAPTERS } from '../../portal/docs/layout.ts';
import { roadsTo } from '../../policies/possibilities/road.ts';
import { shipped } from '../policies/handreiking.ts';
import { expectProblem, startWorld, type World } from '../world/world.ts';

let world: World;
let real: World;
/** Every page that can be reached from the first one, by its address. */
let pages: ReadonlyMap<string, string>;
beforeAll(async () => {
  [world, real] = await Promise.all([startWorld({ admitsNewcomers: true }), startWorld()]);
  pages = await everyPageOf(world);
});
afterAll(async () => {
  await Promise.all([world.close(), real.close()]);
});

const linksIn = (text: string): readonly string[] =>
  [...text.matchAll(/(?:href|src)="(\/[^"#]*)/g)].map(([, target]) => target ?? '');

async function everyPageOf({ send }: World): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const waiting = ['/docs', '/docs/problemen'];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path)) continue;
    const { status, headers, text } = await send(path);
    expect({ path, status }).toEqual({ path, status: 200 });
    if (!/html/.test(headers.get('content-type') ?? '')) continue;
    found.set(path, text);
    waiting.push(...linksIn(text));
  }
  return found;
}

const inner = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ');

const api = openapiDocument as unknown as ApiDocument;

describe('a developer of a partner reads the documentation', () => {
  it('arrives everywhere: no link leads nowhere, and every chapter is there', () => {
    expect(pages.size).toBeGreaterThan(60);
    for (const [path] of CHAPTERS) expect([...pages.keys()]).toContain(path);
  });

  it('meets no script, no inline style and nothing from elsewhere, under a strict policy', async () => {
    for (const [path, text] of pages) {
      if (path.startsWith('/docs/probeer')) continue;
      expect({
        path,
        found: /<script|style="|(?:href|src)="(?!\/|#)[^"]*"/.exec(text)?.[0],
      }).toEqual({
        path,
        found: undefined,
      });
    }
    const { headers } = await world.send('/docs');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).not.toContain('unsafe');
  });

  it('has one heading of the first rank on every page, a language and a title of its own', () => {
    const titles = [...pages].map(([path, text]) => {
      if (path !== '/docs/probeer')
        expect({ path, ranks: text.match(/<h1[ >]/g)?.length }).toEqual({ path, ranks: 1 });
      expect(text).toContain('<html lang="nl">');
      return /<title>([^<]*)/.exec(text)?.[1];
    });
    expect(new Set(titles).size).toBe(titles.length);
  });

  it('finds every call of the API, with an example that the API itself would take', () => {
    const unfit = callsOf(api).flatMap(({ operation }) => {
      expect([...pages.keys()]).toContain(`/docs/api/${operation.operationId}`);
      const schema = operation.requestBody?.content['application/json']?.schema;
      if (schema === undefined) return [];
      const isValid = validatorFor(nameIn(schema.$ref) as keyof Schemas);
      return isValid(exampleOf(api, schema)) ? [] : [operation.operationId];
    });
    expect(unfit).toEqual([]);
  });

  it('finds for every kind of partner each field that it may get, by the law in force', () => {
    for (const role of shipped.roles.keys()) {
      const page = pages.get(`/docs/wat-mag/${role}`) ?? '';
      const may = [...shipped.fields.keys()].filter(field => roadsTo(shipped, role, field).length > 0);
      expect(may.filter(field => !page.includes(`<code>${field}</code>`))).toEqual([]);
    }
  });

  it('finds a page for every problem, where its type leads, with what to do', async () => {
    for (const [code, { title, detail }] of Object.entries(PROBLEMS)) {
      const page = inner(pages.get(`/docs/problemen/${code}`) ?? '');
      expect(page).toContain(title);
      expect(page).toContain(inner(detail));
    }
    const { json } = await world.send('/nergens');
    expect([...pages.keys()]).toContain((json as Schemas['Probleem']).type);
    expectProblem(await world.send('/docs/problemen/verzonnen'), 'niet-gevonden');
  });

  it('is told how to meet only problems that there are', () => {
    const provoked = [...provocations('').keys()];
    expect(provoked.length).toBeGreaterThan(8);
    expect(provoked.filter(code => !(code in PROBLEMS))).toEqual([]);
  });

  it('can copy the client, as it is in the package', async () => {
    for (const file of ['partner-client.ts', 'openapi.d.ts', 'handreiking-words.d.ts']) {
      const { status, headers, text } = await world.send(`/docs/client/${file}`);
      expect({ status, type: headers.get('content-type') }).toEqual({
        status: 200,
        type: 'text/plain; charset=utf-8',
      });
      expect(text).toContain('export');
    }
    for (const file of ['wiring.ts', '..%2Fpackage.json'])
      expectProblem(await world.send(`/docs/client/${file}`), 'niet-gevonden');
  });
});

describe('the page to try on', () => {
  it('runs only what comes from here', async () => {
    const { headers, text } = await world.send('/docs/probeer');
    expect(headers.get('content-security-policy')).toMatch(/script-src 'self'; style-src 'self'/);
    expect(headers.get('content-security-policy')).not.toContain('unsafe');
    expect(text).not.toMatch(/<script>|https?:/);
    const { status } = await world.send('/docs/probeer/swagger-ui-bundle.js');
    expect(status).toBe(200);
  });

  it('is not there, nor is the desk, where residents are real; and the documentation says so', async () => {
    for (const path of ['/docs/probeer', '/docs/probeer/start.js', '/proef/partners'])
      expectProblem(
        await real.send(path, path === '/proef/partners' ? { method: 'POST' } : {}),
        'niet-gevonden',
      );
    const { text } = await real.send('/docs/beginnen');
    expect(text).toContain('Deze poort is geen zandbak');
    expect(text).not.toContain('/docs/probeer');
  });
});

describe('a newcomer at the desk of the sandbox', () => {
  it.each([
    ['no name', '?rol=corporatie', '/naam'],
    ['a name that is none', '?naam=Klein%20Wonen&rol=corporatie', '/naam'],
    ['two names', '?naam=a1&naam=b2&rol=corporatie', '/naam'],
    ['no role', '?naam=klein', '/rol'],
    ['a role that nobody here has', '?naam=klein&rol=leverancier', '/'],
    ['no request for a certificate', '?naam=klein&rol=corporatie', '/'],
  ])('hears what is wrong: %s', async (_what, query, place) => {
    const answer = await world.send(`/proef/partners${query}`, { method: 'POST', body: 'niets' });
    expect(expectProblem(answer, 'ongeldig-verzoek').fouten?.[0]?.waar).toBe(place);
    expect(await world.database.query(`SELECT FROM partner WHERE id = 'proef-klein'`)).toEqual([]);
  });
});
