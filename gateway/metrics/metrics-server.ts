import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Metrics } from './prometheus.ts';

/** A listener of its own for who watches over the gateway: the world never comes here. */
export interface MetricsServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Answers `GET /metrics` and nothing else; before every answer what only the database knows is looked up. */
export async function startMetricsServer(
  host: string,
  port: number,
  metrics: Metrics,
  look: () => Promise<void>,
): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') return void response.writeHead(404).end();
    void look()
      .then(async () => await metrics.print())
      .then(
        text => response.writeHead(200, { 'content-type': metrics.contentType }).end(text),
        () => response.writeHead(500).end(),
      );
  });
  await listening(server, host, port);
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

async function listening(server: Server, host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
}
