import type { RequestHandler } from 'express';
import type { RegisterContext } from '../consent/register-context.ts';
import { answerNoticeRoute, fetchNoticesRoute, recallRoute } from './notice-routes.ts';
import { deliveryStandingRoute } from './delivery-routes.ts';
import { closeCaseRoute, memberRoute, openCaseRoute } from './case-routes.ts';
import { introduceRoute, linkRoute } from './link-routes.ts';
import { declarationRoute } from './declaration-routes.ts';
import { informationRoute, signalRoute, tableCodeRoute } from './information-routes.ts';
import { restrictRoute } from './restriction-routes.ts';
import { raiseObjectionRoute, withdrawObjectionRoute } from './objection-routes.ts';
import { endRepresentationRoute, minorityRoute, recordRepresentationRoute } from './representation-routes.ts';
import { recordConsentRoute, withdrawConsentRoute } from './consent-routes.ts';

/** Everything a partner can record in the register; all of it is POST, so that nobody stands in a URL. */
export const registerRoutes = (context: RegisterContext): Readonly<Record<string, RequestHandler>> => ({
  '/toestemmingen': recordConsentRoute(context),
  '/toestemmingen/_intrekken': withdrawConsentRoute(context),
  '/bezwaren': raiseObjectionRoute(context),
  '/bezwaren/_intrekken': withdrawObjectionRoute(context),
  '/beperkingen': restrictRoute(context),
  '/vertegenwoordigingen': recordRepresentationRoute(context),
  '/vertegenwoordigingen/_beeindigen': endRepresentationRoute(context),
  '/minderjarigen': minorityRoute(context),
  '/verklaringen': declarationRoute(context),
  '/uitleg': informationRoute(context),
  '/tafelcodes': tableCodeRoute(context),
  '/signalen': signalRoute(context),
  '/casussen': openCaseRoute(context),
  '/casussen/_lid': memberRoute(context),
  '/casussen/_sluiten': closeCaseRoute(context),
  '/koppelingen': linkRoute(context),
  '/koppelingen/_aanmelden': introduceRoute(context),
  '/meldingen/_stand': deliveryStandingRoute(context),
  '/berichten': recallRoute(context),
  '/berichten/_ophalen': fetchNoticesRoute(context),
  '/berichten/_beantwoorden': answerNoticeRoute(context),
});

/** `GET /v1/bewijssleutel`: with this anyone can check a receipt without us. */
export const receiptKeyRoute =
  ({ receipts }: RegisterContext): RequestHandler =>
  (_request, response) => {
    response.json(receipts.publicKeys()[0]);
  };

/** `GET /v1/bewijssleutels`: every key of which receipts count (JWKS), also of before the key was changed. */
export const receiptKeysRoute =
  ({ receipts }: RegisterContext): RequestHandler =>
  (_request, response) => {
    response.json({ keys: receipts.publicKeys() });
  };
