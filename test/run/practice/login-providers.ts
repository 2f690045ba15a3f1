import { createServer } from 'node:https';
import express, { Router, type RequestHandler } from 'express';
import type { JWK } from 'jose';
import type { Database } from '../../../gateway/database.ts';
import { STAND_IN_LOGINS } from '../../../gateway/demo/stand-ins.ts';
import { styleRoute } from '../../../gateway/http/portal/style-route.ts';
import { choosePersonRoute, personChosenRoute } from '../../../gateway/http/portal/stand-in-routes.ts';
import { CAME_BACK, type StandIn } from '../../../gateway/identity/people/people.ts';
import { STAND_IN_CLIENT } from '../../../gateway/identity/people/stand-in-account.ts';
import { createStandInProvider } from '../../../gateway/identity/people/stand-in-provider.ts';
import type { KeyWithCertificate } from '../../../gateway/secrets.ts';
import { closeNow } from '../installed-estate.ts';

export interface LoginProvidersStart {
  readonly port: number;
  /** Where the gateway is, for who logged in. */
  readonly gateway: string;
  readonly database: Database;
  /** The gateway's own, for tokens: it proves itself with it here, and what the stand-ins say is signed with it too. */
  readonly signingKey: JWK;
  readonly cookieKey: string;
  readonly here: KeyWithCertificate;
}

export interface LoginProviders {
  /** `inloggen` as it stands in a configuration. */
  readonly lines: string;
  readonly close: () => void;
}

const [RESIDENTS, STAFF] = ['digid', 'werk'] as const;

/** The demo's login providers at an address of their own, over TLS, as DigiD's broker and an organisation have theirs. */
export async function startLoginProviders(start: LoginProvidersStart): Promise<LoginProviders> {
  const url = `https://localhost:${start.port}`;
  const app = express();
  app.get('/portaal.css', styleRoute);
  for (const standIn of STAND_IN_LOGINS.standIns)
    app.use(`/${standIn.name}`, providerRoutes(standIn, url, start));
  const { certificatePem: cert, privateKeyPem: key } = start.here;
  const server = createServer({ cert, key }, app);
  await new Promise<void>(resolve => server.listen(start.port, 'localhost', resolve));
  const line = (name: string): string => {
    const levels = STAND_IN_LOGINS.standIns.find(each => each.name === name)?.levels ?? [];
    return `{ naam: ${name}, uitgever: '${url}/${name}', client: ${STAND_IN_CLIENT}, niveaus: ${JSON.stringify(levels)} }`;
  };
  return {
    lines: `inloggen:\n  bewoners: ${line(RESIDENTS)}\n  medewerkers: [${line(STAFF)}]\n`,
    close: () => closeNow(server),
  };
}

const page: RequestHandler = (_request, response, next) => {
  response.type('text/html');
  next();
};

function providerRoutes(
  demoStandIn: StandIn,
  url: string,
  { gateway, database, signingKey, cookieKey }: LoginProvidersStart,
): Router {
  const standIn = { ...demoStandIn, path: `/${demoStandIn.name}` };
  const provider = createStandInProvider({
    issuer: url + standIn.path,
    redirectUri: gateway + CAME_BACK,
    clientId: STAND_IN_CLIENT,
    database,
    clock: () => new Date(),
    signingKey,
    cookieKey,
    levels: standIn.levels,
    accounts: standIn.accounts,
  });
  const router = Router();
  router.get('/kies/:uid', page, choosePersonRoute({ standIn, provider }));
  router.post(
    '/kies/:uid',
    express.urlencoded({ extended: false }),
    personChosenRoute({ standIn, provider }),
  );
  const rest = provider.callback();
  router.all('/*rest', (request, response) => void rest(request, response));
  return router;
}
