import { afterEach, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import { networkInterfaces } from 'node:os';
import { listen } from '../../gateway/http/listening.ts';
import { startMetricsServer } from '../../gateway/metrics/metrics-server.ts';
import { createMetrics } from '../../gateway/metrics/prometheus.ts';

const opened: Server[] = [];
afterEach(() => {
  for (const server of opened.splice(0)) server.close();
});

const opening = async (host: string, port = 0): Promise<string> => {
  const server = createServer((_request, response) => response.end('hier'));
  opened.push(server);
  return await listen(server, host, port, 'http');
};

const hasIPv6 = Object.values(networkInterfaces())
  .flat()
  .some(each => each?.address === '::1');
if (!hasIPv6) console.warn('OVERGESLAGEN: deze machine heeft geen IPv6.');

(hasIPv6 ? describe : describe.skip)('a machine with IPv6', () => {
  it('is reached at the address that is told, brackets and all', async () => {
    const url = await opening('::1');
    expect(url).toMatch(/^http:\/\/\[::1\]:\d+$/);
    expect(await (await fetch(url)).text()).toBe('hier');
  });

  it('is watched over at the address that is told', async () => {
    const { url, close } = await startMetricsServer(
      '::1',
      0,
      createMetrics([], false),
      async () => await Promise.resolve(),
    );
    expect((await fetch(`${url}/metrics`)).status).toBe(200);
    await close();
  });
});

describe('an address at which somebody else listens already', () => {
  it('is not opened, and whoever asked hears so', async () => {
    const { port } = new URL(await opening('127.0.0.1'));
    await expect(opening('127.0.0.1', Number(port))).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
