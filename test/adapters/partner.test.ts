import { createServer, type RequestListener, type Server } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { connectPartner } from '../../adapters/partner.ts';
import { PATIENT } from '../world/patient.ts';
import { failureCodeOf, failureOf } from './dialects.ts';

let server: Server | undefined;

afterEach(() => {
  server?.close();
  server?.closeAllConnections();
});

async function call(listener: RequestListener): Promise<unknown> {
  const listening = createServer(listener);
  server = listening;
  await new Promise<void>(resolve => {
    listening.listen(0, '127.0.0.1', resolve);
  });
  const address = listening.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const partner = connectPartner({
    baseUrl: `http://127.0.0.1:${port}/base/`,
    apiKey: 'key',
    ...PATIENT,
  });
  return await partner(new AbortController().signal, ask =>
    ask({ method: 'GET', path: '/thing', headers: {} }),
  );
}

const answering =
  (status: number, type: string, body: string | Uint8Array = ''): RequestListener =>
  (_request, response) =>
    response.writeHead(status, { 'content-type': type }).end(body);

const echoingTheUrl: RequestListener = (request, response) =>
  answering(200, 'application/json', JSON.stringify(request.url))(request, response);

const withHugeHeaders: RequestListener = (_request, response) =>
  response.writeHead(200, { 'content-type': 'application/json', filler: 'x'.repeat(40_000) }).end('{}');

describe('a partner is called', () => {
  it('at its own address, and its JSON comes back', async () => {
    expect(await call(echoingTheUrl)).toBe('/base/thing');
  });

  it.each(['application/json; charset=utf-8', 'application/fhir+json', 'Application/JSON'])(
    'in %s',
    async type => {
      expect(await call(answering(200, type, '{"a":1}'))).toEqual({ a: 1 });
    },
  );

  it('and says there is nothing to say', async () => {
    expect(await call(answering(204, ''))).toBeUndefined();
  });
});

describe('a partner answers something that is no answer', () => {
  it.each([
    [301, 'nonsense'],
    [307, 'nonsense'],
    [202, 'nonsense'],
    [206, 'nonsense'],
    [400, 'refused'],
    [401, 'refused'],
    [403, 'refused'],
    [404, 'refused'],
    [429, 'unreachable'],
    [500, 'unreachable'],
    [503, 'unreachable'],
  ])('status %i fails as %s', async (status, code) => {
    expect(await failureCodeOf(call(answering(status, 'application/json', '{}')))).toBe(code);
  });

  it.each([
    ['text that is not UTF-8', answering(200, 'application/json', Buffer.from([0x22, 0xff, 0x22]))],
    ['a compressed body nobody asked for', answering(200, 'application/json', gzipSync('{}'))],
    ['a type that only looks like JSON', answering(200, 'application/jsonp', '{}')],
    ['nothing', answering(200, 'application/json', '')],
  ])('%s fails as nonsense', async (_what, listener) => {
    expect(await failureCodeOf(call(listener))).toBe('nonsense');
  });

  it('headers without end fail as too large', async () => {
    expect(await failureCodeOf(call(withHugeHeaders))).toBe('too-large');
  });

  it('bytes that are no HTTP fail without repeating them', async () => {
    const failure = await failureOf(
      call(request => {
        request.socket.end('HTTP/1.1 999999 geheim van Kees\r\n\r\n');
      }),
    );
    expect([failure.code, failure.cause]).toEqual(['nonsense', 'not HTTP']);
  });
});
