import type { RequestHandler } from 'express';
import type { RegisterContext } from '../consent/register-context.ts';
import { answerNoticeRoute, fetchNoticesRoute, recallRoute } from './notice-routes.ts';
import { recordConsentRoute, withdrawConsentRoute } from './consent-routes.ts';

/** Everything a partner can record in the register; all of it is POST, so that nobody stands in a URL. */
export const registerRoutes = (context: RegisterContext): Readonly<Record<string, RequestHandler>> => ({
  '/toestemmingen': recordConsentRoute(context),
  '/toestemmingen/_intrekken': withdrawConsentRoute(context),
  '/berichten': recallRoute(context),
  '/berichten/_ophalen': fetchNoticesRoute(context),
  '/berichten/_beantwoorden': answerNoticeRoute(context),
});

/** `GET /v1/bewijssleutel`: with this anyone can check a receipt without us. */
export const receiptKeyRoute =
  ({ receipts }: RegisterContext): RequestHandler =>
  (_request, response) => {
    response.json(receipts.publicKey);
  };
