import { environmentOfProcess } from '../config.ts';
import { logFile } from '../log-file.ts';
import { createProcessLog, type ProcessLog } from '../process-log.ts';
import { databaseFaults } from '../serve/database-faults.ts';
import { describeSettings } from '../serve/describe-settings.ts';
import { ledgerFaults } from '../serve/ledger-faults.ts';
import { readMaterials, type Materials } from '../serve/read-materials.ts';
import { CONFIGURATION, readConfiguration } from '../serve/serve-config.ts';
import type { SettingFault } from '../serve/setting.ts';
import type { ServeSettings } from '../serve/settings.ts';
import { runServing } from '../serve/run-serving.ts';
import { EXIT, print, UsageError, type Command, type ExitCode, type Terminal } from './command.ts';
import { parseWords } from './words.ts';

const OPTIONS = {
  configuratie: { type: 'string' },
  'check-config': { type: 'boolean', default: false },
  'zonder-database': { type: 'boolean', default: false },
  instellingen: { type: 'boolean', default: false },
} as const;

export const serveCommand: Command = {
  name: 'serve',
  summary: 'Draai de poort zoals zij is ingesteld: met echte partners, en niets van de demo.',
  usage: `Gebruik: wijkpoort serve --configuratie BESTAND [--check-config [--zonder-database]]

Het bestand mag ook in ${CONFIGURATION} staan. Elke instelling: docs/operations/instellingen.md.
  --check-config      zegt alles wat er niet klopt, in één keer, en start niets. Eindigt met 1 als er iets is. Vraagt ook de
                      getuigen of het logboek hier niets vergeten is.
  --zonder-database   kijkt daarbij niet in de database.
  --instellingen      drukt de pagina met alle instellingen af.
Leest sleutels, certificaten, intrekkingslijsten en de lijst van systemen opnieuw na SIGHUP, en anders vanzelf.
Stopt netjes na SIGTERM: /readyz zegt nee, wat loopt wordt afgemaakt, het logboek wordt tot het eind ondertekend.`,
  run: async (words, terminal) => {
    const { values } = parseWords(words, OPTIONS);
    if (values.instellingen) {
      terminal.stdout.write(describeSettings());
      return EXIT.yes;
    }
    const environment = environmentOfProcess();
    const path = values.configuratie ?? environment[CONFIGURATION];
    if (path === undefined)
      throw new UsageError(`Noem de configuratie met --configuratie, of in ${CONFIGURATION}.`);
    const checked = await check(path, environment, lookedAt(values));
    if (!('materials' in checked)) return tellFaults(checked.faults, terminal);
    if (values['check-config']) return tellFine(terminal);
    return await serve(checked, terminal);
  },
};

interface Checked {
  readonly settings: ServeSettings;
  readonly materials: Materials;
  readonly faults: readonly [];
}

/** Everything that can be known to be wrong before starting. */
async function check(
  path: string,
  environment: Readonly<Record<string, string | undefined>>,
  look: Looked,
): Promise<Checked | { readonly faults: readonly SettingFault[] }> {
  const read = readConfiguration(path, environment);
  if (read.settings === undefined) return read;
  const { materials, faults } = await readMaterials(read.settings);
  const inDatabase = await look(read.settings);
  const all = [...faults, ...inDatabase];
  return materials === undefined || all.length > 0
    ? { faults: all }
    : { settings: read.settings, materials, faults: [] };
}

type Looked = (settings: ServeSettings) => Promise<readonly SettingFault[]>;

/** What is looked at beside the files. Starting compares the log with what is known of it by itself. */
const lookedAt = (asked: Readonly<Record<'check-config' | 'zonder-database', boolean>>): Looked => {
  if (asked['zonder-database']) return async () => await Promise.resolve([]);
  return asked['check-config'] ? databaseAndLedgerFaults : inDatabaseNow;
};

const inDatabaseNow: Looked = async settings => await databaseFaults(settings, () => new Date());

/** A log is only looked at in a database that will do. */
const databaseAndLedgerFaults: Looked = async settings => {
  const faults = await inDatabaseNow(settings);
  return faults.length > 0 ? faults : await ledgerFaults(settings);
};

function tellFaults(faults: readonly SettingFault[], { stdout, stderr, forPeople }: Terminal): ExitCode {
  if (forPeople) {
    print(stderr, inWords('De poort start niet', faults));
  } else {
    print(
      stdout,
      JSON.stringify({
        fouten: faults.map(({ path, wrong, todo }) => ({ pad: path, fout: wrong, doe: todo })),
      }),
    );
  }
  return EXIT.no;
}

const inWords = (what: string, faults: readonly SettingFault[]): string =>
  [
    `${what}: ${faults.length} keer klopt er iets niet.`,
    ...faults.map(({ path, wrong, todo }) => `  ${path}: ${wrong}.\n      ${todo}.`),
  ].join('\n');

function tellFine({ stdout, forPeople }: Terminal): ExitCode {
  print(stdout, forPeople ? 'De instellingen kloppen.' : JSON.stringify({ fouten: [] }));
  return EXIT.yes;
}

async function serve({ settings, materials }: Checked, terminal: Terminal): Promise<ExitCode> {
  const { stdout, stderr, forPeople } = terminal;
  const asked = stopAsked();
  const whenAsked = renewAsked();
  const log = logTo(settings.proceslog, terminal);
  const { gateway, metricsUrl, renew, drain } = await runServing(settings, materials, log, faults =>
    print(stderr, inWords('De lijst van systemen is niet overgenomen', faults)),
  );
  whenAsked(renew);
  log.info({ event: 'started' });
  if (forPeople) print(stdout, `De poort staat open op ${gateway.url}.`);
  if (forPeople && metricsUrl !== undefined) print(stdout, `Meten: ${metricsUrl}/metrics`);
  await asked;
  log.info({ event: 'stopping' });
  await drain();
  return EXIT.yes;
}

const logTo = (where: string, { stdout, stderr }: Terminal): ProcessLog =>
  createProcessLog(
    where === 'stdout' ? stdout : logFile(where, code => print(stderr, `${LOST_LINES} (${code}).`)),
    () => new Date(),
  );

const LOST_LINES = 'Het proceslog is niet te schrijven; de poort werkt door en regels gaan verloren';

/** From the first moment on, and however often: who asks twice is not heard sooner. */
const stopAsked = async (): Promise<void> =>
  await new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve());
  });

/** From the first moment on: who asks while it starts, is heard as soon as it stands. Without this the signal would end it. */
function renewAsked(): (renew: () => Promise<void>) => void {
  let renew: (() => Promise<void>) | undefined;
  let isAsked = false;
  process.on('SIGHUP', () => {
    isAsked = true;
    void renew?.();
  });
  return now => {
    renew = now;
    if (isAsked) void now();
  };
}
