import { createServer } from 'node:http';
import { listen } from '../http/listening.ts';
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
  return {
    url: await listen(server, host, port, 'http'),
    close: async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
