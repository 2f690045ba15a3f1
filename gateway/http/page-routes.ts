import { Router, type RequestHandler } from 'express';
import { frontPage } from '../../portal/front-page.ts';
import { STYLE_SHEET } from '../../portal/page.ts';
import type { PolicyInForce } from '../policy-in-force.ts';
import { everyone } from './guard.ts';
import { onlyMethod } from './methods.ts';

/** The pages of the gateway itself; nothing about anyone is on them. */
export function pageRoutes(policies: PolicyInForce): Router {
  const router = Router({ strict: true, caseSensitive: true });
  const serve = (path: string, type: string, answer: RequestHandler): void => {
    const typed: RequestHandler = (request, response, next) => answer(request, response.type(type), next);
    router.route(path).get(everyone(), typed).all(onlyMethod('GET'));
  };
  serve(
    '/voor-organisaties',
    'text/html',
    (_request, response) => void response.send(frontPage(policies.latest().version)),
  );
  serve('/stijl.css', 'text/css', (_request, response) => void response.send(STYLE_SHEET));
  return router;
}
