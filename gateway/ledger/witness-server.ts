import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { originHash } from './witness-client.ts';
import type { Witness } from './witness.ts';

const LONGEST_BODY = 64 * 1024;

/** Serves a witness over HTTP: `POST /add-checkpoint`, and `GET /<sha256 of the log's name>/checkpoint`. */
export function createWitnessServer(witness: Witness, origins: readonly string[]): Server {
  const byHash = new Map(origins.map(origin => [`/${originHash(origin)}/checkpoint`, origin]));
  return createServer({ requestTimeout: 10_000, headersTimeout: 5_000 }, (request, response) => {
    answer(witness, byHash, request, response).catch(() => send(response, 500, ''));
  });
}

async function answer(
  witness: Witness,
  byHash: ReadonlyMap<string, string>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method === 'POST' && request.url === '/add-checkpoint') {
    const body = await bodyOf(request);
    if (body === undefined) return send(response, 413, '');
    const reply = await witness.addCheckpoint(body);
    return send(response, reply.status, reply.body, reply.status === 409 ? 'text/x.tlog.size' : undefined);
  }
  const origin = request.method === 'GET' ? byHash.get(request.url ?? '') : undefined;
  const known = origin === undefined ? undefined : witness.checkpointOf(origin);
  return send(response, known === undefined ? 404 : 200, known ?? '');
}

async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length <= LONGEST_BODY) parts.push(part);
  }
  return length > LONGEST_BODY ? undefined : Buffer.concat(parts).toString('utf8');
}

function send(
  response: ServerResponse,
  status: number,
  body: string,
  type = 'text/plain; charset=utf-8',
): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}
