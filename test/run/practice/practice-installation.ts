import { chownSync, mkdirSync, statSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CAST } from '../../../gateway/demo/cast.ts';
import { openDatabase } from '../../../gateway/database.ts';
import { startSandboxSystems, type Sandbox } from '../../../gateway/demo/sandbox.ts';
import { seedLogins } from '../../../gateway/demo/stand-ins.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../../gateway/embedded-postgres.ts';
import { openKeys } from '../../../gateway/keys/own-keys.ts';
import { readRings } from '../../../gateway/keys/ring-files.ts';
import { createDatabase } from '../../world/databases.ts';
import { layOutProxy, startDeployedProxy } from '../deployed-proxy.ts';
import { overTls, type Mood } from '../end-tls.ts';
import { closeNow, layOutInstalled, type InstalledEstate } from '../installed-estate.ts';
import { startLoginProviders } from './login-providers.ts';

/** Where everything listens: an installation that is started again is found where it was. */
export interface Ports {
  readonly proxy: number;
  readonly proxyState: number;
  readonly gateways: readonly [number, number];
  readonly metrics: readonly [number, number];
  readonly logins: number;
  readonly controls: number;
  readonly postgres: number;
}

export const portsFrom = (first: number): Ports => ({
  proxy: first,
  gateways: [first + 1, first + 2],
  metrics: [first + 3, first + 4],
  logins: first + 5,
  controls: first + 6,
  proxyState: first + 7,
  postgres: first + 8,
});

/** A whole installation with invented people, on which every procedure of the runbook can be practised. */
export interface PracticeInstallation {
  readonly address: string;
  readonly folder: string;
  readonly ports: Ports;
  readonly estate: InstalledEstate;
  readonly configurations: readonly string[];
  /** How each system and postbox is doing, by its name; what is written here counts at once. */
  readonly moods: Map<string, Mood>;
  readonly postgres: PracticePostgres;
  readonly close: () => Promise<void>;
}

/** The database server, that can be stopped and started again meanwhile. */
export interface PracticePostgres {
  readonly ownerUrl: string;
  readonly data: string;
  readonly archive: string;
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
}

const PASSWORD = 'oefenen';

/** Lays it out in an empty folder and starts all but the gateways: those are the operator's. */
export async function layOutPractice(folder: string, ports: Ports): Promise<PracticeInstallation> {
  mkdirSync(folder, { recursive: true });
  const postgres = await startArchivingPostgres(folder, ports.postgres);
  const estate = await layOutInstalled(
    folder,
    postgres.ownerUrl,
    CAST.map(({ id }) => id),
  );
  const address = `https://localhost:${ports.proxy}`;
  const sandbox = await startSandboxSystems(estate.database, {
    ...estate.secrets,
    partners: estate.partners,
  });
  const moods = new Map<string, Mood>();
  const servers = await writeLists(estate, sandbox, moods);
  const logins = await startLogins(estate, folder, address, ports);
  const owner = estate.write('eigenaar', postgres.ownerUrl);
  const configurationFor = (name: string, place: number): string =>
    estate.configurationFor(
      name,
      `poort: ${ports.gateways[place]}, adres: '${address}', proxies: [127.0.0.1]`,
      {
        metricsPort: ports.metrics[place] ?? 0,
        owner,
        inboxes: 'postbussen.yaml',
        lines: logins.lines,
      },
    );
  const layout = {
    port: ports.proxy,
    statePort: ports.proxyState,
    gateways: ports.gateways,
    own: estate.here,
    authoritiesPem: estate.ca,
  };
  const proxy = startDeployedProxy(layOutProxy(folder, layout), layout);
  return {
    address,
    folder,
    ports,
    estate,
    moods,
    postgres,
    configurations: [configurationFor('poort-1', 0), configurationFor('poort-2', 1)],
    close: async () => {
      await proxy.close();
      logins.close();
      for (const server of servers) closeNow(server);
      await sandbox.close();
      await estate.close();
      await postgres.stop();
    },
  };
}

async function startLogins(estate: InstalledEstate, folder: string, gateway: string, ports: Ports) {
  const { rings } = await readRings(join(folder, 'sleutels'));
  if (rings === undefined) throw new Error('the keys were not made');
  const [signingKey] = (await openKeys(rings, () => new Date())).tokens();
  const { cookieKey } = estate.secrets;
  const subjectKey = (await readFile(join(folder, 'sleutels', 'bewoners'), 'utf8')).trim();
  await seedLogins(estate.database, { cookieKey, subjectKey }, new Date());
  const { database, here } = estate;
  return await startLoginProviders({ port: ports.logins, gateway, database, signingKey, cookieKey, here });
}

/** Lists every system and postbox, each behind TLS and its own mood, with the keys by which we are known there. */
async function writeLists({ write, here }: InstalledEstate, sandbox: Sandbox, moods: Map<string, Mood>) {
  const servers: Awaited<ReturnType<typeof overTls>>['server'][] = [];
  const listed = async (name: string, url: string, apiKey: string, words: string): Promise<string> => {
    moods.set(name, 'goed');
    const system = await overTls(url, here, { mood: () => moods.get(name) ?? 'goed' });
    servers.push(system.server);
    write(`${name}.sleutel`, apiKey);
    const [partner = name] = name.split('.');
    return `${partner}: { ${words}, adres: '${system.url}', sleutel: ${name}.sleutel, uitgever: uitgevers.pem }\n`;
  };
  const systems = Object.entries(sandbox.systems).flatMap(([id, { baseUrl, apiKey }]) => {
    const words = WORDS_OF[id];
    return words === undefined ? [] : [[id, baseUrl, apiKey, words] as const];
  });
  const lines: string[] = [];
  for (const each of systems) lines.push(await listed(...each));
  write('systemen.yaml', lines.join(''));
  const inboxes: string[] = [];
  for (const [id, { baseUrl, apiKey }] of Object.entries(sandbox.noticeInboxes))
    inboxes.push(await listed(`${id}.postbus`, baseUrl, apiKey, 'soort: postbus'));
  write('postbussen.yaml', inboxes.join(''));
  return servers;
}

const WORDS_OF: Readonly<Record<string, string>> = {
  zayaz: 'soort: corporatie',
  'wijkteam-zuidoost': 'soort: gemeente, eenheid: wijkteam',
  'sociale-dienst':
    "soort: gemeente, eenheid: sociale-dienst, gebeurtenissen: { bron: 'urn:nld:oin:00000099000000009000:systeem:wijkpoort' }",
  'reinier-van-arkel-kliniek': 'soort: zorg',
};

/** A server that keeps its WAL, so that going back can be practised to the last entry. */
async function startArchivingPostgres(folder: string, port: number): Promise<PracticePostgres> {
  const begin = async (): Promise<EmbeddedPostgres> =>
    await startEmbeddedPostgres(join(folder, 'postgres'), PASSWORD, port);
  let server = await begin();
  const data = await keepWal(server.url);
  await server.stop();
  server = await begin();
  return {
    ownerUrl: await createDatabase(server.url, 'wijkpoort'),
    data,
    archive: archiveOf(data),
    stop: async () => await server.stop(),
    start: async () => void (server = await begin()),
  };
}

/** Has the server copy every file of its WAL beside its data, and never over one that is there; resolves to where its data are. */
async function keepWal(url: string): Promise<string> {
  const database = openDatabase(url);
  try {
    const [{ data_directory: data } = { data_directory: '' }] = await database.query<{
      data_directory: string;
    }>('SHOW data_directory');
    const archive = archiveOf(data);
    mkdirSync(archive, { recursive: true, mode: 0o700 });
    const { uid, gid } = statSync(data);
    chownSync(archive, uid, gid);
    await database.query('ALTER SYSTEM SET archive_mode = on');
    await database.query(
      `ALTER SYSTEM SET archive_command = 'test ! -f "${archive}/%f" && cp "%p" "${archive}/%f"'`,
    );
    return data;
  } finally {
    await database.close();
  }
}

const archiveOf = (data: string): string => `${data}-archief`;

/** The files with which the operator can be a partner. */
export async function writePartnerFiles({ folder, estate }: PracticeInstallation): Promise<void> {
  mkdirSync(join(folder, 'partners'), { recursive: true });
  for (const [id, { certificatePem, privateKeyPem }] of Object.entries(estate.partners)) {
    await writeFile(join(folder, 'partners', `${id}.pem`), certificatePem);
    await writeFile(join(folder, 'partners', `${id}.sleutel`), privateKeyPem, { mode: 0o600 });
  }
}
