import { numberAt, textAt } from './read-json.ts';
import { SourceFailure } from './source.ts';

export interface AccessToken {
  readonly token: string;
  readonly expiresAtMs: number;
}

/**
 * Does something with a token that is good for this scope and nothing else: a kept one, or one that `obtain` asks for. A kept
 * token that is refused is asked for anew, once.
 */
export type UseToken = <T>(
  scope: string,
  obtain: () => Promise<AccessToken>,
  use: (token: string) => Promise<T>,
) => Promise<T>;

const EARLY_MS = 30_000;

/** Keeps the access tokens of one partner in memory, one per scope. */
export function keepAccessTokens(nowMs: () => number): UseToken {
  const kept = new Map<string, AccessToken>();
  return async (scope, obtain, use) => {
    const known = kept.get(scope);
    if (known !== undefined && known.expiresAtMs - EARLY_MS > nowMs()) {
      try {
        return await use(known.token);
      } catch (error) {
        if (!(error instanceof SourceFailure) || error.code !== 'refused') throw error;
        kept.delete(scope);
      }
    }
    const fresh = await obtain();
    const result = await use(fresh.token);
    kept.set(scope, fresh);
    return result;
  };
}

/** Reads the answer of a token endpoint (RFC 6749 5.1). A token that reaches further than was asked is not used. */
export function readTokenAnswer(answer: unknown, scope: string, nowMs: number): AccessToken {
  const token = textAt(answer, 'access_token');
  const isBearer = textAt(answer, 'token_type')?.toLowerCase() === 'bearer';
  if (token === undefined || !isBearer || !/^[\x21-\x7e]+$/.test(token)) throw new SourceFailure('nonsense');
  const asked = new Set(scope.split(' '));
  if ((textAt(answer, 'scope') ?? scope).split(' ').some(given => !asked.has(given)))
    throw new SourceFailure('refused', { cause: 'wider scope' });
  return { token, expiresAtMs: nowMs + (numberAt(answer, 'expires_in') ?? 0) * 1_000 };
}
