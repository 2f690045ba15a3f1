import { html, type Html } from '../html.ts';
import { code, docsPage } from './layout.ts';
import { exampleOf, nameIn } from './schema.ts';
import { schemaTable } from './schema-table.ts';
import { callsOf, type ApiCall, type ApiDocument, type ApiResponse, type DocsSite } from './site.ts';

/** Every call there is, by what it is about. */
export function apiPage({ api }: DocsSite): string {
  const calls = callsOf(api);
  return docsPage(
    '/docs/api',
    'Alle aanroepen',
    html`<h1>Alle aanroepen</h1>
      <p class="inleiding">
        Alles over een bewoner gaat met <code>POST</code>, zodat niemand in een adres staat. De bron van deze
        bladzijde is <a href="/v1/openapi.json">het API-document</a> (OpenAPI 3.1).
      </p>
      ${api.tags.map(
        ({ name, description = '' }) =>
          html`<h2>${description}</h2>
            <ul class="stappen">
              ${calls.filter(({ operation }) => operation.tags[0] === name).map(callItem)}
            </ul>`,
      )}`,
  );
}

const callItem = ({ path, method, operation }: ApiCall): Html =>
  html`<li>
    <a href="/docs/api/${operation.operationId}">
      ${operation.summary}
      <span><i class="methode">${method.toUpperCase()}</i> <code>${path}</code></span>
    </a>
  </li>`;

/** One call: what goes in, what comes out, and what can go wrong. */
export function callPage({ api, url }: DocsSite, { path, method, operation }: ApiCall): string {
  const body = operation.requestBody?.content['application/json']?.schema;
  return docsPage(
    `/docs/api/${operation.operationId}`,
    operation.summary,
    html`<p><a href="/docs/api">Alle aanroepen</a></p>
      <h1>${operation.summary}</h1>
      <p><i class="methode">${method.toUpperCase()}</i> <code>${addressOf(api, path)}</code></p>
      <p>${operation.description ?? ''}</p>
      ${
        operation.security?.length === 0
          ? html`<p>Voor iedereen: een token is niet nodig.</p>`
          : html`<p>Met <a href="/docs/beginnen#stap-2">een token</a>.</p>`
      }
      ${
        body === undefined
          ? html``
          : html`<h2>Wat u stuurt</h2>
              ${schemaTable(api, body)} ${code('json', JSON.stringify(exampleOf(api, body), undefined, 2))}`
      }
      <h2>Wat u terugkrijgt</h2>
      ${successes(api, operation.responses)}
      <h2>Wat er mis kan gaan</h2>
      <ul>
        ${problems(api, operation.responses)}
      </ul>
      <p class="veld">Adres op deze poort: <code>${url}</code></p>`,
  );
}

/** Below the version, unless the path says it has an address of its own. */
const addressOf = (api: ApiDocument, path: string): string =>
  'servers' in (api.paths[path] ?? {}) ? path : `/v1${path}`;

function successes(api: ApiDocument, responses: Readonly<Record<string, ApiResponse>>): Html[] {
  return Object.entries(responses)
    .filter(([status]) => Number(status) < 400)
    .map(([status, response]) => {
      const [type, content] = Object.entries(response.content ?? {})[0] ?? ['', {}];
      const { schema } = content;
      const isShown = schema !== undefined && type === 'application/json';
      return html`<p><b>${status}</b> ${response.description ?? ''}</p>
        ${isShown ? schemaTable(api, schema) : html``}
        ${isShown ? code('json', JSON.stringify(exampleOf(api, schema), undefined, 2)) : html``}`;
    });
}

function problems(api: ApiDocument, responses: Readonly<Record<string, ApiResponse>>): Html[] {
  return Object.entries(responses)
    .filter(([status]) => Number(status) >= 400)
    .map(([status, { $ref, description }]) => {
      const said = description ?? api.components.responses[nameIn($ref)]?.description ?? '';
      return html`<li><b>${status}</b> ${said}</li>`;
    });
}
