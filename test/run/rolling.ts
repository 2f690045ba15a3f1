import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Agent, fetch as fetchThrough } from 'undici';
import { environmentForOthers } from '../../gateway/config.ts';
import { startEmbeddedPostgres } from '../../gateway/embedded-postgres.ts';
import { clientAssertion } from '../../gateway/identity/client-assertion.ts';
import { askUntil, type Asking, type Tally } from '../kill/askers.ts';
import { faultsInAnswers, faultsInLog } from '../kill/check-answers.ts';
import { eventually, freePort, inFolder } from '../kill/estate.ts';
import { ADDRESS, layOutRolling, type RollingEstate } from './rolling-estate.ts';
import { hasHaproxy, layOutProxy, startDeployedProxy } from './deployed-proxy.ts';
import { startProxy } from './small-proxy.ts';

// npm run test:rolling
// Two gateways started as an operator starts them, a proxy before them, and load. Each is stopped with SIGTERM and started again,
// one after the other. Not one request may fail, and every answer stands in the log.

// The words with which the image starts, as plain processes.
const MAIN = fileURLToPath(new URL('../../dist/gateway/main.js', import.meta.url));
const LANES = 4;
const STARTED_MS = 180_000;

console.log('twee poorten, een proxy, en intussen een voor een opnieuw starten');
const faults = await inFolder(roll);
for (const fault of faults) console.error(fault);
process.exit(faults.length === 0 ? 0 : 1);

async function roll(folder: string): Promise<readonly string[]> {
  const postgres = await startEmbeddedPostgres(`${folder}/postgres`, 'rollend', await freePort());
  const estate = await layOutRolling(folder, postgres.url);
  const ports = [await freePort(), await freePort()] as const;
  const gateways = ports.map((port, place) => ({
    configuration: estate.configurationFor(port, `poort-${place + 1}`),
  }));
  const running = gateways.map(({ configuration }) => start(configuration, estate));
  const proxy = await standBefore(folder, ports, estate);
  try {
    await untilReady(proxy, gateways.length);
    const what = await askingOf(estate, proxy);
    await firstEntries(what);
    proxy.refusals.clear();
    const tally = newTally();
    const asking = askUntil(what, LANES, tally);
    for (const [place, { configuration }] of gateways.entries()) {
      const began = tally.answers.length;
      await stopped(running[place]);
      running[place] = start(configuration, estate);
      await untilReady(proxy, gateways.length);
      console.log(`poort ${place + 1} opnieuw gestart; intussen ${tally.answers.length - began} antwoorden`);
    }
    await asking.stop();
    for (const [refusal, count] of proxy.refusals) console.error(`${count} keer: ${refusal}`);
    return await judge(estate, tally);
  } finally {
    for (const child of running) await stopped(child);
    await proxy.close();
    await estate.close();
    await postgres.stop();
  }
}

/** Until a witness has seen the first entry of a new log nothing more is released: not what is tested here. */
async function firstEntries(what: Asking): Promise<void> {
  const seen = newTally();
  const first = askUntil(what, 1, seen);
  await eventually(async () => {
    if (seen.answers.length < 3) throw new Error('the witness has not seen the first entry');
    await Promise.resolve();
  }, STARTED_MS);
  await first.stop();
}

function newTally(): Tally {
  return { answers: [], failed: 0, strange: [] };
}

async function judge(
  { database }: RollingEstate,
  { answers, failed, strange }: Tally,
): Promise<readonly string[]> {
  const withValues = answers.filter(({ released }) => released.length > 0).length;
  console.log(`${answers.length} antwoorden, ${withValues} met gegevens, ${failed} mislukt`);
  return [
    ...(failed > 0 ? [`${failed} requests failed`] : []),
    ...(withValues === 0 ? ['nothing was ever released: this proves nothing'] : []),
    ...strange,
    ...(await faultsInAnswers(database, answers)),
    ...(await faultsInLog(database, 0)),
  ];
}

function start(configuration: string, { authorityFile }: RollingEstate): ChildProcess {
  return spawn(process.execPath, [MAIN, 'serve', '--configuratie', configuration], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...environmentForOthers(), NODE_EXTRA_CA_CERTS: authorityFile },
  });
}

/** As an operator stops it, or a machine that drains: it must end by itself, and well. */
async function stopped(child: ChildProcess | undefined): Promise<void> {
  if (child === undefined || child.exitCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const [code] = (await gone) as [number | null];
  if (code !== 0) throw new Error(`a gateway ended with ${code}`);
}

async function untilReady(proxy: Before, count: number): Promise<void> {
  await eventually(async () => {
    const ready = await proxy.ready();
    if (ready < count) throw new Error(`only ${ready} gateways became ready`);
  }, STARTED_MS);
}

/** What stands before the gateways. */
interface Before {
  readonly url: string;
  readonly ready: () => Promise<number>;
  /** What was answered with 500 or more, where it is known. */
  readonly refusals: Map<string, number>;
  readonly send: NonNullable<Asking['send']>;
  readonly close: () => Promise<void> | void;
}

/** HAProxy as it is deployed, to which partners show their certificate; a small one of our own where there is none. */
async function standBefore(
  folder: string,
  ports: readonly [number, number],
  estate: RollingEstate,
): Promise<Before> {
  if (!hasHaproxy()) {
    console.log('haproxy is er niet: een kleine proxy van onszelf staat in haar plaats');
    return { ...(await startProxy(ports, estate.partner.certificatePem)), send: fetch };
  }
  console.log('haproxy staat ervoor, met deploy/haproxy.cfg');
  const [port, statePort] = [await freePort(), await freePort()];
  const authoritiesPem = readFileSync(estate.authorityFile, 'utf8');
  const layout = { port, statePort, gateways: ports, own: estate.proxy, authoritiesPem };
  const proxy = startDeployedProxy(layOutProxy(folder, layout), layout);
  const { privateKeyPem: key, certificatePem: cert } = estate.partner;
  const agent = new Agent({ connect: { key, cert, ca: authoritiesPem } });
  return {
    url: `https://localhost:${port}`,
    ready: proxy.ready,
    refusals: new Map(),
    send: async (url, init) => (await fetchThrough(url, { ...init, dispatcher: agent } as never)) as never,
    close: async () => {
      await agent.destroy();
      await proxy.close();
    },
  };
}

async function askingOf({ partner, koppelsleutels }: RollingEstate, proxy: Before): Promise<Asking> {
  const assertion = await clientAssertion('zayaz', partner, `${ADDRESS}/oauth`, randomUUID(), new Date());
  const response = await proxy.send(`${proxy.url}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
      scope: 'verstrekken',
    }),
  });
  const { access_token: token } = (await response.json()) as { readonly access_token?: string };
  if (token === undefined) throw new Error(`no token: ${response.status}`);
  return { url: () => proxy.url, token, koppelsleutels, send: proxy.send };
}
