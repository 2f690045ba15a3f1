import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readConfig } from '../config.ts';
import type { Sql } from '../database.ts';
import { REMEMBERED_FILE } from '../demo/start-demo.ts';
import { newestCheckpoint } from '../ledger/checkpoint-store.ts';
import { openCheckpoint, type Checkpoint } from '../ledger/checkpoint.ts';
import { checkReceipt, parseReceipt, type ReceiptVerdict } from '../ledger/inclusion-receipt.ts';
import type { VerifierKey } from '../ledger/note.ts';
import { openRememberedCheckpoints } from '../ledger/remembered-checkpoints.ts';
import { TreeIncomplete } from '../ledger/tile-store.ts';
import { verifyLedger, type Verification } from '../ledger/verify.ts';
import { settingsOfProcess } from '../serve/settings-of-process.ts';
import { EXIT, print, UsageError, type Command, type ExitCode, type Terminal } from './command.ts';
import { faultInDutch } from '../ledger/fault-in-dutch.ts';
import { ledgerKey } from './ledger-key.ts';
import { withDatabase } from './with-database.ts';
import { parseWords } from './words.ts';

const OPTIONS = {
  van: { type: 'string' },
  tot: { type: 'string' },
  checkpoint: { type: 'string' },
  bewijs: { type: 'string' },
  sleutel: { type: 'string' },
} as const;
type Values = { readonly [option in keyof typeof OPTIONS]?: string | undefined };

export const ledgerVerifyCommand: Command = {
  name: 'logboek controleer',
  summary: 'Controleer het logboek, een stuk ervan, of een bewijs dat iemand bewaarde.',
  usage: `Gebruik: wijkpoort logboek controleer [--van N] [--tot M] [--checkpoint BESTAND] [--sleutel REGEL]
         wijkpoort logboek controleer --bewijs BESTAND [--sleutel REGEL]

Leest het logboek van begin tot eind en noemt de eerste regel die is veranderd, ontbreekt, is verplaatst of erbij is gezet (1).
--van en --tot   alleen deze regels: vanaf N, tot M (M zelf niet); de rest van de boom moet wel blijven kloppen.
--checkpoint     een checkpoint dat u eerder bewaarde: het logboek moet daarmee beginnen.
--bewijs         controleert een bewijs zonder database en zonder netwerk, met alleen de sleutel van het logboek.
--sleutel        de sleutelregel van het logboek (of een bestand daarmee); anders die van deze installatie.`,
  run: async (words, terminal) => {
    const { values } = parseWords(words, OPTIONS);
    const key = await ledgerKey(values.sleutel);
    return values.bewijs === undefined
      ? await verifyLog(values, key, terminal)
      : await verifyReceipt(values.bewijs, key, terminal);
  },
};

async function verifyLog(
  values: Values,
  key: VerifierKey | undefined,
  terminal: Terminal,
): Promise<ExitCode> {
  const range = { ...numberIn('van', 'begin', values), ...numberIn('tot', 'end', values) };
  const given = values.checkpoint === undefined ? [] : [await checkpointIn(values.checkpoint, key)];
  const found = await withDatabase(async database => {
    const outside = [...given, ...(await knownCheckpoints(database, key))];
    if (outside.includes('not-ours')) return 'not-ours';
    const known = outside.filter(each => each !== 'not-ours');
    return await verifyLedger(database, { range, outside: known }).catch(asIncomplete);
  });
  const told =
    typeof found === 'string' ? { klopt: false, zin: SENTENCES[found] } : tell(found, key !== undefined);
  print(terminal.stdout, terminal.forPeople ? `${told.klopt ? '✓' : '✗'} ${told.zin}` : JSON.stringify(told));
  return told.klopt ? EXIT.yes : EXIT.no;
}

const SENTENCES = {
  'not-ours': 'Een checkpoint is niet door dit logboek ondertekend, of is veranderd.',
  incomplete: 'Buiten deze regels ontbreken er regels: controleer het hele logboek.',
} as const;

function asIncomplete(error: unknown): 'incomplete' {
  if (error instanceof TreeIncomplete) return 'incomplete';
  throw error;
}

function tell(
  verification: Verification,
  hasKey: boolean,
): { readonly klopt: boolean; readonly zin: string } {
  const { entries, root, fault, within, firstKept } = verification;
  const facts = { regels: entries, wortel: root, ...(firstKept === 0 ? {} : { eersteBewaarde: firstKept }) };
  if (fault !== undefined) {
    const place = {
      fout: fault.kind,
      regel: fault.index,
      ...(within === undefined ? {} : { tussen: within }),
    };
    return { klopt: false, zin: faultInDutch(verification), ...facts, ...place };
  }
  const unsigned = hasKey ? '' : ' Zonder sleutel is niet gekeken of de handtekeningen kloppen.';
  const kept = firstKept === 0 ? '' : ` De regels voor ${firstKept} zijn weg omdat hun termijn om was.`;
  return { klopt: true, zin: `Het logboek klopt: ${entries} regels nagegaan.${kept}${unsigned}`, ...facts };
}

const rememberedIn = (): string =>
  settingsOfProcess()?.logboek.onthouden_in ?? join(readConfig().folder, REMEMBERED_FILE);

/** Everything signed that we know of; `not-ours` for what should be our checkpoint and is not. */
async function knownCheckpoints(sql: Sql, key?: VerifierKey): Promise<readonly (Checkpoint | 'not-ours')[]> {
  if (key === undefined) return [];
  const remembered = await openRememberedCheckpoints(rememberedIn());
  const notes = [remembered.of(key.name), (await newestCheckpoint(sql))?.note];
  return notes.filter(each => each !== undefined).map(note => openCheckpoint(note, key) ?? 'not-ours');
}

async function checkpointIn(path: string, key: VerifierKey | undefined): Promise<Checkpoint | 'not-ours'> {
  if (key === undefined) throw new UsageError('Geef met --sleutel de sleutelregel van het logboek.');
  return openCheckpoint(await textOf(path), key) ?? 'not-ours';
}

function numberIn(option: 'van' | 'tot', name: 'begin' | 'end', values: Values): Record<string, number> {
  const text = values[option];
  if (text === undefined) return {};
  if (!/^(?:0|[1-9]\d{0,14})$/.test(text)) throw new UsageError(`--${option} is een geheel getal.`);
  return { [name]: Number(text) };
}

async function verifyReceipt(
  path: string,
  key: VerifierKey | undefined,
  terminal: Terminal,
): Promise<ExitCode> {
  if (key === undefined) throw new UsageError('Geef met --sleutel de sleutelregel van het logboek.');
  const text = await textOf(path);
  const verdict = checkReceipt(text, key);
  const isProven = verdict.kind === 'proven';
  const sentence = VERDICTS[verdict.kind](verdict, parseReceipt(text)?.index ?? 0);
  const told = { klopt: isProven, oordeel: verdict.kind, zin: sentence };
  print(terminal.stdout, terminal.forPeople ? `${isProven ? '✓' : '✗'} ${sentence}` : JSON.stringify(told));
  return isProven ? EXIT.yes : EXIT.no;
}

const VERDICTS: Readonly<Record<ReceiptVerdict['kind'], (verdict: ReceiptVerdict, index: number) => string>> =
  {
    proven: (verdict, index) =>
      verdict.kind === 'proven'
        ? `Dit bewijs klopt: de regel staat op plaats ${index} in ${verdict.checkpoint.origin}, van ${verdict.checkpoint.size} regels.`
        : '',
    'not-a-receipt': () => 'Dit is geen bewijs van een logboek.',
    'not-of-this-log': () =>
      'Dit bewijs is niet van dit logboek: het checkpoint is niet met deze sleutel ondertekend.',
    'another-entry': () => 'De regel in dit bewijs is niet de regel waarvan de hash erin staat.',
    'not-in-this-log': () => 'Dit bewijs klopt niet: deze regel staat niet op deze plaats in dit logboek.',
  };

const textOf = async (path: string): Promise<string> =>
  await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new UsageError(`Dit bestand is niet te lezen: ${path}`, { cause });
  });
