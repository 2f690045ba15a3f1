import type { Request, RequestHandler, Response } from 'express';
import type { Database, Sql } from '../database.ts';
import type { Trace } from '../disclosure/request.ts';
import {
  authenticate,
  type TokenFault,
  type TokenHolder,
  type TokenRules,
} from '../identity/access-token.ts';
import type { ClientCertificates } from '../identity/client-certificate.ts';
import { lookUpPartner, type LookUpPartner } from '../identity/partner-registry.ts';
import { Problem, type ProblemCode } from './problems.ts';

/** Who is calling, proven, and how the call is followed. */
export interface Caller extends TokenHolder {
  readonly trace: Trace;
}

export interface AuthenticationOptions {
  readonly database: Database;
  readonly rules: TokenRules;
  readonly certificates: ClientCertificates;
  readonly clock: () => Date;
}

const PROBLEM_OF: Readonly<Record<TokenFault, ProblemCode>> = {
  missing: 'niet-aangemeld',
  expired: 'token-verlopen',
  'not-ours': 'niet-aangemeld',
  'not-registered': 'niet-aangemeld',
  'not-your-certificate': 'certificaat-past-niet',
  'issuer-unreachable': 'uitgever-niet-bereikbaar',
};

/**
 * Lets a request through when its token proves a registered partner; otherwise answers 401, before reading the body. Where
 * everything about a purpose is asked for, a token for one purpose counts too.
 */
export function requirePartner(
  options: AuthenticationOptions,
  asks: Asked = 'everything',
  lookUp: LookUpPartner = lookUpPartner,
): RequestHandler {
  const proof = proofFrom(options, asks, lookUp);
  return async (request, response, next) => {
    await proof(request, response);
    next();
  };
}

/** The same, for the privacy officer alone, as the registry says; the role is never the caller's to name. */
export function requireOfficer(options: AuthenticationOptions): RequestHandler {
  const proof = proofFrom(options, 'everything', lookUpPartner);
  return async (request, response, next) => {
    const { partner } = await proof(request, response);
    if (partner.role !== 'privacy_officer') throw new Problem('alleen-privacy-officer');
    next();
  };
}

/** What a token must be for: everything that its partner may do, or one purpose at least. */
type Asked = 'everything' | 'one-purpose';

function proofFrom(
  { database, rules: ours, certificates, clock }: AuthenticationOptions,
  asks: Asked,
  lookUp: LookUpPartner,
): (request: Request, response: Response) => Promise<Caller> {
  const rules = { ...ours, lookUp };
  return async (request, response) => {
    const now = clock();
    const certificate = certificates.of(request, now);
    const who = await authenticate(request.headers.authorization, certificate, rules, database, now);
    if (typeof who === 'string') throw new Problem(PROBLEM_OF[who]);
    if (asks === 'everything' && who.reach !== 'everything') throw new Problem('token-niet-hiervoor');
    const caller: Caller = { ...who, trace: { ...traceIn(response), ...thumbprintOf(certificate) } };
    response.locals['caller'] = caller;
    return caller;
  };
}

const thumbprintOf = (certificate: ReturnType<ClientCertificates['of']>): Pick<Trace, 'certificate'> =>
  typeof certificate === 'object' ? { certificate: certificate.thumbprint } : {};

export const traceIn = (response: Response): Trace => response.locals['trace'] as Trace;

/** The caller, when authentication came before. Throws when a route forgot it. */
export function callerIn(response: Response): Caller {
  const caller = response.locals['caller'] as Caller | undefined;
  if (caller === undefined) throw new Error('this route has no authentication before it');
  return caller;
}

export const isAuthenticated = (response: Response): boolean => response.locals['caller'] !== undefined;

/** The caller as registered now. Rejects with 401 when it was suspended, or its token taken back, since it was remembered. */
export async function lookedUpAgain(caller: Caller, sql: Sql): Promise<Caller> {
  const known = await lookUpPartner(sql, caller.partner.id);
  const partner = known === undefined ? undefined : caller.stillFor(known.partner);
  if (partner === undefined) throw new Problem('niet-aangemeld');
  return { ...caller, partner, rememberedAt: undefined };
}
