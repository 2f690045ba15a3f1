import type { RequestHandler } from 'express';
import type { Permission } from '../../identity/people/person-ability.ts';

/** What one address answers: always behind a guard that says for whom it is. */
export interface PageRoute {
  readonly path: string;
  readonly method: 'get' | 'post';
  readonly guard: 'iedereen' | Permission;
  readonly handler: RequestHandler;
}
