import { randomBytes } from 'node:crypto';
import type { Express, RequestHandler } from 'express';
import { textAt } from '../read-json.ts';
import { bodyOf } from './sandbox-server.ts';

const LIFETIME_S = 300;

/** Who may ask for tokens, and what each path wants of one. */
export interface TokenGuard {
  readonly clientId: string;
  readonly clientSecret: string;
  /** The one scope that opens a path; a path that is not here is closed. */
  readonly scopeOf: (path: string) => string | undefined;
}

/** OAuth 2 client credentials: a token for one scope at a time, which opens that resource and no other. */
export function guardByToken({ clientId, clientSecret, scopeOf }: TokenGuard): (app: Express) => void {
  const scopes = new Map<string, string>();
  const expected = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
  const issue: RequestHandler = (request, response) => {
    const scope = textAt(bodyOf(request), 'scope') ?? '';
    const isKnown = request.get('authorization') === expected;
    if (!isKnown || textAt(bodyOf(request), 'grant_type') !== 'client_credentials') {
      response.status(401).json({ error: 'invalid_client' });
      return;
    }
    if (!/^[A-Z]\w+\.[A-Z]\w+\.Read$/i.test(scope) || scope.includes('.All.')) {
      response.status(400).json({ error: 'invalid_scope' });
      return;
    }
    const token = randomBytes(24).toString('base64url');
    scopes.set(token, scope);
    response.set('cache-control', 'no-store');
    response.json({ access_token: token, token_type: 'Bearer', expires_in: LIFETIME_S, scope });
  };
  const guard: RequestHandler = (request, response, next) => {
    const scope = scopes.get((request.get('authorization') ?? '').replace(/^Bearer /, ''));
    if (scope === undefined) response.status(401).json({ code: '401', omschrijving: 'Niet geautoriseerd' });
    else if (scope !== scopeOf(request.path))
      response.status(403).json({ code: '403', omschrijving: 'Niet toegestaan met dit token' });
    else next();
  };
  return app => {
    app.post('/oauth/token', issue);
    app.use(guard);
  };
}
