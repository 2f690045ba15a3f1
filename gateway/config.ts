import { resolve } from 'node:path';
import type { LimitSettings } from './limits/limits.ts';
import { IDENTITY_NAMES, readIdentityConfig, type IdentityConfig } from './identity-config.ts';

/** People read a terminal; programs read a pipe, or ask for JSON. */
export const isForPeople = (words: readonly string[], stdout: { readonly isTTY?: boolean }): boolean =>
  stdout.isTTY === true && !words.includes('--json');

/** Everything the environment may decide. */
export interface Config {
  /** A PostgreSQL of yours; without it the process runs its own. */
  readonly databaseUrl: string | undefined;
  readonly host: string;
  readonly port: number;
  /** Where keys, certificates and the embedded database live. */
  readonly folder: string;
  /** The name under which the ledger is signed; it never changes as long as the log goes on. */
  readonly logName: string;
  /** Who cosigns its checkpoints. */
  readonly witnesses: readonly WitnessSetting[];
  /** Releases stop when the newest witnessed checkpoint is older; without it, this does not count. */
  readonly longestUnwitnessedMs: number | undefined;
  /** How often somebody may ask. */
  readonly limits: LimitSettings;
  /** How callers come in, and by what they are known. */
  readonly identity: IdentityConfig;
}

/** A witness: its key line, and where it listens. */
export interface WitnessSetting {
  readonly key: string;
  readonly url: string;
}

/** What is wrong with the environment: every fault, so that it can be put right at once. */
export class ConfigFault extends Error {
  override readonly name = 'ConfigFault';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(['De instellingen kloppen niet:', ...faults.map(fault => `  ${fault}`)].join('\n'));
    this.faults = faults;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/** What the environment of this process says, for whoever reads it in another form than this one. */
export const environmentOfProcess = (): Environment => process.env;

const isPort = (text: string): boolean => /^\d{1,5}$/.test(text) && Number(text) <= 65_535;

const KNOWN: ReadonlySet<string> = new Set([
  'WIJKPOORT_CONFIGURATIE',
  'WIJKPOORT_HOST',
  'WIJKPOORT_POORT',
  'WIJKPOORT_MAP',
  'WIJKPOORT_LOGNAAM',
  'WIJKPOORT_GETUIGEN',
  'WIJKPOORT_GETUIGE_UITERLIJK',
  'WIJKPOORT_LIMIET_PARTNER',
  'WIJKPOORT_LIMIET_MEDEWERKER',
  'WIJKPOORT_LIMIET_BEWONERS',
  ...IDENTITY_NAMES,
]);

const LOG_NAME = 'wijkpoort.localhost/logboek';

/** The settings of the signed log. What is wrong is added to the faults. */
function readLogSettings(
  environment: Environment,
  faults: string[],
): Pick<Config, 'logName' | 'witnesses' | 'longestUnwitnessedMs'> {
  const logName = environment['WIJKPOORT_LOGNAAM'] ?? LOG_NAME;
  if (!/^[^\s+]+$/.test(logName)) faults.push('WIJKPOORT_LOGNAAM is een naam zonder spaties en zonder +.');
  const items = (environment['WIJKPOORT_GETUIGEN'] ?? '').split(',').map(each => each.trim());
  const witnesses = items.filter(Boolean).map(item => {
    const [key = '', url = '', ...more] = item.split(/\s+/);
    if (more.length > 0 || !/^https?:\/\/\S+[^/]$/.test(url))
      faults.push('WIJKPOORT_GETUIGEN is een lijst met komma’s; elke getuige is "sleutelregel adres".');
    return { key, url };
  });
  const seconds = environment['WIJKPOORT_GETUIGE_UITERLIJK'];
  if (seconds !== undefined && !/^[1-9]\d{0,6}$/.test(seconds))
    faults.push('WIJKPOORT_GETUIGE_UITERLIJK is een aantal seconden.');
  if (seconds !== undefined && witnesses.length === 0)
    faults.push('WIJKPOORT_GETUIGE_UITERLIJK kan alleen met WIJKPOORT_GETUIGEN.');
  return {
    logName,
    witnesses,
    longestUnwitnessedMs: seconds === undefined ? undefined : Number(seconds) * 1_000,
  };
}

/** Ordinary work stays far below these; a program that runs away, or somebody who looks around, does not. */
function readLimits(environment: Environment, faults: string[]): LimitSettings {
  const read = (name: string, usual: string): number => {
    const text = environment[name] ?? usual;
    if (!/^[1-9]\d{0,6}$/.test(text)) faults.push(`${name} is een aantal, groter dan nul.`);
    return Number(text);
  };
  return {
    partnerPerMinute: read('WIJKPOORT_LIMIET_PARTNER', '1200'),
    professionalPerMinute: read('WIJKPOORT_LIMIET_MEDEWERKER', '120'),
    residentsPerHour: read('WIJKPOORT_LIMIET_BEWONERS', '60'),
  };
}

/** Reads the settings. Throws a `ConfigFault` that names everything that is wrong. */
export function readConfig(environment: Environment = process.env): Config {
  const faults = faultsIn(environment);
  const logSettings = readLogSettings(environment, faults);
  const identity = readIdentityConfig(environment, faults);
  const limits = readLimits(environment, faults);
  if (faults.length > 0) throw new ConfigFault(faults);
  return {
    ...logSettings,
    identity,
    limits,
    databaseUrl: environment['DATABASE_URL'],
    host: environment['WIJKPOORT_HOST'] ?? '127.0.0.1',
    port: Number(environment['WIJKPOORT_POORT'] ?? '8080'),
    folder: resolve(environment['WIJKPOORT_MAP'] ?? '.wijkpoort'),
  };
}

/** An unknown WIJKPOORT_ name is a fault, for it may be a misspelt one. No value is repeated: it may be a password. */
function faultsIn(environment: Environment): string[] {
  const faults = Object.keys(environment)
    .filter(name => name.startsWith('WIJKPOORT_') && !KNOWN.has(name))
    .map(name => `${name} kennen wij niet; wij kennen ${[...KNOWN].join(', ')} en DATABASE_URL.`);
  if (!isPort(environment['WIJKPOORT_POORT'] ?? '8080'))
    faults.push('WIJKPOORT_POORT is geen poortnummer (0 tot 65535).');
  // An empty host would be every address of this machine, an empty folder the one we happen to be in.
  for (const name of ['WIJKPOORT_HOST', 'WIJKPOORT_MAP'])
    if (environment[name] === '') faults.push(`${name} is leeg; laat de regel weg voor de gewone waarde.`);
  if (!/^postgres(ql)?:\/\//.test(environment['DATABASE_URL'] ?? 'postgresql://'))
    faults.push('DATABASE_URL begint met postgresql://.');
  return faults;
}

/** What a program of somebody else inherits when we start it: everything that is not ours. */
export const environmentForOthers = (environment: Environment = process.env): Environment =>
  Object.fromEntries(
    Object.entries(environment).filter(([name]) => !name.startsWith('WIJKPOORT_') && name !== 'DATABASE_URL'),
  );
