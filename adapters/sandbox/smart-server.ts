import { randomBytes } from 'node:crypto';
import type { Express, Request, RequestHandler, Response } from 'express';
import { createRemoteJWKSet, importSPKI, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { textAt } from '../read-json.ts';
import { bodyOf } from './sandbox-server.ts';

/** Whom a care provider's authorization server knows, and for what. */
export interface SmartGuard {
  readonly clientId: string;
  readonly algorithm: 'RS384' | 'ES384';
  /** The key it was given, or where it fetches the keys when somebody asks for a token. */
  readonly publicKeyPem?: string;
  readonly keysUrl?: () => string;
  /** What may be asked for, such as `system/Encounter.rs`. */
  readonly scopes: readonly string[];
  readonly clock?: () => Date;
}

const LIFETIME_S = 300;
const CLIENT_ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** SMART Backend Services as a small EHR has it: a token opens the resource types of its scope, and each proof works once. */
export function guardBySmart(guard: SmartGuard): (app: Express) => void {
  const scopesOf = new Map<string, readonly string[]>();
  const used = new Set<string>();
  const answer = async (request: Request, response: Response): Promise<void> => {
    const scopes = (textAt(bodyOf(request), 'scope') ?? '').split(' ');
    if (!(await isProven(request, guard, used))) {
      response.status(401).json({ error: 'invalid_client' });
      return;
    }
    if (!scopes.every(scope => guard.scopes.includes(scope))) {
      response.status(400).json({ error: 'invalid_scope' });
      return;
    }
    const token = randomBytes(24).toString('base64url');
    scopesOf.set(token, scopes);
    response.set('cache-control', 'no-store');
    response.json({
      access_token: token,
      token_type: 'bearer',
      expires_in: LIFETIME_S,
      scope: scopes.join(' '),
    });
  };
  const issue: RequestHandler = (request, response, next) => void answer(request, response).catch(next);
  const check: RequestHandler = (request, response, next) => {
    const scopes = scopesOf.get((request.get('authorization') ?? '').replace(/^Bearer /, ''));
    const type = request.path.split('/')[1] ?? '';
    const needed =
      request.method === 'POST' && type === 'AuditEvent' ? 'system/AuditEvent.c' : `system/${type}.rs`;
    if (scopes === undefined) response.status(401).json({ resourceType: 'OperationOutcome' });
    else if (!scopes.includes(needed)) response.status(403).json({ resourceType: 'OperationOutcome' });
    else next();
  };
  return app => {
    app.post('/auth/token', issue);
    app.use('/fhir', check);
  };
}

async function isProven(request: Request, guard: SmartGuard, used: Set<string>): Promise<boolean> {
  const form = bodyOf(request);
  if (textAt(form, 'grant_type') !== 'client_credentials') return false;
  if (textAt(form, 'client_assertion_type') !== CLIENT_ASSERTION) return false;
  try {
    const { payload } = await jwtVerify(textAt(form, 'client_assertion') ?? '', await keysOf(guard), {
      algorithms: [guard.algorithm],
      issuer: guard.clientId,
      subject: guard.clientId,
      audience: `http://${request.get('host') ?? ''}/auth/token`,
      maxTokenAge: '5m',
      currentDate: guard.clock?.() ?? new Date(),
      requiredClaims: ['exp', 'jti'],
    });
    const id = payload.jti ?? '';
    const isNew = !used.has(id);
    used.add(id);
    return isNew;
  } catch {
    return false;
  }
}

async function keysOf({ publicKeyPem, keysUrl, algorithm }: SmartGuard): Promise<JWTVerifyGetKey> {
  if (keysUrl !== undefined) return createRemoteJWKSet(new URL(keysUrl()));
  const key = await importSPKI(publicKeyPem ?? '', algorithm);
  return async () => await Promise.resolve(key);
}
