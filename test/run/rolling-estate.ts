import type { Database } from '../../gateway/database.ts';
import { startSandboxSystems } from '../../gateway/demo/sandbox.ts';
import { koppelsleutelsOf } from '../../gateway/demo/seed.ts';
import type { KeyWithCertificate } from '../../gateway/secrets.ts';
import { overTls } from './end-tls.ts';
import { closeNow, layOutInstalled, writeSystems } from './installed-estate.ts';

/** An installation for real behind a proxy, with one partner's system over TLS. */
export interface RollingEstate {
  readonly database: Database;
  /** One for each gateway: they differ in nothing but where they listen. */
  readonly configurationFor: (port: number, name: string) => string;
  /** Whom the processes trust besides this machine's own authorities. */
  readonly authorityFile: string;
  readonly partner: KeyWithCertificate;
  /** What the proxy shows to partners. */
  readonly proxy: KeyWithCertificate;
  readonly koppelsleutels: readonly string[];
  /** The partner's system at another address, and how often it was asked there. */
  readonly sourceElsewhere: () => Promise<{ readonly url: string; readonly asked: () => number }>;
  readonly close: () => Promise<void>;
}

export const ADDRESS = 'https://poort.example.nl';
const WIJKTEAM = 'wijkteam-zuidoost';

export async function layOutRolling(folder: string, ownerUrl: string): Promise<RollingEstate> {
  const estate = await layOutInstalled(folder, ownerUrl, ['zayaz']);
  const { database, authorityFile, partners, here } = estate;
  const sandbox = await startSandboxSystems(database, estate.secrets);
  const { baseUrl = '', apiKey = '' } = sandbox.systems[WIJKTEAM] ?? {};
  const source = await overTls(baseUrl, here);
  const servers = [source.server];
  writeSystems(estate, { [WIJKTEAM]: source.url }, apiKey);
  const known = await koppelsleutelsOf(database, 'zayaz');
  const partner = partners['zayaz'];
  if (partner === undefined) throw new Error('the partner got no certificate');
  return {
    database,
    partner,
    proxy: here,
    authorityFile,
    koppelsleutels: [known.anja, known.jan, known.piet],
    sourceElsewhere: async () => {
      const moved = await overTls(baseUrl, here);
      let count = 0;
      moved.server.on('request', () => (count += 1));
      servers.push(moved.server);
      return { url: moved.url, asked: () => count };
    },
    configurationFor: (port, name) =>
      estate.configurationFor(name, `poort: ${port}, adres: '${ADDRESS}', proxies: [127.0.0.1]`),
    close: async () => {
      for (const server of servers) closeNow(server);
      await sandbox.close();
      await estate.close();
    },
  };
}
