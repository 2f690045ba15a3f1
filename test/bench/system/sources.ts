// The systems of ten partners, in a process of their own; the last can be made to stall.
import type { JsonObject } from '../../../adapters/read-json.ts';
import type { Koppelsleutels, SandboxFiles } from '../../../adapters/sandbox/files.ts';
import { municipalFiles } from '../../../adapters/sandbox/municipal-files.ts';
import { RESIDENT_KEYS, type ResidentKey } from '../../../adapters/sandbox/resident.ts';
import { startSocialServices } from '../../../adapters/sandbox/social-services-server.ts';
import { usage, type Usage } from '../usage.ts';
import { startRelay, type Relay } from './relay.ts';

export interface SourcesStart {
  readonly apiKey: string;
  readonly tls: { readonly key: string; readonly cert: string };
  /** By partner: the koppelsleutels that it knows. */
  readonly known: Readonly<Record<string, readonly string[]>>;
  /** The partner that can be made to stall. */
  readonly unsteady: string;
}

export interface SourcesUsage extends Usage {
  /** How many calls were answered. */
  readonly calls: number;
}

let calls = 0;
let relay: Relay | undefined;

const KEY: ResidentKey = 'anja';

/** What the demo tells of one resident, of somebody known under this koppelsleutel. */
function fileOf(koppelsleutel: string): JsonObject {
  const known = Object.fromEntries(RESIDENT_KEYS.map(key => [key, key === KEY ? koppelsleutel : '-']));
  return municipalFiles(known as Koppelsleutels).files.get(KEY) ?? {};
}

/** A file for each, under its koppelsleutel: there are more people here than the demo has. */
function filesOf(koppelsleutels: readonly string[]): SandboxFiles {
  const keys = koppelsleutels.map(each => each as ResidentKey);
  return {
    dialect: 'gemeente',
    files: new Map(keys.map(key => [key, fileOf(key)])),
    residentOf: new Map(keys.map(key => [key, key])),
  };
}

async function start({ apiKey, tls, known, unsteady }: SourcesStart): Promise<Record<string, string>> {
  const urls: Record<string, string> = {};
  for (const [partner, koppelsleutels] of Object.entries(known)) {
    const residents = filesOf(koppelsleutels);
    const server = await startSocialServices({ apiKey, tls, residents, onRequest: () => void (calls += 1) });
    urls[partner] = server.url;
  }
  relay = await startRelay(Number(new URL(urls[unsteady] ?? '').port));
  return { ...urls, [unsteady]: `https://localhost:${relay.port}` };
}

process.on('message', (message: SourcesStart | 'usage' | 'stall' | 'answer') => {
  if (typeof message === 'object') return void start(message).then(urls => process.send?.({ urls }));
  if (message !== 'usage') relay?.stall(message === 'stall');
  process.send?.({ ...usage(), calls } satisfies SourcesUsage);
});
process.on('disconnect', () => process.exit(0));
