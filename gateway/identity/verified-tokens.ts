import { hash } from 'node:crypto';
import type { Reach } from './scopes.ts';

/** Whose token it is, for what, and between which moments it may be used, in seconds. */
export interface VerifiedToken {
  readonly clientId: string;
  readonly reach: Reach;
  /** The thumbprint of the certificate that it may be used with alone. */
  readonly boundTo: string | undefined;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** Tokens of which the signature was verified before, known by their hash; the tokens themselves are not kept. */
export interface VerifiedTokens {
  /** The token's claims, if it was verified before and counts at this moment. */
  readonly find: (token: string, now: Date) => VerifiedToken | undefined;
  readonly keep: (token: string, verified: VerifiedToken, now: Date) => void;
}

const MOST_KEPT = 10_000;
/** Another's keys may be taken back without a word to us: after this long they are asked again. */
const KEPT_SECONDS = 60;

export function createVerifiedTokens(): VerifiedTokens {
  const kept = new Map<string, VerifiedToken & { readonly keptUntil: number }>();
  return {
    find: (token, now) => {
      const verified = kept.get(hashOf(token));
      const seconds = Math.floor(now.getTime() / 1_000);
      const counts = verified !== undefined && verified.issuedAt <= seconds && seconds < verified.keptUntil;
      return counts ? verified : undefined;
    },
    keep: (token, verified, now) => {
      const [oldest] = kept.keys();
      if (kept.size >= MOST_KEPT && oldest !== undefined) kept.delete(oldest);
      const longest = Math.floor(now.getTime() / 1_000) + KEPT_SECONDS;
      const keptUntil = Math.min(verified.expiresAt, longest);
      // Again at the end: what is kept longest stands first.
      kept.delete(hashOf(token));
      kept.set(hashOf(token), { ...verified, keptUntil });
    },
  };
}

const hashOf = (token: string): string => hash('sha256', token, 'base64');
