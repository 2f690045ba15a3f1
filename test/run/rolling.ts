import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { environmentForOthers } from '../../gateway/config.ts';
import { startEmbeddedPostgres } from '../../gateway/embedded-postgres.ts';
import { clientAssertion } from '../../gateway/identity/client-assertion.ts';
import { askUntil, type Asking, type Tally } from '../kill/askers.ts';
import { faultsInAnswers, faultsInLog } from '../kill/check-answers.ts';
import { eventually, freePort, inFolder } from '../kill/estate.ts';
import { ADDRESS, layOutRolling, type RollingEstate } from './rolling-estate.ts';
import { startProxy, type SmallProxy } from './small-proxy.ts';

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
  const gateways = await Promise.all(
    ['een', 'twee'].map(async name => {
      const port = await freePort();
      return { port, configuration: estate.configurationFor(port, name) };
    }),
  );
  const running = gateways.map(({ configuration }) => start(configuration, estate));
  const proxy = await startProxy(
    gateways.map(({ port }) => port),
    estate.partner.certificatePem,
  );
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
    proxy.close();
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

async function untilReady(proxy: SmallProxy, count: number): Promise<void> {
  await eventually(async () => {
    if (proxy.ready() < count) throw new Error(`only ${proxy.ready()} gateways became ready`);
    await Promise.resolve();
  }, STARTED_MS);
}

async function askingOf({ partner, koppelsleutels }: RollingEstate, proxy: SmallProxy): Promise<Asking> {
  const assertion = await clientAssertion('zayaz', partner, `${ADDRESS}/oauth`, randomUUID(), new Date());
  const response = await fetch(`${proxy.url}/oauth/token`, {
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
  return { url: () => proxy.url, token, koppelsleutels };
}
