import type { Request, RequestHandler, Response } from 'express';
import type { JWTVerifyGetKey } from 'jose';
import type { Database, Sql } from '../database.ts';
import type { Trace } from '../disclosure/request.ts';
import { authenticate, type TokenFault } from '../identity/access-token.ts';
import { lookUpPartner, type KnownPartner, type LookUpPartner } from '../identity/partner-registry.ts';
import { Problem, type ProblemCode } from './problems.ts';

/** Who is calling, proven, and how the call is followed. */
export interface Caller extends KnownPartner {
  readonly trace: Trace;
}

export interface AuthenticationOptions {
  readonly database: Database;
  readonly issuer: string;
  readonly keys: JWTVerifyGetKey;
  readonly clock: () => Date;
}

const PROBLEM_OF: Readonly<Record<TokenFault, ProblemCode>> = {
  missing: 'niet-aangemeld',
  expired: 'token-verlopen',
  'not-ours': 'niet-aangemeld',
  'not-registered': 'niet-aangemeld',
};

/** Lets a request through when its token proves a registered partner; otherwise answers 401, before reading the body. */
export const requirePartner =
  (options: AuthenticationOptions, lookUp?: LookUpPartner): RequestHandler =>
  async (request, response, next) => {
    await prove(request, response, options, lookUp);
    next();
  };

/** The same, for the privacy officer alone, as the registry says; the role is never the caller's to name. */
export const requireOfficer =
  (options: AuthenticationOptions): RequestHandler =>
  async (request, response, next) => {
    const { partner } = await prove(request, response, options);
    if (partner.role !== 'privacy_officer') throw new Problem('alleen-privacy-officer');
    next();
  };

async function prove(
  request: Request,
  response: Response,
  { database, issuer, keys, clock }: AuthenticationOptions,
  lookUp: LookUpPartner = lookUpPartner,
): Promise<Caller> {
  const options = { issuer, keys, lookUp };
  const who = await authenticate(request.headers.authorization, options, database, clock());
  if (typeof who === 'string') throw new Problem(PROBLEM_OF[who]);
  const caller: Caller = { ...who, trace: traceIn(response) };
  response.locals['caller'] = caller;
  return caller;
}

export const traceIn = (response: Response): Trace => response.locals['trace'] as Trace;

/** The caller, when authentication came before. Throws when a route forgot it. */
export function callerIn(response: Response): Caller {
  const caller = response.locals['caller'] as Caller | undefined;
  if (caller === undefined) throw new Error('this route has no authentication before it');
  return caller;
}

export const isAuthenticated = (response: Response): boolean => response.locals['caller'] !== undefined;

/** The caller as registered now. Rejects with 401 when it was suspended since it was remembered. */
export async function lookedUpAgain(caller: Caller, sql: Sql): Promise<Caller> {
  const known = await lookUpPartner(sql, caller.partner.id);
  if (known === undefined) throw new Problem('niet-aangemeld');
  return { ...caller, ...known };
}
