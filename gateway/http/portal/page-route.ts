import type { RequestHandler } from 'express';
import type { Permission } from '../../identity/people/person-ability.ts';
import type { PortalContext } from './portal-context.ts';

/** What one address answers: always behind a guard that says for whom it is. */
export interface PageRoute {
  readonly path: string;
  readonly method: 'get' | 'post';
  readonly guard: 'iedereen' | Permission;
  readonly handler: RequestHandler;
}

/** What answers one address, once there is a portal to answer for. */
export type PageHandler = (context: PortalContext) => RequestHandler;
