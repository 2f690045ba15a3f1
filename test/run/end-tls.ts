import { request as plainRequest, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { KeyWithCertificate } from '../../gateway/secrets.ts';

/** How a partner's system is doing: `kapot` answers 503, `stil` takes the question and never answers. */
export const MOODS = ['goed', 'kapot', 'stil'] as const;
export type Mood = (typeof MOODS)[number];

/** Ends TLS in front of a server that does not. Without a port it takes any free one. */
export async function overTls(
  target: string,
  { certificatePem, privateKeyPem }: KeyWithCertificate,
  { port = 0, mood = () => 'goed' }: { readonly port?: number; readonly mood?: () => Mood } = {},
): Promise<{ readonly url: string; readonly server: Server }> {
  const base = new URL(target);
  const server = createTlsServer({ cert: certificatePem, key: privateKeyPem }, (incoming, outgoing) => {
    if (mood() === 'stil') return;
    if (mood() === 'kapot') return void outgoing.writeHead(503).end();
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
  const url = await listening(server, port);
  return { server, url: url.replace('http://127.0.0.1', 'https://localhost') };
}

export async function listening(server: Server, port = 0): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, 'localhost', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
