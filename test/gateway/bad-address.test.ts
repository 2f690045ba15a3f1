import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { startWorld, type WireAnswer, type World } from '../world/world.ts';
import { ASKING, SENT, sendBytes, turnedAway } from './door.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => await world.close());

const POSTED = ['/v1/verstrekkingen', '/v1/meldingen'];
const READ = ['/v1/handreiking', '/v1/openapi.json', '/livez', '/readyz', '/docs/problemen/te-groot'];

const get = async (path: string): Promise<WireAnswer> =>
  await sendBytes(world.gateway.url, lines(`GET ${path}`));

const lines = (first: string, ...headers: readonly string[]): string =>
  [`${first} HTTP/1.1`, 'Host: poort', 'Connection: close', ...headers, '', ''].join('\r\n');

describe('somebody goes to an address that does not exist', () => {
  it.each([...POSTED, ...READ])('a slash after %s: it does not exist, and nobody is sent on', async path => {
    const { answer, lines: written } = await turnedAway(
      world,
      'niet-gevonden',
      async () => await get(`${path}/`),
    );
    expect(answer.headers.get('location')).toBeNull();
    expect(written).toEqual([]);
  });

  it.each([
    '/v1',
    '/v1/',
    '/v1//verstrekkingen',
    '//v1/verstrekkingen',
    '/V1/verstrekkingen',
    '/v1/Verstrekkingen',
    `/v1/verstrekkingen/${SENT}`,
    `/v1/bewoners/${SENT}?bsn=${SENT}`,
    '/v1/..%2f..%2fpackage.json',
    '/v1/../openapi.yaml',
    `/docs/problemen/${SENT}`,
    '/docs/problemen/constructor',
    '/docs/problemen/%E0%A4%A',
    '/v1/%00',
    '/oauth',
    '/oauth/',
    `/oauth/${SENT}`,
    '/oauth/token/',
    '/oauth/auth',
    '/oauth/me',
    '/oauth/token/introspection',
  ])('%s: hears that it does not exist, and not what it asked for', async path => {
    const { lines: written } = await turnedAway(world, 'niet-gevonden', async () => await get(path));
    expect(written).toEqual([]);
  });

  it('hears so in JSON even when it says that it reads pages', async () => {
    const page = async (): Promise<WireAnswer> =>
      await world.send(`/oauth/${SENT}`, { headers: { accept: 'text/html' } });
    await turnedAway(world, 'niet-gevonden', page);
  });
});

describe('somebody uses a method that an address does not have', () => {
  const cases = [
    ...['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'].flatMap(method =>
      POSTED.map(path => [method, path, 'POST'] as const),
    ),
    ...['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'].flatMap(method =>
      READ.map(path => [method, path, 'GET'] as const),
    ),
  ];

  it.each(cases.filter(([method]) => method !== 'HEAD'))(
    '%s %s: hears that only %s can',
    async (method, path, only) => {
      const { answer, lines: written } = await turnedAway(
        world,
        'methode-niet-toegestaan',
        async () => await world.send(path, { method }),
      );
      expect(answer.headers.get('allow')).toContain(only);
      expect(written).toEqual([]);
    },
  );

  it('TRACE never repeats what was sent', async () => {
    const trace = lines('TRACE /v1/verstrekkingen', `Authorization: Bearer ${SENT}`);
    await turnedAway(world, 'methode-niet-toegestaan', async () => await sendBytes(world.gateway.url, trace));
  });
});

describe('somebody sends what is no request', () => {
  it('too many headers: hears so, whoever it is', async () => {
    const large = lines('GET /v1/handreiking', `X-Large: ${SENT.repeat(1_000)}`);
    const { answer } = await turnedAway(
      world,
      'kopteksten-onleesbaar',
      async () => await sendBytes(world.gateway.url, large),
    );
    expect(answer.status).toBe(431);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it.each([
    ['not HTTP', `${SENT}\r\n\r\n`],
    ['two lengths', lines('POST /v1/verstrekkingen', 'Content-Length: 5', 'Transfer-Encoding: chunked')],
    ['no host', `GET /v1/handreiking HTTP/1.1\r\nX-Naam: ${SENT}\r\n\r\n`],
  ])('%s: is told that it cannot be read, and hung up on', async (_what, bytes) => {
    const answer = await sendBytes(world.gateway.url, bytes);
    expect(answer.status).toBe(400);
    expect(answer.text).not.toContain(SENT);
  });

  it('half a request, and hangs up while it is read: is nobody to us but a line in the ledger', async () => {
    const before = (await world.ledger()).length;
    const logBefore = world.logged.length;
    const written = async () => (await world.ledger()).slice(before);
    const token = await world.tokenFor('zayaz');
    // Who hangs up before it is known who it is leaves nothing; how long that takes is up to the machine.
    for (let ms = 50; ms < 60_000 && (await written()).length === 0; ms *= 2) {
      await sendHalf(token, ms);
      await wait(ms);
    }
    const told = (await written()).map(({ leaf }) => `${leaf.event} ${leaf.reason}`);
    expect([...new Set(told)]).toEqual(['turned-away ongeldige-json']);
    expect(world.logged.slice(logBefore).join('')).not.toContain('unexpected-error');
  });
});

/** Says that more comes, and hangs up after this long. */
async function sendHalf(token: string, afterMs: number): Promise<void> {
  const { hostname, port } = new URL(world.gateway.url);
  const headers = [`Authorization: Bearer ${token}`, 'Content-Type: application/json', 'Content-Length: 200'];
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.write(lines('POST /v1/verstrekkingen', ...headers) + JSON.stringify(ASKING).slice(0, 40));
  await wait(afterMs);
  socket.destroy();
}

const traced = async (traceparent: string): Promise<string | null> =>
  (await world.send('/livez', { headers: { traceparent } })).headers.get('traceparent');

describe('every answer, whatever it is', () => {
  it.each([...READ, '/nergens', '/v1/verstrekkingen'])(
    '%s: says its version, is kept by nobody and tells nothing of how it is made',
    async path => {
      const { headers } = await world.send(path);
      expect(headers.get('api-version')).toBe('0.1.0');
      expect(headers.get('cache-control')).toMatch(/no-store/);
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('traceparent')).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    },
  );

  it('carries on the trace of the caller, and starts one when it cannot be read', async () => {
    const trace = 'a'.repeat(32);
    expect(await traced(`00-${trace}-${'b'.repeat(16)}-00`)).toContain(trace);
    for (const bad of [
      SENT,
      `00-${'0'.repeat(32)}-${'b'.repeat(16)}-01`,
      `00-${trace}-${'b'.repeat(16)}-01-${SENT}`,
    ]) {
      expect(await traced(bad)).toMatch(/^00-(?!a{32}|0{32})[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    }
  });
});
