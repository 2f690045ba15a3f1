import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import express, { type ErrorRequestHandler, type Express, type Request, type RequestHandler } from 'express';
import type { SandboxFiles } from './files.ts';
import { misbehave, type Misbehaviour } from './misbehaviour.ts';

export interface SandboxOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly apiKey: string;
  readonly residents: SandboxFiles;
  readonly misbehaviour?: Misbehaviour;
  /** With which it speaks TLS; without it, it speaks HTTP. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Whose word counts for who signed a message; without it, signatures are not looked at. */
  readonly authorityPem?: string;
  /** Told of every request, so that a test can see what was asked. */
  readonly onRequest?: (request: SeenRequest) => void;
}

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: unknown;
}

export interface SandboxServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Starts a partner's system on loopback; `access` is the header in which its key is expected, or whatever guards it. */
export async function startSandbox(
  options: Omit<SandboxOptions, 'residents'>,
  access: readonly [header: string, value: string] | ((app: Express) => void),
  addRoutes: (app: Express) => void,
): Promise<SandboxServer> {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(
    express.json({ verify: keepText, type: JSON_TYPES }),
    express.urlencoded({ extended: false }),
    express.text({ type: 'text/xml' }),
    reportTo(options.onRequest),
  );
  if (options.misbehaviour !== undefined) app.use(misbehave(options.misbehaviour));
  if (typeof access === 'function') access(app);
  else app.use(requireCredential(...access));
  addRoutes(app);
  app.use(refuseBadInput);
  return await listen(app, options);
}

function reportTo(onRequest: SandboxOptions['onRequest']): RequestHandler {
  return (request, _response, next) => {
    onRequest?.({
      method: request.method,
      url: request.url,
      headers: request.headers,
      body: bodyOf(request),
    });
    next();
  };
}

const JSON_TYPES = ['application/json', 'application/cloudevents+json', 'application/fhir+json'];
const texts = new WeakMap<object, string>();

function keepText(request: object, _response: unknown, bytes: Buffer): void {
  texts.set(request, bytes.toString('utf8'));
}

/** The body byte for byte, for who checks a signature over it. */
export function textOf(request: Request): string {
  return texts.get(request) ?? '';
}

export function bodyOf(request: Request): unknown {
  return request.body as unknown;
}

function requireCredential(header: string, value: string): RequestHandler {
  return (request, response, next) => {
    if (request.get(header) === value) next();
    else response.status(401).json({ code: '401', omschrijving: 'Niet geautoriseerd' });
  };
}

const refuseBadInput: ErrorRequestHandler = (_error, _request, response, next) => {
  if (response.headersSent) next();
  else response.status(400).json({ code: '400', omschrijving: 'Onleesbare vraag' });
};

async function listen(
  app: Express,
  { port = 0, tls }: Pick<SandboxOptions, 'port' | 'tls'>,
): Promise<SandboxServer> {
  const server = tls === undefined ? createServer(app) : createTlsServer(tls, app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const actual = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: tls === undefined ? `http://127.0.0.1:${actual}` : `https://localhost:${actual}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
