// What stands beside the gateway to compare it with, over TLS, each in a process of its own, with the same sources behind it.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { Pool } from 'undici';
import { objectsAt, textAt } from '../../../adapters/read-json.ts';
import { naiveApp, type NaiveSource } from '../naive-app.ts';
import { usage } from '../usage.ts';
import { connectWith, type BenchCall } from './ask.ts';
import { sourceCalls } from './source-calls.ts';

export interface BesideStart {
  readonly kind: 'naive' | 'proxy';
  readonly tls: { readonly key: string; readonly cert: string };
  readonly ca: string;
  readonly sources: Readonly<Record<string, string>>;
  readonly databaseUrl: string;
  readonly apiKey: string;
}

/** As many to each source as the gateway allows itself. */
const MOST_CONNECTIONS = 8;

const poolsOf = ({ sources, ca }: BesideStart): ReadonlyMap<string, Pool> =>
  new Map(
    Object.entries(sources).map(([partner, url]) => [
      partner,
      new Pool(url, { connections: MOST_CONNECTIONS, connect: connectWith({ ca }) }),
    ]),
  );

function askSources(start: BesideStart): NaiveSource {
  const pools = poolsOf(start);
  return async ({ van, source }) => {
    const call = async ({ method, path, headers, body }: BenchCall): Promise<unknown> => {
      const answer = await pools.get(van)?.request({ method, path, headers, body: body ?? null });
      return await answer?.body.json();
    };
    const [found, written] = await Promise.all(sourceCalls(source, start.apiKey).map(call));
    const [partij] = objectsAt(found, 'results');
    const [woonprofiel] = objectsAt(written, 'results');
    return {
      'identiteit.naam': textAt(partij, 'partijIdentificatie', 'volledigeNaam'),
      'contact.telefoon_email': objectsAt(partij, '_expand', 'digitaleAdressen').map(each =>
        textAt(each, 'adres'),
      ),
      'woonprofiel.woonwens': textAt(woonprofiel, 'woonwens'),
    };
  };
}

/** Passes each call on to the source that its path begins with, and the answer back. */
function passOn(start: BesideStart): RequestListener {
  const pools = poolsOf(start);
  return (incoming, outgoing) => {
    const [, partner = '', path = '/'] = /^\/([^/]+)(\/.*)$/.exec(incoming.url ?? '') ?? [];
    pass(incoming, outgoing, pools.get(partner), path).catch(() => outgoing.destroy());
  };
}

async function pass(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  pool: Pool | undefined,
  path: string,
): Promise<void> {
  if (pool === undefined) return void outgoing.writeHead(404).end();
  const { host: _host, connection: _connection, ...headers } = incoming.headers;
  const method = incoming.method === 'POST' ? 'POST' : 'GET';
  const answer = await pool.request({ method, path, headers, body: method === 'POST' ? incoming : null });
  outgoing.writeHead(answer.statusCode, answer.headers);
  await pipeline(answer.body, outgoing);
}

const listenerOf = (start: BesideStart): RequestListener =>
  start.kind === 'proxy'
    ? passOn(start)
    : (naiveApp(start.databaseUrl, askSources(start)) as RequestListener);

async function serve(start: BesideStart): Promise<string> {
  const server = createServer(start.tls, listenerOf(start));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

process.on('message', (message: BesideStart | 'usage' | 'collect') => {
  if (typeof message === 'string') return void process.send?.(usage(message));
  void serve(message).then(url => process.send?.({ url }));
});
process.on('disconnect', () => process.exit(0));
