import type { ResolveHook } from 'node:module';

const GLOBALS = new URL('./globals.ts', import.meta.url).href;

/** What a test imports from @jest/globals comes from the runner, which puts it on globalThis. */
export const resolve: ResolveHook = async (specifier, context, next) =>
  await next(specifier === '@jest/globals' ? GLOBALS : specifier, context);
