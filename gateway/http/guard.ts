import type { Express, Handler, RequestHandler } from 'express';

/** Who a route is for. `public` says nothing about anyone; `refuses` lets nobody in. */
export type Guard =
  | 'public'
  | 'refuses'
  | 'proves-itself'
  | 'partner'
  | 'enforcement-point'
  | 'resident'
  | 'representative'
  | 'helper'
  | 'professional'
  | 'officer'
  | 'auditor'
  | 'administrator';

const guards = new WeakMap<object, Guard | 'passes'>();

function marked(mark: Guard | 'passes', handler: RequestHandler): RequestHandler {
  const own: RequestHandler = (request, response, next) => handler(request, response, next);
  guards.set(own, mark);
  return own;
}

/** Declares that a handler decides who comes in; it stands first in its route. */
export const guard = (who: Guard, handler: RequestHandler): RequestHandler => marked(who, handler);

/** Lets everyone in: for what says nothing about anyone. */
export const everyone = (): RequestHandler => marked('public', (_request, _response, next) => next());

/** Declares that a handler that stands before routes lets every request pass, or answers nothing about anyone. */
export const passing = (handler: RequestHandler): RequestHandler => marked('passes', handler);

export interface GuardedRoute {
  readonly method: string;
  readonly path: string;
  readonly guard: Guard | undefined;
}

interface RouteLayer {
  readonly method?: string;
  readonly handle: Handler;
}

interface Layer {
  readonly rawPath: unknown;
  readonly handle: Handler & { readonly stack?: readonly Layer[] };
  readonly route?: {
    readonly path: string;
    readonly methods: Readonly<Record<string, boolean>>;
    readonly stack: readonly RouteLayer[];
  };
}

/** Every route of an application, with what stands first in it. What is mounted without a route counts as one too. */
export const guardsOf = (app: Express): readonly GuardedRoute[] =>
  routesIn((app.router as unknown as { readonly stack: readonly Layer[] }).stack, '');

const routesIn = (stack: readonly Layer[], mount: string): readonly GuardedRoute[] =>
  stack.flatMap(layer => {
    const { route, handle } = layer;
    if (route !== undefined) return guardsIn(route, mount);
    const path = mount + (typeof layer.rawPath === 'string' ? layer.rawPath : '').replace(/\/$/, '');
    if (handle.stack !== undefined) return routesIn(handle.stack, path);
    // A handler of four arguments only answers errors.
    if (handle.length > 3 || guards.get(handle) === 'passes') return [];
    return [{ method: '*', path, guard: undefined }];
  });

const guardsIn = ({ path, methods, stack }: NonNullable<Layer['route']>, mount: string): GuardedRoute[] =>
  Object.keys(methods).map(key => {
    const method = key === '_all' ? undefined : key;
    const first = stack.find(layer => layer.method === undefined || layer.method === method);
    const mark = first === undefined ? undefined : guards.get(first.handle);
    return { method: method ?? '*', path: mount + path, guard: mark === 'passes' ? undefined : mark };
  });

/** A route that nobody guards: the gateway does not open. */
export class UnguardedRoute extends Error {
  override readonly name = 'UnguardedRoute';
}

/** Throws when a route does not begin with its guard. */
export function requireGuards(app: Express): void {
  const open = guardsOf(app).filter(route => route.guard === undefined);
  if (open.length === 0) return;
  const names = open.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
  throw new UnguardedRoute(`No guard stands first in: ${names.join(', ')} (see gateway/http/guard.ts)`);
}
