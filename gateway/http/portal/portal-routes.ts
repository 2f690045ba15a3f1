import express, { Router, type ErrorRequestHandler, type NextFunction, type RequestHandler } from 'express';
import { problemPageFor, type PageProblemCode } from '../../../portal/problem-pages.tsx';
import { DatabaseFailure } from '../../database.ts';
import { framesOf } from '../../process-log.ts';
import { rolesFor } from '../../identity/people/person-ability.ts';
import { traceIn } from '../caller.ts';
import { guard, passing } from '../guard.ts';
import { knowBrowser, openToAll, requireMay, requireOwnForm } from './browser.ts';
import {
  beginLoginRoute,
  cameBackRoute,
  frontRoute,
  languageRoute,
  leaveRoute,
  loggedOutRoute,
  loginPageRoute,
  logOutRoute,
  tableAddressRoute,
  tableCodeLoginRoute,
} from './login-routes.ts';
import { PageProblem } from './page-problem.ts';
import type { PageRoute } from './page-route.ts';
import { advanceRoutes } from './advance-routes.ts';
import { behalfRoutes } from './behalf-routes.ts';
import { helpRoutes } from './help-routes.ts';
import { mineRoutes } from './mine-routes.ts';
import { overviewRoutes } from './overview-routes.ts';
import { plainRoutes } from './plain-routes.ts';
import { proofRoutes } from './proof-routes.ts';
import { questionRoutes } from './question-routes.ts';
import { recordingRoute } from './recordings.ts';
import { stopAllRoutes } from './stop-all-routes.ts';
import { stopRoutes } from './stop-routes.ts';
import { toldRoutes } from './told-routes.ts';
import { holdRoutes } from './hold-routes.ts';
import { reviewRoutes } from './desk/review-routes.ts';
import { restrictionRoutes } from './desk/restriction-routes.ts';
import { sayRoutes } from './say-routes.ts';
import { viewerOf, type PortalContext } from './portal-context.ts';
import { choosePersonRoute, personChosenRoute } from './stand-in-routes.ts';
import { styleRoute, workStyleRoute } from './style-route.ts';
import { practiceRoutes } from './learning/practice-routes.ts';
import { storyRoutes } from './learning/story-routes.ts';
import { insightRoutes } from './learning/insight-routes.ts';
import { accessRoutes } from './desk/access-routes.ts';
import { authenticityRoutes } from './desk/authenticity-routes.ts';
import { policyRoutes } from './desk/policy-routes.ts';
import { woonprofielRoutes } from './woonprofiel-routes.ts';
import { keepingRoutes } from './desk/keeping-routes.ts';
import { processingRoutes } from './desk/register-routes.ts';
import { reportRoutes } from './desk/report-routes.ts';
import { breachRoutes } from './desk/breach-routes.ts';
import { delayRoutes } from './desk/delay-routes.ts';
import { logRoutes } from './desk/log-routes.ts';
import { findingRoutes } from './desk/finding-routes.ts';
import { signalRoutes } from './desk/signal-routes.ts';
import { todayRoutes } from './desk/today-routes.ts';
import { tablePageRoutes } from './table/table-page-routes.ts';

const OPEN = 'iedereen';

const loginRoutes = (context: PortalContext): readonly PageRoute[] => [
  { path: '/', method: 'get', guard: OPEN, handler: frontRoute(context) },
  { path: '/portaal.css', method: 'get', guard: OPEN, handler: styleRoute },
  { path: '/geluid/:taal/:bestand', method: 'get', guard: OPEN, handler: recordingRoute(context.recordings) },
  { path: '/tafel', method: 'get', guard: OPEN, handler: tableAddressRoute },
  { path: '/werk.css', method: 'get', guard: OPEN, handler: workStyleRoute },
  { path: '/inloggen', method: 'get', guard: OPEN, handler: loginPageRoute(context) },
  { path: '/inloggen', method: 'post', guard: OPEN, handler: tableCodeLoginRoute(context) },
  {
    path: '/inloggen/digid',
    method: 'get',
    guard: OPEN,
    handler: beginLoginRoute(context, context.people.residents),
  },
  {
    path: '/inloggen/werk',
    method: 'get',
    guard: OPEN,
    handler: beginLoginRoute(context, context.people.staff[0]),
  },
  { path: '/inloggen/terug', method: 'get', guard: OPEN, handler: cameBackRoute(context) },
  { path: '/uitloggen', method: 'post', guard: OPEN, handler: logOutRoute(context) },
  { path: '/uitgelogd', method: 'get', guard: OPEN, handler: loggedOutRoute(context) },
  { path: '/weg', method: 'get', guard: OPEN, handler: leaveRoute(context) },
  { path: '/taal/:taal', method: 'get', guard: OPEN, handler: languageRoute(context) },
];

/** Every page. What is not named here does not exist. */
export const pagesOf = (context: PortalContext): readonly PageRoute[] => [
  ...loginRoutes(context),
  ...overviewRoutes(context),
  ...questionRoutes(context),
  ...stopRoutes(context),
  ...stopAllRoutes(context),
  ...proofRoutes(context),
  ...toldRoutes(context),
  ...sayRoutes(context),
  ...holdRoutes(context),
  ...tablePageRoutes(context),
  ...helpRoutes(context),
  ...mineRoutes(context),
  ...advanceRoutes(context),
  ...behalfRoutes(context),
  ...plainRoutes(context),
  ...todayRoutes(context),
  ...findingRoutes(context),
  ...restrictionRoutes(context),
  ...reviewRoutes(context),
  ...signalRoutes(context),
  ...logRoutes(context),
  ...delayRoutes(context),
  ...practiceRoutes(context),
  ...storyRoutes(context),
  ...insightRoutes(context),
  ...accessRoutes(context),
  ...breachRoutes(context),
  ...policyRoutes(context),
  ...authenticityRoutes(context),
  ...processingRoutes(context),
  ...keepingRoutes(context),
  ...woonprofielRoutes(context),
  ...reportRoutes(context),
];

/** The pages people see. */
export function portalRoutes(context: PortalContext): Router {
  const router = Router({ strict: true, caseSensitive: true });
  const know = knowBrowser(context.people);
  const form = express.urlencoded({ extended: false, limit: '256kb', parameterLimit: 200, inflate: false });
  for (const { path, method, guard: needs, handler } of pagesOf(context)) {
    const check = needs === OPEN ? openToAll : requireMay(context.people, needs);
    const who = needs === OPEN ? 'public' : (rolesFor(needs)[0] ?? 'refuses');
    if (method === 'get') router.get(path, guard(who, inTurn(asPage, know, check)), handler);
    else router.post(path, guard(who, inTurn(asPage, know, form, check, requireOwnForm)), handler);
  }
  for (const each of context.standIns) router.use(each.standIn.path, standInRoutes(each, form));
  router.use(passing(forBrowsers));
  router.use(answerKindly(context));
  return router;
}

/** One handler out of several: the next one runs when the one before lets through. */
const inTurn =
  (...handlers: readonly RequestHandler[]): RequestHandler =>
  (request, response, next) => {
    const from =
      (place: number): NextFunction =>
      (error?: unknown) => {
        const handler = handlers[place];
        if (error !== undefined || handler === undefined) return next(error);
        const run = async (): Promise<unknown> => await handler(request, response, from(place + 1));
        run().catch(next);
      };
    from(0)();
  };

/** The demo's provider, with the page on which one chooses who to be; everything else of it the provider answers itself. */
function standInRoutes(standIn: PortalContext['standIns'][number], form: RequestHandler): Router {
  const router = Router({ strict: true, caseSensitive: true });
  const provider = standIn.provider.callback();
  const choose = guard('proves-itself', inTurn(asPage, form));
  router.get('/kies/:uid', choose, choosePersonRoute(standIn));
  router.post('/kies/:uid', choose, personChosenRoute(standIn));
  router.all(
    '/*rest',
    guard('proves-itself', (request, response) => void provider(request, response)),
  );
  return router;
}

const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "media-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

const asPage: RequestHandler = (_request, response, next) => {
  response.setHeader('Content-Security-Policy', POLICY);
  response.type('text/html');
  response.locals['isPage'] = true;
  next();
};

/** A browser that asks for what is not there gets a kind page; a program gets its problem document from whoever is next. */
const forBrowsers: RequestHandler = (request, _response, next) => {
  const isBrowser =
    /^text\/html\b/.test(request.get('accept') ?? '') &&
    !/^\/(?:v1|oauth|logboek|access)\//.test(request.path);
  if (isBrowser) throw new PageProblem('niet-gevonden');
  next();
};

const STATUS: Readonly<Record<PageProblemCode, number>> = {
  'niet-gevonden': 404,
  'niet-voor-u': 403,
  'formulier-verlopen': 403,
  'formulier-van-elders': 403,
  'te-groot': 413,
  'niet-uw-onderwerp': 403,
  'vraag-vervallen': 410,
  storing: 500,
};

/** Every error on a page is a kind page. What we did not expect is logged by its name and place only. */
const answerKindly =
  (context: PortalContext): ErrorRequestHandler =>
  (error: unknown, request, response, next) => {
    if (!(error instanceof PageProblem) && response.locals['isPage'] !== true) return next(error);
    if (response.headersSent) return void response.destroy();
    const code = codeOf(error);
    if (code === 'storing') {
      const { requestId, traceId } = traceIn(response);
      const name =
        error instanceof DatabaseFailure ? error.code : error instanceof Error ? error.name : typeof error;
      context.log.error({
        event: 'unexpected-error',
        requestId,
        traceId,
        code: name,
        frames: framesOf(error),
      });
    }
    response.locals['browser'] ??= { session: undefined, was: undefined };
    response.setHeader('Content-Security-Policy', POLICY);
    response
      .status(STATUS[code])
      .type('text/html')
      .send(problemPageFor(viewerOf(request, response, context), code));
  };

/** What the reader of forms calls its errors. */
const FORM_PROBLEMS: Readonly<Record<string, PageProblemCode>> = {
  'entity.too.large': 'te-groot',
  'parameters.too.many': 'te-groot',
  'encoding.unsupported': 'formulier-verlopen',
  'charset.unsupported': 'formulier-verlopen',
  'request.aborted': 'formulier-verlopen',
  'request.size.invalid': 'formulier-verlopen',
};

function codeOf(error: unknown): PageProblemCode {
  if (error instanceof PageProblem) return error.code;
  if (error instanceof URIError) return 'niet-gevonden';
  const type = typeof error === 'object' && error !== null && 'type' in error ? String(error.type) : '';
  return FORM_PROBLEMS[type] ?? 'storing';
}
