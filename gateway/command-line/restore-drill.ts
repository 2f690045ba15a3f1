import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { readConfig } from '../config.ts';
import { createReceiptSigner } from '../consent/receipt-signer.ts';
import { REMEMBERED_FILE } from '../demo/start-demo.ts';
import { keysOfSecrets } from '../keys/keys-of-secrets.ts';
import type { OwnKeys } from '../keys/own-keys.ts';
import { parseVerifierKey, SIGNATURE_TYPE, verifierKeyLine, type VerifierKey } from '../ledger/note.ts';
import { openRememberedCheckpoints } from '../ledger/remembered-checkpoints.ts';
import { borrowVault } from '../restore/borrowed-vault.ts';
import { drillInDutch, type DrillLine } from '../restore/drill-in-dutch.ts';
import { drillRestore, type DrillSetup } from '../restore/drill.ts';
import { NotRestorable, type Backup } from '../restore/restore-elsewhere.ts';
import { readSecrets } from '../secrets.ts';
import { settingsOfProcess } from '../serve/settings-of-process.ts';
import { keysOfInstallation } from '../serve/upkeep-of-installation.ts';
import { EXIT, print, UsageError, type Command, type Terminal } from './command.ts';
import { policiesOf } from './consent-reconcile.ts';
import { upkeepOf } from './upkeep.ts';
import { parseWords } from './words.ts';

const OPTIONS = {
  kopie: { type: 'string' },
  wal: { type: 'string' },
  tot: { type: 'string' },
  postgres: { type: 'string' },
  bewijzen: { type: 'string' },
} as const;
type Values = { readonly [option in keyof typeof OPTIONS]?: string | undefined };

export const restoreDrillCommand: Command = {
  name: 'herstel oefen',
  summary: 'Oefen het terugzetten van een reservekopie, ernaast, en zeg wat er dan mist.',
  usage: `Gebruik: wijkpoort herstel oefen --kopie MAP [--wal MAP] [--tot TIJDSTIP] [--postgres MAP] [--bewijzen MAP]

Zet een basiskopie van PostgreSQL terug in een eigen map, rekent het logboek na, vergelijkt het met het eigen bestand en de
getuigen, past intrekkingen van na de kopie opnieuw toe en probeert of vernietigde sleutels dicht blijven. De kopie, de database
en de sleutelkluis veranderen niet; na afloop is de map weg. Er is plaats nodig voor de kopie en de WAL samen.
--kopie     een gegevensmap met backup_label, zoals pg_basebackup hem maakt.
--wal       de map met de gearchiveerde WAL; anders telt wat in de kopie zelf staat.
--tot       tot dit tijdstip (2026-11-22T18:00:00Z); anders tot het eind van de WAL.
--postgres  de map bin van een PostgreSQL van dezelfde versie als de kopie; anders de meegeleverde.
--bewijzen  een map met ontvangstbewijzen die bewoners of ontvangers bewaarden, elk in een eigen bestand.
Is alles goed, dan is de uitkomst 0; is er iets gevonden, dan 1.`,
  run: async (words, terminal) => {
    const { values, positionals } = parseWords(words, OPTIONS);
    if (positionals.length > 0) throw new UsageError('Alles wat deze opdracht weten wil, begint met --.');
    const setup = {
      ...(await installation()),
      backup: await backupIn(values),
      receipts: await folderIn('bewijzen', values),
      onStep: (step: string) => print(terminal.stderr, `… ${step}.`),
    };
    try {
      const report = await drillRestore(setup);
      const lines = drillInDutch(report);
      tell(lines, report, terminal);
      return lines.some(({ isFinding }) => isFinding) ? EXIT.no : EXIT.yes;
    } catch (error) {
      if (!(error instanceof NotRestorable)) throw error;
      const sentence = `De kopie is niet terug te zetten: ${error.message}.`;
      tell([{ isFinding: true, sentence }], {}, terminal);
      return EXIT.no;
    }
  },
};

function tell(lines: readonly DrillLine[], report: object, { stdout, forPeople }: Terminal): void {
  if (forPeople)
    for (const { isFinding, sentence } of lines) print(stdout, `${isFinding ? '✗' : '✓'} ${sentence}`);
  else
    print(
      stdout,
      JSON.stringify({
        goed: !lines.some(({ isFinding }) => isFinding),
        zinnen: lines.map(({ isFinding, sentence }) => ({ bevinding: isFinding, zin: sentence })),
        gevonden: report,
      }),
    );
}

async function backupIn(values: Values): Promise<Backup> {
  const folder = await folderIn('kopie', values);
  if (folder === undefined) throw new UsageError('Noem --kopie: de map met de basiskopie.');
  const programs = await folderIn('postgres', values);
  return {
    folder,
    wal: await folderIn('wal', values),
    until: values.tot === undefined ? undefined : momentIn(values.tot),
    programs: programs !== undefined && basename(programs) === 'bin' ? dirname(programs) : programs,
  };
}

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?(Z|[+-]\d\d:\d\d)$/;

function momentIn(text: string): Date {
  const at = new Date(text);
  if (!MOMENT.test(text) || Number.isNaN(at.getTime()))
    throw new UsageError('--tot is een tijdstip met tijdzone, zoals 2026-11-22T18:00:00Z.');
  return at;
}

async function folderIn(
  option: 'kopie' | 'wal' | 'postgres' | 'bewijzen',
  values: Values,
): Promise<string | undefined> {
  const path = values[option];
  if (path === undefined) return undefined;
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory() !== true) throw new UsageError(`--${option} is geen map die wij kunnen lezen.`);
  return resolve(path);
}

type Installation = Omit<DrillSetup, 'backup' | 'receipts' | 'onStep'>;

/** The installation that is configured here, or that of the demo in this folder. */
async function installation(): Promise<Installation> {
  const settings = settingsOfProcess();
  if (settings !== undefined) {
    const { logboek, database, sleutels } = settings;
    const witnesses = logboek.getuigen.map(({ sleutel, adres }) => ({ key: sleutel, url: adres }));
    const known = { origin: logboek.naam, rememberedIn: logboek.onthouden_in, witnesses };
    const keys = await keysOfInstallation(settings);
    const databaseUrl = database.eigenaar ?? database.dienst;
    return await installed(keys, known, { databaseUrl, subjectKey: sleutels.bewoners });
  }
  const { folder, logName, witnesses, databaseUrl } = readConfig();
  const secrets = await readSecrets(folder).catch((cause: unknown) => {
    throw new UsageError('Hier is geen installatie: zet WIJKPOORT_CONFIGURATIE of WIJKPOORT_MAP.', { cause });
  });
  const known = { origin: logName, rememberedIn: join(folder, REMEMBERED_FILE), witnesses };
  const own = `postgresql://wijkpoort:${encodeURIComponent(secrets.databasePassword)}@127.0.0.1/postgres`;
  const { subjectKey } = secrets;
  return await installed(keysOfSecrets(secrets), known, { databaseUrl: databaseUrl ?? own, subjectKey });
}

interface Known {
  readonly origin: string;
  readonly rememberedIn: string;
  readonly witnesses: readonly { readonly key: string; readonly url: string }[];
}

async function installed(
  { checkpoints, receipts }: OwnKeys,
  { origin, rememberedIn, witnesses }: Known,
  more: Pick<DrillSetup, 'databaseUrl' | 'subjectKey'>,
): Promise<Installation> {
  const [first, ...others] = checkpoints().map(each =>
    keyIn(verifierKeyLine(origin, SIGNATURE_TYPE.ed25519, each)),
  );
  if (first === undefined) throw new UsageError('Er is geen sleutel van het logboek.');
  return {
    ...more,
    outside: {
      keys: [first, ...others],
      remembered: await openRememberedCheckpoints(rememberedIn),
      witnesses: witnesses.map(({ key, url }) => ({ key: keyIn(key), url })),
    },
    receiptKeys: createReceiptSigner(receipts).publicKeys(),
    upkeepOn: async database => await upkeepOf(database, borrowVault),
    policiesOn: policiesOf,
    acting: {
      actor: 'beheerder: oefening',
      trace: { requestId: randomUUID(), traceId: randomUUID().replaceAll('-', '') },
    },
  };
}

function keyIn(line: string): VerifierKey {
  const key = parseVerifierKey(line);
  if (key === undefined)
    throw new UsageError('De sleutelregel van een getuige of van het logboek klopt niet.');
  return key;
}
