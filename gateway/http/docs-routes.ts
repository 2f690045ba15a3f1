import { readFile } from 'node:fs/promises';
import { Router, type RequestHandler, type Response } from 'express';
import { apiPage, callPage } from '../../portal/docs/api-page.ts';
import { authzenPage } from '../../portal/docs/authzen-page.ts';
import { errorsPage, problemPage, problemsPage } from '../../portal/docs/errors-page.ts';
import { kitPage } from '../../portal/docs/kit-page.ts';
import { kindPage, kindsPage } from '../../portal/docs/may-page.ts';
import { middlewarePage } from '../../portal/docs/middleware-page.ts';
import { productionPage } from '../../portal/docs/production-page.ts';
import { callsOf, type ApiDocument, type DocsSite, type ProblemText } from '../../portal/docs/site.ts';
import { startPage } from '../../portal/docs/start-page.ts';
import { CLIENT_FILES } from '../../portal/docs/start-scripts.ts';
import { DOCS_STYLE } from '../../portal/docs/style.ts';
import { tutorialPage } from '../../portal/docs/tutorial-page.ts';
import { clientWords } from '../../policies/print/client-words.ts';
import type { PolicyInForce } from '../policy-in-force.ts';
import { everyone } from './guard.ts';
import { onlyMethod } from './methods.ts';
import { openapiDocument } from './openapi-document.ts';
import { isProblemCode, Problem, PROBLEMS } from './problems.ts';

export interface DocsOptions {
  readonly policies: PolicyInForce;
  /** Where this gateway is, without a slash at the end. */
  readonly url: string;
  readonly isSandbox: boolean;
}

/** Everything a developer of a partner reads; made anew from the policies in force, without script, for everyone. */
export function docsRoutes(options: DocsOptions): Router {
  const router = Router({ strict: true, caseSensitive: true });
  const serve = (path: string, answer: RequestHandler): void => {
    router.route(path).get(everyone(), answer).all(onlyMethod('GET'));
  };
  const page = (path: string, make: (site: DocsSite, part: string) => string | undefined): void =>
    serve(path, (request, response) =>
      sendPage(response, make(siteOf(options), String(request.params['part']))),
    );

  page('/', startPage);
  page('/wat-mag', kindsPage);
  page('/wat-mag/:part', (site, role) =>
    site.handreiking.roles.has(role) ? kindPage(site, role) : undefined,
  );
  page('/beginnen', tutorialPage);
  page('/api', apiPage);
  page('/api/:part', (site, id) => {
    const call = callsOf(site.api).find(({ operation }) => operation.operationId === id);
    return call === undefined ? undefined : callPage(site, call);
  });
  page('/fouten', errorsPage);
  page('/problemen', problemsPage);
  page('/problemen/:part', (site, code) =>
    isProblemCode(code) ? problemPage(site, { code, ...PROBLEMS[code] }) : undefined,
  );
  page('/authzen', authzenPage);
  page('/middleware', middlewarePage);
  page('/toets', kitPage);
  page('/productie', productionPage);
  serve('/stijl.css', (_request, response) => void response.type('text/css').send(DOCS_STYLE));
  serve('/client/:file', clientFile(options));
  return router;
}

const ALL: readonly ProblemText[] = Object.entries(PROBLEMS).map(([code, text]) => ({ code, ...text }));

function siteOf({ policies, url, isSandbox }: DocsOptions): DocsSite {
  const { handreiking, version } = policies.latest();
  const api = openapiDocument as unknown as ApiDocument;
  return { url, handreiking, version, api, problems: ALL, isSandbox };
}

function sendPage(response: Response, page: string | undefined): void {
  if (page === undefined) throw new Problem('niet-gevonden');
  response.type('text/html').send(page);
}

/** The typed client, to copy; with the words of the handreiking that is in force here. */
const clientFile =
  ({ policies }: DocsOptions): RequestHandler =>
  async (request, response) => {
    const file = CLIENT_FILES.find(each => each === request.params['file']);
    if (file === undefined) throw new Problem('niet-gevonden');
    const text =
      file === 'handreiking-words.d.ts'
        ? clientWords(policies.latest().handreiking)
        : await readFile(new URL(`../${file}`, import.meta.url), 'utf8');
    response.type('text/plain; charset=utf-8').send(text);
  };
