import { createServer as createPlainServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createSocketServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { connectPartner, type PartnerConfig, type PartnerRequest } from '../../adapters/partner.ts';
import { askParts, definePart, type Part } from '../../adapters/parts.ts';
import { SourceFailure } from '../../adapters/source.ts';
import type { FieldId } from '../../policies/vocabulary.ts';
import { PATIENT } from '../world/patient.ts';
import { failureOf } from './dialects.ts';
import { certificateFor } from './self-signed.ts';

const servers: Server[] = [];
const silences: (() => void)[] = [];

afterEach(() => {
  for (const end of silences.splice(0)) end();
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

async function listening(server: Server, protocol = 'http'): Promise<string> {
  servers.push(server);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return `${protocol}://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const serving = async (listener: RequestListener): Promise<string> =>
  await listening(createPlainServer(listener));

const ok: RequestListener = (_request, response) =>
  response.writeHead(200, { 'content-type': 'application/json' }).end('"ok"');

const READ: PartnerRequest = { method: 'GET', path: '/', headers: {} };
const WRITE: PartnerRequest = { method: 'POST', path: '/', headers: {}, body: '{}' };

const connected = (
  baseUrl: string,
  config: Partial<PartnerConfig> = {},
  nowMs?: () => number,
  { signal } = new AbortController(),
) => {
  const partner = connectPartner({ apiKey: 'key', ...PATIENT, ...config, baseUrl }, nowMs);
  return async (request: PartnerRequest): Promise<unknown> =>
    await partner(signal, async call => await call(request));
};

const breakingFirst = (seen: string[]): RequestListener => {
  return (request, response) => {
    seen.push(request.method ?? '');
    if (seen.length === 1) request.socket.destroy();
    else ok(request, response);
  };
};

describe('a connection breaks before there is an answer', () => {
  it('a question is asked once more', async () => {
    const seen: string[] = [];
    expect(await connected(await serving(breakingFirst(seen)))(READ)).toBe('ok');
    expect(seen).toEqual(['GET', 'GET']);
  });

  it('what brings something is not brought twice', async () => {
    const seen: string[] = [];
    const failure = await failureOf(connected(await serving(breakingFirst(seen)))(WRITE));
    expect([failure.code, seen]).toEqual(['unreachable', ['POST']]);
  });

  it('a question that is not answered twice is not asked a third time', async () => {
    let seen = 0;
    const breaking: RequestListener = request => {
      seen += 1;
      request.socket.destroy();
    };
    expect((await failureOf(connected(await serving(breaking))(READ))).code).toBe('unreachable');
    expect(seen).toBe(2);
  });
});

describe('a partner that is down', () => {
  it('is left alone after five failures, and asked again after a rest', async () => {
    const time = { nowMs: 0, isUp: false, seen: 0 };
    const url = await serving((request, response) => {
      time.seen += 1;
      if (time.isUp) ok(request, response);
      else response.writeHead(503).end();
    });
    const ask = connected(url, {}, () => time.nowMs);
    for (let n = 0; n < 5; n += 1) await failureOf(ask(READ));
    const left = await failureOf(ask(READ));
    expect([left.code, left.cause, time.seen]).toEqual(['unreachable', 'resting', 5]);
    time.isUp = true;
    time.nowMs = 5_000;
    expect(await ask(READ)).toBe('ok');
  });

  it.each([429, 503])('and says with a %i how long it needs, is left alone for that long', async status => {
    const time = { nowMs: 0, seen: 0 };
    const url = await serving((_request, response) => {
      time.seen += 1;
      response.writeHead(status, { 'retry-after': '30' }).end();
    });
    const ask = connected(url, {}, () => time.nowMs);
    await failureOf(ask(READ));
    time.nowMs = 29_999;
    expect((await failureOf(ask(READ))).cause).toBe('resting');
    time.nowMs = 30_000;
    expect((await failureOf(ask(READ))).cause).toBeUndefined();
    expect(time.seen).toBe(2);
  });

  it('is not left alone when it answers that it will not', async () => {
    const url = await serving((_request, response) => response.writeHead(403).end());
    const ask = connected(url);
    for (let n = 0; n < 7; n += 1) expect((await failureOf(ask(READ))).code).toBe('refused');
  });
});

const stalling: RequestListener = () => undefined;

/** Takes every connection and never says a word, so that TLS does not begin. */
async function silent(): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createSocketServer(socket => void sockets.add(socket));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  silences.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('a partner stalls', () => {
  it('no more questions are under way with it than agreed, and no more wait', async () => {
    const url = await serving(stalling);
    const ask = connected(url, { timeoutMs: 200, mostAtOnce: 1, mostWaiting: 1 });
    const failures = await Promise.all([failureOf(ask(READ)), failureOf(ask(READ)), failureOf(ask(READ))]);
    expect(failures.map(({ code, cause }) => [code, cause])).toEqual([
      ['too-slow', undefined],
      ['too-slow', undefined],
      ['unreachable', 'busy'],
    ]);
  });

  it('before there is a connection, too: nobody waits longer than agreed, and their place is free again', async () => {
    const url = await silent();
    const { cert } = certificateFor([{ type: 7, ip: '127.0.0.1' }]);
    const ask = connected(url, {
      trust: { authorityPem: cert },
      timeoutMs: 200,
      mostAtOnce: 1,
      mostWaiting: 0,
    });
    const tooLong = wait(PATIENT.timeoutMs, 'still waits', { ref: false });
    expect(await Promise.race([failureOf(ask(READ)).then(({ code }) => code), tooLong])).toBe('too-slow');
    expect((await failureOf(ask(READ))).cause).not.toBe('busy');
  });

  it('another partner answers meanwhile', async () => {
    const asker = new AbortController();
    const slow = connected(await serving(stalling), { mostAtOnce: 1 }, undefined, asker);
    const quick = connected(await serving(ok));
    const stalled = [failureOf(slow(READ)), failureOf(slow(READ))];
    expect(await quick(READ)).toBe('ok');
    asker.abort();
    expect((await Promise.all(stalled)).map(({ code }) => code)).toEqual(['too-slow', 'too-slow']);
  });
});

describe('the environment names a proxy', () => {
  it('the partner is called directly all the same', async () => {
    const environment = process.env;
    environment['HTTP_PROXY'] = 'http://127.0.0.1:9';
    environment['http_proxy'] = 'http://127.0.0.1:9';
    expect(await connected(await serving(ok))(READ)).toBe('ok');
    delete environment['HTTP_PROXY'];
    delete environment['http_proxy'];
  });
});

describe('a partner shows a certificate', () => {
  const here = certificateFor([{ type: 7, ip: '127.0.0.1' }]);
  const elsewhere = certificateFor([{ type: 2, value: 'epd.example.nl' }]);
  const servingTls = async (own: typeof here): Promise<string> =>
    await listening(createTlsServer(own, ok), 'https');

  it('that we know, for its own name: it is asked', async () => {
    const ask = connected(await servingTls(here), { trust: { authorityPem: here.cert } });
    expect(await ask(READ)).toBe('ok');
  });

  it('for another name: it is not', async () => {
    const ask = connected(await servingTls(elsewhere), { trust: { authorityPem: elsewhere.cert } });
    const failure = await failureOf(ask(READ));
    expect([failure.code, failure.cause]).toEqual(['unreachable', 'ERR_TLS_CERT_ALTNAME_INVALID']);
  });

  it('of an authority we did not agree on: it is not', async () => {
    const ask = connected(await servingTls(here), { trust: { authorityPem: elsewhere.cert } });
    expect((await failureOf(ask(READ))).code).toBe('unreachable');
  });

  it('and nobody said whom to trust: there is no connection at all', () => {
    expect(() => connectPartner({ apiKey: 'key', baseUrl: 'https://epd.example.nl' })).toThrow(
      'an https partner needs a trusted authority',
    );
  });
});

const part = (field: FieldId, tell: () => Promise<string>): Part<undefined> =>
  definePart(async () => await tell(), new Map([[field, (told: string) => told]]));

const failing = async (code: SourceFailure['code']): Promise<never> =>
  await Promise.reject(new SourceFailure(code));

describe('a part of a source fails', () => {
  const NAME = part('identiteit.naam', async () => await Promise.resolve('Kees'));
  const asked: readonly FieldId[] = ['identiteit.naam', 'wonen.huurprijs'];

  it('the rest is told, and what failed is not said to be empty', async () => {
    const parts = [NAME, part('wonen.huurprijs', async () => await failing('unreachable'))];
    expect(await askParts(parts, undefined, asked)).toEqual({
      values: new Map([['identiteit.naam', 'Kees']]),
      failed: new Map([['wonen.huurprijs', 'unreachable']]),
    });
  });

  it('nothing is told when that part told of somebody else', async () => {
    const parts = [NAME, part('wonen.huurprijs', async () => await failing('other-person'))];
    expect((await failureOf(askParts(parts, undefined, asked))).code).toBe('other-person');
  });

  it('the question fails when every part that was asked did', async () => {
    const parts = [NAME, part('wonen.huurprijs', async () => await failing('too-slow'))];
    expect((await failureOf(askParts(parts, undefined, ['wonen.huurprijs']))).code).toBe('too-slow');
  });
});
