import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clientAssertion } from '../../gateway/identity/client-assertion.ts';
import type { KeyWithCertificate } from '../../gateway/secrets.ts';
import { ASKING } from '../gateway/door.ts';
import { eventually, freePort } from '../kill/estate.ts';
import { sendOverTls } from '../world/over-tls.ts';
import { testAuthority } from '../world/test-authority.ts';
import { expectProblem, startWorld, type WireAnswer, type World } from '../world/world.ts';
import {
  faultsOf,
  hasHaproxy,
  layOutProxy,
  startDeployedProxy,
  type RunningProxy,
} from './deployed-proxy.ts';

const ADDRESS = 'https://poort.example.nl';
const outside = testAuthority('Uitgever van buiten');
const isHere = hasHaproxy();
if (!isHere) console.warn('OVERGESLAGEN: haproxy is er niet, dus deploy/haproxy.cfg is hier niet gedraaid.');

let folder: string;
let world: World;
let second: Server;
let proxy: RunningProxy;
let files: readonly string[];
let url: string;
/** What the second gateway saw: only what the proxy sent. */
const seen: IncomingHttpHeaders[] = [];
beforeAll(async () => {
  if (!isHere) return;
  folder = mkdtempSync(join(tmpdir(), 'wijkpoort-haproxy-'));
  world = await startWorld({ identity: () => ({ proxies: ['127.0.0.1'], publicUrl: ADDRESS }) });
  second = createServer(({ headers, url: path }, response) => {
    if (path !== '/readyz') seen.push(headers);
    response.writeHead(200).end('{}');
  });
  await new Promise<void>(resolve => second.listen(0, '127.0.0.1', resolve));
  const [port, statePort] = [await freePort(), await freePort()];
  const layout = {
    port,
    statePort,
    gateways: [portOf(world.gateway.url), (second.address() as { port: number }).port] as const,
    own: outside.issue({ organisation: 'Proef', commonName: 'localhost' }),
    authoritiesPem: outside.certificatePem,
  };
  files = layOutProxy(folder, layout);
  url = `https://127.0.0.1:${port}`;
  proxy = startDeployedProxy(files, layout);
  await eventually(async () => {
    if ((await proxy.ready()) < 2) throw new Error('the proxy sends to none or one');
  }, 10_000);
}, 60_000);
afterAll(async () => {
  if (!isHere) return;
  await proxy.close();
  await world.close();
  await new Promise(resolve => second.close(resolve));
  rmSync(folder, { recursive: true });
});

const portOf = (address: string): number => Number(new URL(address).port);

const keyOf = (partner: string): KeyWithCertificate => {
  const key = world.secrets.partners[partner];
  if (key === undefined) throw new RangeError('no key');
  return key;
};

const written = ({ certificatePem }: KeyWithCertificate): string =>
  `:${certificatePem.replaceAll(/-----[^-]+-----|\s/g, '')}:`;

interface Showing {
  readonly as?: KeyWithCertificate | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends until the gateway answered, and not the one that only writes down what it saw. */
async function viaGateway(path: string, body: string, { as, headers = {} }: Showing): Promise<WireAnswer> {
  for (let n = 0; n < 2; n++) {
    const before = seen.length;
    const answer = await sendOverTls(url + path, { method: 'POST', headers, body, as });
    if (seen.length === before) return answer;
  }
  throw new Error('the proxy never came to the gateway');
}

async function tokenWith(showing: Showing): Promise<WireAnswer> {
  const key = keyOf('zayaz');
  const assertion = await clientAssertion('zayaz', key, `${ADDRESS}/oauth`, randomUUID(), new Date());
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
    scope: 'verstrekken',
  }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded', ...showing.headers };
  return await viaGateway('/oauth/token', body, { ...showing, headers });
}

const tokenIn = ({ json }: WireAnswer): string => (json as { readonly access_token: string }).access_token;

async function ask(token: string, showing: Showing): Promise<WireAnswer> {
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    ...showing.headers,
  };
  const body = JSON.stringify({ ...ASKING, betrokkene: await world.koppelsleutel('zayaz', 'anja') });
  return await viaGateway('/v1/verstrekkingen', body, { ...showing, headers });
}

const whenHere = isHere ? describe : describe.skip;

whenHere('a partner reaches two gateways through the proxy as it is deployed', () => {
  it('HAProxy itself finds nothing wrong with the configuration', () => {
    expect(faultsOf(files)).toBe('');
  });

  it('with its certificate it gets a token and an answer: the gateway saw whose it was', async () => {
    const as = keyOf('zayaz');
    const token = tokenIn(await tokenWith({ as }));
    expect((await ask(token, { as })).status).toBe(200);
  });

  it('the certificate arrives as RFC 9440 writes it, and once', () => {
    const shown = seen.map(headers => headers['client-cert']).filter(each => each !== undefined);
    expect(new Set(shown)).toEqual(new Set([written(keyOf('zayaz'))]));
  });

  it.each<[string, Showing['headers'] & object]>([
    ['as a header of its own', { 'client-cert': 'FORGED' }],
    ['in capitals', { 'CLIENT-CERT': 'FORGED' }],
    ['with a chain', { 'client-cert': 'FORGED', 'client-cert-chain': 'FORGED' }],
  ])('a certificate that is only claimed, %s, opens nothing and arrives nowhere', async (_how, claimed) => {
    const as = keyOf('zayaz');
    const token = tokenIn(await tokenWith({ as }));
    const headers = Object.fromEntries(Object.keys(claimed).map(name => [name, written(as)]));
    const before = seen.length;
    expectProblem(await ask(token, { headers }), 'certificaat-past-niet');
    expectProblem(await ask(token, { headers }), 'certificaat-past-niet');
    const arrived = seen.slice(before).flatMap(each => [each['client-cert'], each['client-cert-chain']]);
    expect(arrived.length).toBeGreaterThan(0);
    expect(new Set(arrived)).toEqual(new Set([undefined]));
  });

  it('one that claims another beside its own is known by its own', async () => {
    const [as, other] = [keyOf('zayaz'), keyOf('brabantwonen')];
    const token = tokenIn(await tokenWith({ as }));
    expect((await ask(token, { as, headers: { 'client-cert': written(other) } })).status).toBe(200);
  });

  it('a certificate of nobody we know is passed on for the gateway to judge, and opens nothing', async () => {
    const stranger = testAuthority('Niemand').issue({ organisation: 'Niemand', commonName: 'x' });
    const token = tokenIn(await tokenWith({ as: keyOf('zayaz') }));
    expectProblem(await ask(token, { as: stranger }), 'certificaat-past-niet');
  });
});
