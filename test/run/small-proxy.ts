import {
  Agent,
  createServer,
  request,
  type ClientRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer, text } from 'node:stream/consumers';
import { repeat } from '../../gateway/ledger/repeat.ts';

/** A proxy as stands before gateways: it asks each whether it is ready, and passes on whose certificate it saw (RFC 9440). */
export interface SmallProxy {
  readonly url: string;
  /** How many of the gateways say that they are ready. */
  readonly ready: () => Promise<number>;
  /** What was answered with 500 or more, and how often: the whole answer, for it holds nothing of anyone. */
  readonly refusals: Map<string, number>;
  readonly close: () => void;
}

const ASKED_EVERY_MS = 100;

export async function startProxy(ports: readonly number[], certificatePem: string): Promise<SmallProxy> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const isReady = new Map(ports.map(port => [port, false]));
  const look = async (): Promise<void> => {
    await Promise.all(ports.map(async port => void isReady.set(port, await isPortReady(port))));
  };
  const looking = repeat(look, ASKED_EVERY_MS);
  const refusals = new Map<string, number>();
  const refused = (what: string): void => void refusals.set(what, (refusals.get(what) ?? 0) + 1);
  let turn = 0;
  /** Whose turn it is, and then the others: who is not there any more is passed over, as a proxy does. */
  const inTurn = (): readonly number[] => {
    const ready = ports.filter(port => isReady.get(port) === true);
    turn += 1;
    return ready.map((_, place) => ready[(turn + place) % ready.length] ?? 0);
  };
  const clientCert = `:${certificatePem.replaceAll(/-----[^-]+-----|\s/g, '')}:`;
  const server = createServer((incoming, outgoing) => {
    const headers = { ...incoming.headers, 'client-cert': clientCert };
    void buffer(incoming).then(body => pass({ incoming, outgoing, body, headers, agent, refused }, inTurn()));
  });
  await look();
  return {
    url: await listening(server),
    refusals,
    ready: async () => await Promise.resolve([...isReady.values()].filter(Boolean).length),
    close: () => {
      void looking.stop();
      agent.destroy();
      server.closeAllConnections();
      server.close();
    },
  };
}

interface Passing {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly body: Buffer;
  readonly headers: IncomingMessage['headers'];
  readonly agent: Agent;
  readonly refused: (what: string) => void;
}

/** Nobody got the request: a connection that was refused, or an idle one that was closed just then. */
const isUnsent = (error: NodeJS.ErrnoException, sent: ClientRequest): boolean =>
  error.code === 'ECONNREFUSED' || (error.code === 'ECONNRESET' && sent.reusedSocket);

function pass(passing: Passing, [port, ...others]: readonly number[]): void {
  const { incoming, outgoing, body, headers, agent, refused } = passing;
  if (port === undefined) {
    refused('no gateway is ready');
    return void outgoing.writeHead(503).end();
  }
  const { url: path, method } = incoming;
  const sent = request({ host: '127.0.0.1', port, path, method, headers, agent }, answer => {
    const { connection: _connection, ...told } = answer.headers;
    outgoing.writeHead(answer.statusCode ?? 502, told);
    answer.pipe(outgoing);
    if ((answer.statusCode ?? 0) >= 500)
      void text(answer).then(why =>
        refused(`${answer.statusCode} ${/problemen\/([a-z-]+)/.exec(why)?.[1] ?? ''}`),
      );
  });
  sent.on('error', error => {
    if (isUnsent(error, sent)) return pass(passing, others);
    refused(String(error));
    outgoing.writeHead(599).end();
  });
  sent.end(body);
}

const isPortReady = async (port: number): Promise<boolean> =>
  await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(30_000) }).then(
    ({ ok }) => ok,
    () => false,
  );

async function listening(server: Server): Promise<string> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
