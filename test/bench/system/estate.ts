import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { environmentForOthers } from '../../../gateway/config.ts';
import type { Database } from '../../../gateway/database.ts';
import { eventually, freePort } from '../../kill/estate.ts';
import { layOutInstalled, writeSystems, type InstalledEstate } from '../../run/installed-estate.ts';
import { sendOverTls } from '../../world/over-tls.ts';
import { forkFrom, letGo, placeFrom, told } from '../child.ts';
import type { BenchResident } from '../ledger/residents.ts';
import type { BesideStart } from './beside.ts';
import type { SourcesStart } from './sources.ts';
import { fillTeams, knownBy, UNSTEADY } from './ten-partners.ts';

/** Everything that runs: the gateway as an operator starts it, what it is compared with, the sources, and the load. */
export interface SystemEstate extends Pick<InstalledEstate, 'partners' | 'here'> {
  readonly database: Database;
  readonly residents: readonly BenchResident[];
  /** The key with which the sources are asked. */
  readonly apiKey: string;
  readonly ca: string;
  readonly urls: Readonly<Record<'gateway' | 'naive' | 'proxy', string>>;
  readonly processes: Readonly<Record<'gateway' | 'naive' | 'proxy' | 'sources' | 'load', ChildProcess>>;
  readonly close: () => Promise<void>;
}

const STARTED_MS = 60_000;

/** Lays everything out on an empty database and starts it; resolves when the gateway says that it is ready. */
export async function layOutSystem(
  folder: string,
  ownerUrl: string,
  residentCount: number,
): Promise<SystemEstate> {
  const estate = await layOutInstalled(folder, ownerUrl, ['zayaz', 'privacy-officer']);
  const { database, here, authorityFile, ca } = estate;
  const residents = await fillTeams(database, residentCount);
  const apiKey = randomBytes(24).toString('base64url');
  const tls = { key: here.privateKeyPem, cert: here.certificatePem };
  const sources = forkFrom(import.meta.url, './sources', quiet());
  const start: SourcesStart = { apiKey, tls, known: knownBy(residents), unsteady: UNSTEADY };
  const { urls } = await told<{ readonly urls: Readonly<Record<string, string>> }>(sources, start);
  writeSystems(estate, urls, apiKey);
  const beside = async (kind: BesideStart['kind']) => {
    const child = forkFrom(import.meta.url, './beside', quiet());
    const plan: BesideStart = { kind, tls, ca, sources: urls, databaseUrl: ownerUrl, apiKey };
    return { child, ...(await told<{ readonly url: string }>(child, plan)) };
  };
  const [naive, proxy] = [await beside('naive'), await beside('proxy')];
  const port = await freePort();
  const gateway = startGateway(configuration(estate, port), authorityFile);
  const load = forkFrom(import.meta.url, './load', quiet());
  const processes = { gateway, naive: naive.child, proxy: proxy.child, sources, load };
  const close = async (): Promise<void> => {
    for (const child of Object.values(processes)) await letGo(child);
    await estate.close();
  };
  const gatewayUrl = `https://127.0.0.1:${port}`;
  await untilReady(gatewayUrl, gateway).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  const addresses = { gateway: gatewayUrl, naive: naive.url, proxy: proxy.url };
  return { ...estate, residents, apiKey, urls: addresses, processes, close };
}

/** As the image does. */
const quiet = () => ({ env: { ...environmentForOthers(), NODE_ENV: 'production' } });

const configuration = ({ configurationFor }: InstalledEstate, port: number): string =>
  configurationFor(
    'poort',
    `poort: ${port}, adres: 'https://localhost:${port}', tls: { sleutel: hier.sleutel, certificaat: hier.pem }`,
  );

/** Beside the words with which the image starts only what tells its memory. */
function startGateway(configurationFile: string, authorityFile: string): ChildProcess {
  const probe = new URL(`file://${placeFrom(import.meta.url, './probe')}`).href;
  return forkFrom(import.meta.url, '../../../gateway/main', {
    args: ['serve', '--configuratie', configurationFile],
    execArgv: ['--expose-gc', '--import', probe],
    env: { ...quiet().env, NODE_EXTRA_CA_CERTS: authorityFile },
  });
}

async function untilReady(url: string, gateway: ChildProcess): Promise<void> {
  await eventually(async () => {
    if (gateway.exitCode !== null) return;
    const { status } = await sendOverTls(`${url}/readyz`, {});
    if (status !== 200) throw new Error('the gateway did not become ready');
  }, STARTED_MS);
  if (gateway.exitCode !== null) throw new Error(`the gateway ended with ${gateway.exitCode}`);
}
