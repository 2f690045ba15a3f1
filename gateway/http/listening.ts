import type { RequestListener, Server } from 'node:http';
import { isIPv6, type AddressInfo } from 'node:net';

/** Who comes between listening and opening waits for the answer; nobody is left without one. */
export function answerOnceOpen(server: Server): (answer: RequestListener) => void {
  const waiting: Parameters<RequestListener>[] = [];
  const wait: RequestListener = (...exchange) => void waiting.push(exchange);
  server.on('request', wait);
  return answer => {
    server.off('request', wait).on('request', answer);
    for (const exchange of waiting) answer(...exchange);
  };
}

/** Starts listening; resolves to the address. */
export async function listen(server: Server, host: string, port: number, scheme: string): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const name = isIPv6(host) ? `[${host}]` : host;
  return `${scheme}://${name}:${(server.address() as AddressInfo).port}`;
}

/** Takes no new requests, and resolves when the running ones are finished. */
export async function close(server: Server): Promise<void> {
  const closed = new Promise(resolve => server.close(resolve));
  server.closeIdleConnections();
  await closed;
}
