import type { RequestHandler, Response } from 'express';
import type { Limits } from '../limits/limits.ts';
import { callerIn } from './caller.ts';
import { Problem } from './problems.ts';

/** Lets a partner through as long as it does not ask too often; the answer says when it may again. */
export const withinPartnerLimit =
  (limits: Limits): RequestHandler =>
  (_request, response, next) => {
    requireRoom(response, limits.takePartner(callerIn(response).partner.id));
    next();
  };

/** The same for the professional in whose name is asked; whom it is about is counted for the officer. */
export const withinPersonalLimit =
  (limits: Limits): RequestHandler =>
  ({ body }, response, next) => {
    const { namens, betrokkene } = Object(body) as Readonly<Record<string, unknown>>;
    const { medewerker } = Object(namens) as Readonly<Record<string, unknown>>;
    if (typeof medewerker !== 'string' || medewerker.length > LONGEST_NAME) return next();
    const { id } = callerIn(response).partner;
    requireRoom(response, limits.takeProfessional(id, medewerker));
    if (typeof betrokkene === 'string' && betrokkene.length <= LONGEST_NAME)
      limits.noteResident(id, medewerker, betrokkene);
    next();
  };

/** Longer is no name of anybody, and is refused a step further on. */
const LONGEST_NAME = 64;

function requireRoom(response: Response, seconds: number | undefined): void {
  if (seconds === undefined) return;
  response.setHeader('Retry-After', seconds);
  throw new Problem('te-veel-verzoeken');
}
