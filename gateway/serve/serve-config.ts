import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseDocument } from 'yaml';
import { readSetting } from './read-settings.ts';
import type { SettingFault } from './setting.ts';
import { SETTINGS, type ServeSettings } from './settings.ts';
import { faultsTogether } from './settings-together.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What the configuration says, or everything that is wrong with it. */
export type ReadConfiguration =
  | { readonly settings: ServeSettings; readonly faults: readonly [] }
  | { readonly settings: undefined; readonly faults: readonly SettingFault[] };

/** The one name of ours that the environment may hold beside the names that the configuration itself refers to. */
export const CONFIGURATION = 'WIJKPOORT_CONFIGURATIE';

/** Reads the configuration at this path, with every secret it refers to. */
export function readConfiguration(path: string, environment: Environment): ReadConfiguration {
  const faults: SettingFault[] = [];
  const content = contentOf(path, faults);
  const used = new Set<string>([CONFIGURATION]);
  const read =
    content === undefined
      ? undefined
      : readSetting(SETTINGS, content, '', {
          environment: noting(environment, used),
          resolve: written => resolve(dirname(resolve(path)), written),
          say: fault => void faults.push(fault),
        });
  faults.push(...strangers(environment, used));
  if (read !== undefined && faults.length === 0) faults.push(...faultsTogether(read));
  return read === undefined || faults.length > 0
    ? { settings: undefined, faults }
    : { settings: read, faults: [] };
}

function contentOf(path: string, faults: SettingFault[]): unknown {
  try {
    const document = parseDocument(readFileSync(path, 'utf8'), { uniqueKeys: true });
    // Its own words would repeat the line, and in that line may stand a secret.
    for (const { linePos } of document.errors)
      faults.push({
        path: `regel ${linePos?.[0].line ?? '?'}`,
        wrong: 'dit is geen YAML',
        todo: 'kijk naar de inspringing, de aanhalingstekens en dubbele sleutels',
      });
    return document.errors.length > 0 ? undefined : ((document.toJS() as unknown) ?? {});
  } catch {
    faults.push({
      path,
      wrong: 'het bestand is niet te lezen',
      todo: 'noem het met --configuratie of in WIJKPOORT_CONFIGURATIE, met het hele pad',
    });
    return undefined;
  }
}

/** Remembers which names were asked for. */
const noting = (environment: Environment, used: Set<string>): Environment =>
  new Proxy(environment, {
    get: (all, named: string) => {
      used.add(named);
      return all[named];
    },
  });

/** A name of ours that nothing refers to may be a misspelt one, or of a demo: then something that was meant does not happen. */
const strangers = (environment: Environment, used: ReadonlySet<string>): readonly SettingFault[] =>
  Object.keys(environment)
    .filter(named => named.startsWith('WIJKPOORT_') && !used.has(named))
    .map(named => ({
      path: named,
      wrong: 'deze omgevingsvariabele wordt hier niet gebruikt',
      todo: 'zet wat u bedoelt in de configuratie, en haal haar weg',
    }));
