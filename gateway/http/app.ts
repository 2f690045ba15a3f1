import express, { Router, type Express, type RequestHandler } from 'express';
import type { HelmetOptions } from 'helmet';
import type { JWK } from 'jose';
import type { RegisterContext } from '../consent/register-context.ts';
import type { KeyVault } from '../ledger/key-vault.ts';
import type { DisclosureContext } from '../disclosure/context.ts';
import type { EmergencyRoad } from '../disclosure/emergency-road.ts';
import type { Direction } from '../disclosure/request.ts';
import type { FscSettings } from '../fsc/access-token.ts';
import type { Limits } from '../limits/limits.ts';
import { recallPartner } from '../identity/partner-registry.ts';
import type { Measure } from '../metrics/measure.ts';
import type { ProcessLog } from '../process-log.ts';
import type { Spans } from '../traces/span.ts';
import type { Readiness } from '../readiness.ts';
import { requireOfficer, requirePartner, traceIn, type AuthenticationOptions } from './caller.ts';
import { askRoute, bringRoute } from './disclosure-routes.ts';
import { counterReceiptRoute } from './counter-receipt-routes.ts';
import { answerWithProblem, recordingTurnedAway } from './error-handler.ts';
import { emergencyRoute } from './emergency-routes.ts';
import { followed } from './followed.ts';
import { everyone, guard, passing, requireGuards } from './guard.ts';
import { handreikingRoute, possibilitiesRoute, versionRoute } from './handreiking-routes.ts';
import { accessRoutes, configurationRoute } from './authzen-routes.ts';
import { docsRoutes } from './docs-routes.ts';
import { ledgerRoutes } from './ledger-routes.ts';
import { logViewRoutes } from './log-view-routes.ts';
import { onlyMethod } from './methods.ts';
import { oauthRoutes } from './oauth-routes.ts';
import { officerRoutes } from './officer-routes.ts';
import { openapiDocument } from './openapi-document.ts';
import { pageRoutes } from './page-routes.ts';
import type { PortalContext } from './portal/portal-context.ts';
import { portalRoutes } from './portal/portal-routes.ts';
import { Problem } from './problems.ts';
import { receiptRoutes } from './receipt-routes.ts';
import { receiptKeyRoute, receiptKeysRoute, registerRoutes } from './register-routes.ts';
import { readBody } from './request-body.ts';
import { sameHeaders } from './same-headers.ts';
import { SMART_KEYS, smartKeysRoute } from './smart-keys-route.ts';
import { tableFileRoutes } from './table-file-routes.ts';
import { textsRoute } from './text-routes.ts';
import { sandboxRoutes, type SandboxDesk } from './sandbox-routes.ts';
import { throughInway } from './through-inway.ts';
import { withinPartnerLimit, withinPersonalLimit } from './within-limits.ts';
import { tryRoutes } from './try-routes.ts';

export interface AppOptions {
  readonly authentication: Omit<AuthenticationOptions, 'database' | 'clock'>;
  /** Where the world reaches this gateway. */
  readonly address: string;
  readonly context: DisclosureContext;
  readonly register: RegisterContext;
  /** The road beside a ledger that cannot write; none when there is no journal. */
  readonly emergency?: EmergencyRoad | undefined;
  /** Where the residents' keys are, outside the database. */
  readonly vault: KeyVault;
  readonly log: ProcessLog;
  /** The lines by which others know the keys that sign the ledger, the one in use first. */
  readonly ledgerKeys: () => readonly string[];
  /** Answers the token requests; it reads its own bodies. */
  readonly authorizationServer: RequestHandler;
  /** By which care providers know us, public halves. */
  readonly smartKeys: () => readonly JWK[];
  /** The pages for people; none where nobody logs in. */
  readonly portal: PortalContext | undefined;
  readonly readiness: Readiness;
  readonly measure: Measure;
  /** Where traces go; none where nobody follows them. */
  readonly spans: Spans | undefined;
  readonly nowMs: () => number;
  /** How often somebody may ask. */
  readonly limits: Limits;
  /** What we are within an FSC group. */
  readonly fsc?: FscSettings | undefined;
  /** Admits newcomers; only where every resident is invented. */
  readonly sandbox?: SandboxDesk | undefined;
}

/** The whole HTTP surface. What is not named here does not exist, and what nobody guards does not open. */
export function createApp(options: AppOptions): Express {
  const app = express();
  app.set('strict routing', true);
  app.set('case sensitive routing', true);
  app.disable('x-powered-by');
  app.disable('etag');
  app.use([withoutBorrowed(options), followed(options), sameHeaders(SECURITY, OF_EVERY_ANSWER)].map(passing));
  app.use('/v1', ...inwayOf(options), apiRouter(options));
  app.use('/oauth', oauthRoutes(options.authorizationServer));
  app.use('/logboek', ledgerRoutes(options.register.database, options.ledgerKeys));
  app.use('/access/v1', ...inwayOf(options), accessRouter(options));
  app
    .route('/.well-known/authzen-configuration')
    .get(everyone(), speaksJson, configurationRoute(options.address))
    .all(onlyMethod('GET'));
  app.route(SMART_KEYS).get(everyone(), speaksJson, smartKeysRoute(options.smartKeys)).all(onlyMethod('GET'));
  app
    .route('/livez')
    .get(everyone(), (_request, response) => void response.json({ status: 'leeft' }))
    .all(onlyMethod('GET'));
  app.route('/readyz').get(everyone(), readiness(options)).all(onlyMethod('GET'));
  app.use('/docs', docsPages(options));
  if (options.sandbox !== undefined) app.use('/proef', sandboxRoutes(options.sandbox));
  app.use(pageRoutes(options.context.policies));
  app.use(receiptRoutes(options.register));
  if (options.portal !== undefined) app.use(portalRoutes(options.portal));
  app.use(passing(notFound));
  app.use(answerWithProblem(options.log));
  requireGuards(app);
  return app;
}

function apiRouter(options: AppOptions): Router {
  const { authentication, context, register, emergency, limits } = options;
  const router = Router({ strict: true, caseSensitive: true });
  const proof = { ...authentication, database: context.database, clock: context.clock };
  const partner = guard('partner', requirePartner(proof));
  const officer = guard('officer', requireOfficer(proof));
  const remembered = guard('partner', requirePartner(proof, 'one-purpose', recallPartner));
  const receives = [
    withinPartnerLimit(limits),
    speaksJson,
    sendsJson,
    readBody(),
    withinPersonalLimit(limits),
  ];
  const disclosure = (path: string, direction: Direction, handler: RequestHandler): void => {
    router.route(path).post(remembered, receives, handler).all(onlyMethod('POST'));
    router.use(path, recordingTurnedAway(direction, context));
  };
  disclosure('/verstrekkingen', 'ask', askRoute(context));
  disclosure('/meldingen', 'bring', bringRoute(context));
  if (emergency !== undefined) router.use('/verstrekkingen', emergencyRoute(emergency, context, proof));
  const registering = (who: RequestHandler, routes: Readonly<Record<string, RequestHandler>>): void => {
    for (const [path, handler] of Object.entries(routes)) {
      router.route(path).post(who, receives, handler).all(onlyMethod('POST'));
    }
    // After all of them, for a path is also the beginning of others: a refusal is one entry.
    router.use(Object.keys(routes), recordingTurnedAway('record', context));
  };
  // On other connections than the releases: who looks, however long, holds nobody up.
  const beside = { ...context, database: register.database };
  registering(partner, { ...recordedBy(options), '/ontvangstbewijzen': counterReceiptRoute(beside) });
  registering(officer, { ...officerRoutes(register), ...logViewRoutes(beside) });
  return withPublicReading(router, options);
}

/** What everyone may read, without a token: nothing of it is about anyone. */
function withPublicReading(router: Router, { context, register }: AppOptions): Router {
  const readings: Readonly<Record<string, RequestHandler>> = {
    '/handreiking': handreikingRoute(context.policies),
    '/handreiking/:versie': versionRoute(context.database),
    '/teksten': textsRoute(register),
    '/bewijssleutel': receiptKeyRoute(register),
    '/bewijssleutels': receiptKeysRoute(register),
    '/openapi.json': publicDocument,
  };
  for (const [path, handler] of Object.entries(readings))
    router.route(path).get(everyone(), speaksJson, handler).all(onlyMethod('GET'));
  router
    .route('/mogelijkheden')
    .post(everyone(), speaksJson, sendsJson, readBody(), possibilitiesRoute(context.policies))
    .all(onlyMethod('POST'));
  return router;
}

/** What partners record: the resident's say, the register, and the table's own file. */
const recordedBy = ({ context, register, vault }: AppOptions): Readonly<Record<string, RequestHandler>> => ({
  ...registerRoutes(register),
  ...tableFileRoutes({ ...register, vault, wordList: context.wordList }),
});

/** The documentation; in the sandbox with a desk for newcomers, and a page to try on. */
function docsPages(options: AppOptions): Router {
  const { sandbox, context } = options;
  const router = Router({ strict: true, caseSensitive: true });
  if (sandbox !== undefined) router.use('/probeer', tryRoutes());
  router.use(
    docsRoutes({ policies: context.policies, url: options.address, isSandbox: sandbox !== undefined }),
  );
  return router;
}

/** AuthZEN: our decision for somebody else's enforcement point. */
function accessRouter({ authentication, context, limits }: AppOptions): Router {
  const router = Router({ strict: true, caseSensitive: true });
  const proof = { ...authentication, database: context.database, clock: context.clock };
  const point = guard('enforcement-point', requirePartner(proof));
  for (const [path, handler] of Object.entries(accessRoutes(context))) {
    router
      .route(path)
      .post(point, withinPartnerLimit(limits), speaksJson, sendsJson, readBody(), handler)
      .all(onlyMethod('POST'));
    router.use(path, recordingTurnedAway('bring', context));
  }
  return router;
}

/** To a gateway in no group an Inway's headers say nothing. */
const inwayOf = ({ authentication, context, register, fsc }: AppOptions): readonly RequestHandler[] =>
  fsc === undefined
    ? []
    : [
        passing(
          throughInway({
            fsc,
            certificates: authentication.certificates,
            database: register.database,
            clock: context.clock,
          }),
        ),
      ];

/** Whoever is not a proxy of ours cannot say what only a proxy knows. */
const withoutBorrowed =
  ({ authentication: { certificates } }: AppOptions): RequestHandler =>
  (request, _response, next) => {
    certificates.strip(request);
    next();
  };

const SECURITY: HelmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
    },
  },
  xFrameOptions: { action: 'deny' },
  referrerPolicy: { policy: 'no-referrer' },
};

const OF_EVERY_ANSWER = { 'API-Version': openapiDocument.info.version, 'Cache-Control': 'no-store' };

const JSON_TYPE = 'application/json';

const speaksJson: RequestHandler = (request, _response, next) => {
  const { accept } = request.headers;
  // Said plainly it needs no weighing.
  if (accept === undefined || accept === JSON_TYPE || accept === '*/*') return next();
  if (request.accepts(JSON_TYPE) === false) throw new Problem('antwoordvorm-onbekend');
  next();
};

const sendsJson: RequestHandler = (request, _response, next) => {
  if (request.headers['content-type'] !== JSON_TYPE && request.is(JSON_TYPE) === false)
    throw new Problem('inhoudstype-onbekend');
  next();
};

const notFound: RequestHandler = () => {
  throw new Problem('niet-gevonden');
};

const publicDocument: RequestHandler = (_request, response) => {
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.json(openapiDocument);
};

/** Where the road for emergencies is open a gateway that cannot write must be reached all the same: a proxy keeps it in. */
const readiness =
  ({ readiness: { reason }, emergency }: AppOptions): RequestHandler =>
  async (_request, response) => {
    const notReady = await reason();
    const isByRoad = notReady === 'logboek-schrijft-niet' && emergency?.isOpen() === true;
    if (notReady !== undefined && !isByRoad) throw new Problem(notReady);
    response.json({ status: isByRoad ? 'noodweg' : 'klaar', verzoek: traceIn(response).requestId });
  };
