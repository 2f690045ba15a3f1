import { Router, type RequestHandler } from 'express';
import { onlyMethod } from './methods.ts';

/** What a partner needs of the authorization server. Its other addresses, and its own error pages, do not exist here. */
export function oauthRoutes(authorizationServer: RequestHandler): Router {
  const router = Router({ strict: true, caseSensitive: true });
  router.route('/token').post(authorizationServer).all(onlyMethod('POST'));
  router.route('/jwks').get(authorizationServer).all(onlyMethod('GET'));
  router.route('/.well-known/openid-configuration').get(authorizationServer).all(onlyMethod('GET'));
  return router;
}
