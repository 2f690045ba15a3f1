import type { PartnerConfig } from '../../adapters/partner.ts';
import type { PartnerLists } from '../live-partners.ts';
import { smartKeysOf, type PartnerSystem } from '../partner-adapters.ts';
import { PartnerSystemsFault, readPartnerInboxes, readPartnerSystems } from '../partner-systems.ts';
import { addressesOf } from '../systems-file/addresses-of.ts';
import type { SettingFault } from './setting.ts';
import type { ServeSettings } from './settings.ts';

/** The lists of systems, or everything that is wrong with them. */
export type ReadLists =
  | { readonly lists: PartnerLists; readonly faults: readonly [] }
  | { readonly lists: undefined; readonly faults: readonly SettingFault[] };

type Say = (path: string, wrong: string, todo: string) => void;

/** Reads both lists with every file that they name. */
export async function readLists({ partners }: Pick<ServeSettings, 'partners'>): Promise<ReadLists> {
  const faults: SettingFault[] = [];
  const say: Say = (path, wrong, todo) => void faults.push({ path, wrong, todo });
  const systems = await listIn('partners.systemen', partners.systemen, readPartnerSystems, say);
  const inboxes = await listIn('partners.postbussen', partners.postbussen, readPartnerInboxes, say);
  sayDoubleNames(systems, say);
  return faults.length > 0 ? { lists: undefined, faults } : { lists: { systems, inboxes }, faults: [] };
}

async function listIn<T extends PartnerConfig>(
  path: string,
  file: string | undefined,
  read: (file: string) => Promise<Readonly<Record<string, T>>>,
  say: Say,
): Promise<Readonly<Record<string, T>>> {
  if (file === undefined) return {};
  try {
    const list = await read(file);
    const isOpen = (each: T): boolean => !addressesOf(each).every(address => address.startsWith('https:'));
    for (const [partner] of Object.entries(list).filter(([, each]) => isOpen(each)))
      say(
        `${path} (${partner})`,
        'dit adres is niet https',
        'alleen een demo mag een partner zonder TLS hebben',
      );
    return list;
  } catch (error) {
    if (error instanceof PartnerSystemsFault)
      for (const each of error.faults) say(path, each, 'herstel dit in die lijst');
    else say(path, 'de lijst is niet te lezen', 'zet haar daar, leesbaar voor dit proces');
    return {};
  }
}

/** A care provider that gets a signature must know which key it is of. */
function sayDoubleNames(systems: Readonly<Record<string, PartnerSystem>>, say: Say): void {
  try {
    smartKeysOf({ systems });
  } catch {
    say(
      'partners.systemen',
      'twee verschillende sleutels hebben dezelfde sleutelnaam',
      'geef elke sleutel een eigen naam',
    );
  }
}
