import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Router, type RequestHandler } from 'express';
import { TRY_SCRIPT, TRY_STYLE, tryPage } from '../../portal/docs/try-page.ts';
import { everyone } from './guard.ts';
import { onlyMethod } from './methods.ts';

const PARTS = { 'swagger-ui.css': 'text/css', 'swagger-ui-bundle.js': 'text/javascript' } as const;

/** Everything from here, and the calls too; the images of the page itself are in its style sheet. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Trying in the browser: for the sandbox only, and the one place with a script, still under a strict policy. */
export function tryRoutes(): Router {
  const router = Router({ strict: true, caseSensitive: true });
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  const serve = (path: string, answer: RequestHandler): void => {
    router.route(path).get(everyone(), answer).all(onlyMethod('GET'));
  };
  serve('/', (_request, response) => {
    response.setHeader('Content-Security-Policy', POLICY);
    response.type('text/html').send(tryPage());
  });
  serve('/start.js', (_request, response) => void response.type('text/javascript').send(TRY_SCRIPT));
  serve('/eigen.css', (_request, response) => void response.type('text/css').send(TRY_STYLE));
  for (const [name, type] of Object.entries(PARTS))
    serve(`/${name}`, (_request, response) => response.type(type).sendFile(join(folder, name)));
  return router;
}
