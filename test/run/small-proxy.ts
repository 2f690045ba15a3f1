import {
  Agent,
  createServer,
  request,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A proxy as stands before gateways: it asks each whether it is ready, and passes on whose certificate it saw (RFC 9440). */
export interface SmallProxy {
  readonly url: string;
  /** How many of the gateways say that they are ready. */
  readonly ready: () => number;
  /** What was answered with 500 or more, and how often: the whole answer, for it holds nothing of anyone. */
  readonly refusals: Map<string, number>;
  readonly close: () => void;
}

const ASKED_EVERY_MS = 100;

export async function startProxy(ports: readonly number[], certificatePem: string): Promise<SmallProxy> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const isReady = new Map(ports.map(port => [port, false]));
  const look = async (): Promise<void> => {
    for (const port of ports) isReady.set(port, await isPortReady(port));
  };
  const timer = setInterval(() => void look(), ASKED_EVERY_MS);
  const refusals = new Map<string, number>();
  const refused = (what: string): void => void refusals.set(what, (refusals.get(what) ?? 0) + 1);
  let turn = 0;
  const pick = (): number | undefined => {
    const ready = ports.filter(port => isReady.get(port) === true);
    turn += 1;
    return ready[turn % ready.length];
  };
  const clientCert = `:${certificatePem.replaceAll(/-----[^-]+-----|\s/g, '')}:`;
  const server = createServer((incoming, outgoing) => {
    const port = pick();
    if (port === undefined) {
      refused('no gateway is ready');
      return void outgoing.writeHead(503).end();
    }
    const headers = { ...incoming.headers, 'client-cert': clientCert };
    pass(incoming, outgoing, { agent, port, headers }, refused);
  });
  await look();
  return {
    url: await listening(server),
    refusals,
    ready: () => [...isReady.values()].filter(Boolean).length,
    close: () => {
      clearInterval(timer);
      agent.destroy();
      server.closeAllConnections();
      server.close();
    },
  };
}

function pass(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  to: { readonly agent: Agent; readonly port: number; readonly headers: IncomingMessage['headers'] },
  refused: (what: string) => void,
): void {
  const passed = request(
    { ...to, host: '127.0.0.1', path: incoming.url, method: incoming.method },
    answer => {
      const { connection: _connection, ...headers } = answer.headers;
      outgoing.writeHead(answer.statusCode ?? 502, headers);
      answer.pipe(outgoing);
      if ((answer.statusCode ?? 0) >= 500)
        void text(answer).then(told =>
          refused(`${answer.statusCode} ${/problemen\/([a-z-]+)/.exec(told)?.[1] ?? ''}`),
        );
    },
  );
  passed.on('error', error => {
    refused(String(error));
    outgoing.writeHead(599).end();
  });
  incoming.pipe(passed);
}

const isPortReady = async (port: number): Promise<boolean> =>
  await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(2_000) }).then(
    ({ ok }) => ok,
    () => false,
  );

async function listening(server: Server): Promise<string> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
