import type { Request, RequestHandler, Response } from 'express';
import type { JWTVerifyGetKey } from 'jose';
import type { Database } from '../database.ts';
import type { Trace } from '../disclosure/request.ts';
import { authenticate, type TokenFault } from '../identity/access-token.ts';
import type { Partner } from '../identity/partner-registry.ts';
import { Problem, type ProblemCode } from './problems.ts';

/** Who is calling, proven, and how the call is followed. */
export interface Caller {
  readonly partner: Partner;
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
  ({ database, issuer, keys, clock }: AuthenticationOptions): RequestHandler =>
  async (request: Request, response: Response, next) => {
    const who = await authenticate(request.headers.authorization, { issuer, keys }, database, clock());
    if (typeof who === 'string') throw new Problem(PROBLEM_OF[who]);
    response.locals['caller'] = { partner: who, trace: traceIn(response) } satisfies Caller;
    next();
  };

export const traceIn = (response: Response): Trace => response.locals['trace'] as Trace;

/** The caller, when authentication came before. Throws when a route forgot it. */
export function callerIn(response: Response): Caller {
  const caller = response.locals['caller'] as Caller | undefined;
  if (caller === undefined) throw new Error('this route has no authentication before it');
  return caller;
}

export const isAuthenticated = (response: Response): boolean => response.locals['caller'] !== undefined;

/** Lets a request through when the registry says that this is the privacy officer; the role is never the caller's to name. */
export const requireOfficer: RequestHandler = (_request, response, next) => {
  if (callerIn(response).partner.role !== 'privacy_officer') throw new Problem('alleen-privacy-officer');
  next();
};
