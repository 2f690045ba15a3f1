import type { RequestHandler } from 'express';
import type { JWK } from 'jose';

/** Where care providers find the keys by which they know us (SMART Backend Services). */
export const SMART_KEYS = '/.well-known/jwks.json';

/** `GET /.well-known/jwks.json`: public keys alone. Whoever keeps them asks again within five minutes, so that a key can change. */
export const smartKeysRoute =
  (keys: () => readonly JWK[]): RequestHandler =>
  (_request, response) => {
    response.setHeader('Cache-Control', 'public, max-age=300');
    response.json({ keys: keys() });
  };
