import { request as plainRequest, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { KeyWithCertificate } from '../../gateway/secrets.ts';

/** Ends TLS in front of a server that does not. */
export async function overTls(
  target: string,
  { certificatePem, privateKeyPem }: KeyWithCertificate,
): Promise<{ readonly url: string; readonly server: Server }> {
  const base = new URL(target);
  const server = createTlsServer({ cert: certificatePem, key: privateKeyPem }, (incoming, outgoing) => {
    const path = base.pathname.replace(/\/$/, '') + (incoming.url ?? '/');
    const passed = plainRequest(
      { host: base.hostname, port: base.port, path, method: incoming.method, headers: incoming.headers },
      answer => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    passed.on('error', () => outgoing.destroy());
    incoming.pipe(passed);
  });
  const url = await listening(server);
  return { server, url: url.replace('http://127.0.0.1', 'https://localhost') };
}

export async function listening(server: Server): Promise<string> {
  await new Promise<void>(resolve => server.listen(0, 'localhost', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
