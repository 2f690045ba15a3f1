import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asJson } from '../../policies/bundle/bundle.ts';
import { verifyBundle } from '../../policies/bundle/verify-bundle.ts';
import { versionInForce, type VersionInForce } from '../../policies/bundle/version-in-force.ts';
import { faultOf, type VersionFault } from '../../policies/bundle/version-fault.ts';
import { readBundle, readBundles, readTrustedKeys, startOfChain } from './bundle-files.ts';
import { EXIT, print, UsageError, type Command, type ExitCode, type Terminal } from './command.ts';
import { addBundle } from '../policy-in-force.ts';
import { withDatabase } from './with-database.ts';
import { parseWords } from './words.ts';

const OPTIONS = {
  bundels: { type: 'string' },
  sleutels: { type: 'string' },
  start: { type: 'string' },
  op: { type: 'string' },
} as const;

export const versionsCommand: Command = {
  name: 'handreiking versies',
  summary: 'Welke versie geldt nu, wat wacht, en welke bundel klopt niet?',
  usage: `Gebruik: wijkpoort handreiking versies --bundels MAP --sleutels BESTAND [--op TIJD] [--start MAP]

De keten begint bij de handreiking van deze uitgave (of --start). Een bundel die niet klopt, verandert niets: de laatste goede
versie blijft gelden, en de uitgangscode is 1.`,
  run: async (words, terminal) => {
    const { values } = parseWords(words, OPTIONS);
    const { bundles, keys, now, start } = await inputs(values);
    const result = await versionInForce(bundles, keys, now, start);
    report(terminal, result);
    return result.alarms.length === 0 ? EXIT.yes : EXIT.no;
  },
};

export const bringIntoForceCommand: Command = {
  name: 'handreiking stel-in-werking',
  summary: 'Voeg een ondertekende bundel toe aan de keten van versies, als hij klopt.',
  usage: `Gebruik: wijkpoort handreiking stel-in-werking BUNDEL --bundels MAP --sleutels BESTAND [--start MAP] [--poort]

Controleert de bundel tegen de versie die nu geldt, en zet hem in MAP. Hij gaat in op de tijd die is ondertekend. Een versie wordt
nooit overschreven of weggehaald. Met --poort krijgt ook de database van deze installatie de bundel: elke poort die daarop draait
verifieert hem zelf, met de sleutels in WIJKPOORT_MAP/vertrouwde-sleutels.json, en beslist ermee vanaf zijn tijd.`,
  run: async (words, terminal) => {
    const { values, positionals } = parseWords(words, { ...OPTIONS, poort: { type: 'boolean' } });
    const [path, ...more] = positionals;
    if (path === undefined || more.length > 0) throw new UsageError('Geef één bundel.');
    const bundle = await readBundle(path);
    const { bundles, keys, now, start, folder } = await inputs(values);
    const { inForce } = await versionInForce(bundles, keys, now, start);
    const result = await verifyBundle(bundle, { trustedKeys: keys, now, replaces: inForce.files });
    if (!result.ok) return refuse(terminal, result.faults);
    const { nummer, versie, inWerking } = result.proposal;
    if (nummer !== inForce.number + 1) return refuse(terminal, [faultOf('replaces-another')]);
    await keep(
      join(folder, `${String(nummer).padStart(6, '0')}-${versie.slice(0, 12)}.json`),
      asJson(bundle),
    );
    if (values.poort === true)
      await withDatabase(async sql => await addBundle(sql, asJson(bundle), new Date(now)));
    print(
      terminal.stdout,
      terminal.forPeople
        ? `Versie ${versie.slice(0, 12)} gaat in op ${inWerking}.`
        : JSON.stringify({ versie, nummer, inWerking }),
    );
    return EXIT.yes;
  },
};

async function inputs(values: { readonly [key in keyof typeof OPTIONS]?: string | undefined }) {
  if (values.bundels === undefined) throw new UsageError('Noem met --bundels de map met de versies.');
  const now = values.op ?? new Date().toISOString();
  if (new Date(now).toJSON() !== now)
    throw new UsageError('Een tijd is bijvoorbeeld 2026-12-01T00:00:00.000Z.');
  return {
    folder: values.bundels,
    bundles: await readBundles(values.bundels),
    keys: await readTrustedKeys(values.sleutels),
    now,
    start: await startOfChain(values.start),
  };
}

function refuse(terminal: Terminal, faults: readonly VersionFault[]): ExitCode {
  print(
    terminal.stdout,
    terminal.forPeople
      ? ['Deze versie gaat niet in:', ...faults.map(({ message }) => `  ${message}`)].join('\n')
      : JSON.stringify({ fouten: faults }),
  );
  return EXIT.no;
}

async function keep(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx' });
  } catch (cause) {
    throw new UsageError(`Deze versie staat er al: ${path}`, { cause });
  }
}

function report(terminal: Terminal, { inForce, waiting, alarms }: VersionInForce): void {
  if (!terminal.forPeople) {
    print(
      terminal.stdout,
      JSON.stringify({
        geldt: { nummer: inForce.number, versie: inForce.version },
        wacht: waiting,
        alarm: alarms.map(({ faults }) => faults),
      }),
    );
    return;
  }
  print(terminal.stdout, `Nu geldt: nummer ${inForce.number}, versie ${inForce.version}`);
  for (const { nummer, versie, inWerking } of waiting)
    print(terminal.stdout, `Wacht tot ${inWerking}: nummer ${nummer}, versie ${versie.slice(0, 12)}`);
  for (const { faults } of alarms)
    print(
      terminal.stdout,
      `ALARM: een bundel klopt niet: ${faults.map(({ message }) => message).join('; ')}`,
    );
}
