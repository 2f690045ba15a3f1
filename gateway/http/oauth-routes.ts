import { Router, type RequestHandler } from 'express';
import { everyone, guard } from './guard.ts';
import { onlyMethod } from './methods.ts';

/** What a partner needs of the authorization server. Its other addresses, and its own error pages, do not exist here. */
export function oauthRoutes(authorizationServer: RequestHandler): Router {
  const router = Router({ strict: true, caseSensitive: true });
  router.route('/token').post(guard('proves-itself', authorizationServer)).all(onlyMethod('POST'));
  router.route('/jwks').get(everyone(), authorizationServer).all(onlyMethod('GET'));
  router
    .route('/.well-known/openid-configuration')
    .get(everyone(), authorizationServer)
    .all(onlyMethod('GET'));
  return router;
}
