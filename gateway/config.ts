import { resolve } from 'node:path';

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

const isPort = (port: number): boolean => Number.isInteger(port) && port >= 0 && port <= 65_535;

const KNOWN = new Set(['WIJKPOORT_HOST', 'WIJKPOORT_POORT', 'WIJKPOORT_MAP']);

/** Reads the settings. Throws a `ConfigFault`; an unknown WIJKPOORT_ name is a fault, for it may be a misspelt one. */
export function readConfig(environment: Environment = process.env): Config {
  const faults = Object.keys(environment)
    .filter(name => name.startsWith('WIJKPOORT_') && !KNOWN.has(name))
    .map(name => `${name} kennen wij niet; wij kennen ${[...KNOWN].join(', ')} en DATABASE_URL.`);
  const port = Number(environment['WIJKPOORT_POORT'] ?? '8080');
  if (!isPort(port)) faults.push('WIJKPOORT_POORT is geen poortnummer (0 tot 65535).');
  const databaseUrl = environment['DATABASE_URL'];
  if (databaseUrl !== undefined && !/^postgres(ql)?:\/\//.test(databaseUrl)) {
    faults.push('DATABASE_URL begint met postgresql://.');
  }
  if (faults.length > 0) throw new ConfigFault(faults);
  return {
    databaseUrl,
    host: environment['WIJKPOORT_HOST'] ?? '127.0.0.1',
    port,
    folder: resolve(environment['WIJKPOORT_MAP'] ?? '.wijkpoort'),
  };
}
