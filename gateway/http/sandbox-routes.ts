import express, { Router, type RequestHandler } from 'express';
import { everyone } from './guard.ts';
import { onlyMethod } from './methods.ts';
import { Problem } from './problems.ts';

/** A developer who wants to try: under a name, as a kind of partner, with a key of their own. */
export interface NewcomerApplication {
  readonly name: string;
  readonly role: string;
  /** A certificate request (PKCS #10), PEM. */
  readonly request: string;
}

export interface Newcomer {
  readonly partner: string;
  readonly certificate: string;
  /** The newcomer's own koppelsleutel of each invented resident. */
  readonly residents: Readonly<Record<string, string>>;
}

/** Admits newcomers to the sandbox. A gateway for real residents has none. */
export interface SandboxDesk {
  readonly roles: readonly string[];
  readonly admit: (application: NewcomerApplication) => Promise<Newcomer | { readonly fault: string }>;
}

const NAME = /^[a-z0-9-]{2,40}$/;

/** `POST /proef/partners`: in the demo only, where every resident is invented. */
export function sandboxRoutes(desk: SandboxDesk): Router {
  const router = Router({ strict: true, caseSensitive: true });
  router
    .route('/partners')
    .post(everyone(), express.text({ type: () => true, limit: '16kb' }), admitRoute(desk))
    .all(onlyMethod('POST'));
  return router;
}

const admitRoute =
  (desk: SandboxDesk): RequestHandler =>
  async ({ query: { naam, rol }, body }, response) => {
    const request: unknown = body;
    if (typeof naam !== 'string' || !NAME.test(naam))
      throw refused('/naam', 'een naam is 2 tot 40 kleine letters, cijfers en streepjes');
    if (typeof rol !== 'string' || typeof request !== 'string') throw refused('/rol', 'noem een rol');
    const result = await desk.admit({ name: naam, role: rol, request });
    if ('fault' in result) throw refused('/', result.fault);
    const { partner, certificate, residents } = result;
    response.status(201).json({ partner, certificaat: certificate, bewoners: residents });
  };

const refused = (waar: string, wat: string): Problem => new Problem('ongeldig-verzoek', [{ waar, wat }]);
