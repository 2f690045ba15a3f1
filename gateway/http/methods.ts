import type { RequestHandler } from 'express';
import { guard } from './guard.ts';
import { Problem } from './problems.ts';

/** Answers every method that a route does not have, and says which one it has. */
export const onlyMethod = (method: string): RequestHandler =>
  guard('refuses', (_request, response) => {
    response.setHeader('Allow', method);
    throw new Problem('methode-niet-toegestaan');
  });
