import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { pseudonymFor } from '../ledger/exports/exported-entry.ts';
import {
  EXPORT_FORMS,
  exportLedger,
  exportOtlp,
  exportPages,
  FORMS_OF_ONE_PARTNER,
  type Export,
  type ExportForm,
} from '../ledger/exports/export-ledger.ts';
import type { Database, Sql } from '../database.ts';
import { appendUpkeep } from '../ledger/erasure.ts';
import { EXIT, print, UsageError, type Command, type ExitCode, type Terminal } from './command.ts';
import { exportKeys } from './export-keys.ts';
import { exportToFile, fileMark } from './export-to-file.ts';
import { atTheCommandLine } from './ledger-prove-resident.ts';
import { sendFrom, sendingIn, type Sending } from './ledger-send.ts';
import { orderBy, upkeepOf } from './upkeep.ts';
import { withDatabase } from './with-database.ts';
import { parseWords } from './words.ts';

const OPTIONS = {
  vorm: { type: 'string' },
  partner: { type: 'string' },
  van: { type: 'string' },
  tot: { type: 'string' },
  register: { type: 'string' },
  otlp: { type: 'boolean' },
  naar: { type: 'string' },
  vanaf: { type: 'string' },
  bestand: { type: 'string' },
  door: { type: 'string' },
  officier: { type: 'string' },
} as const;

type Words = { readonly [key in Exclude<keyof typeof OPTIONS, 'otlp'>]?: string | undefined } & {
  readonly otlp?: boolean | undefined;
};

const EXPLANATION = `Gebruik: wijkpoort logboek exporteer --vorm ldv|adl|nen7513|vng [--partner P] [--van TIJD] [--tot TIJD]
                                    [--register ADRES] [--otlp | --naar ADRES [--vanaf NUMMER] | --bestand PAD] [--door NAAM] [--officier BESTAND]

Eén JSON-object per regel, terwijl het logboek wordt gelezen.
  ldv      Logboek Dataverwerkingen 1.0.0 van één partner, zonder medewerker; met --otlp als verzoeken voor OTLP/HTTP
  adl      Authorization Decision Log 1.0.0, niveau 3: precies één per beslissing
  nen7513  NEN 7513 als FHIR AuditEvent (IHE BALP) van één partner, met wie handelde
  vng      verwerkingsacties (Verwerkingenlogging 0.9.0) van één partner
--van en --tot zijn tijden als 2026-11-01T00:00:00.000Z; --tot zelf doet niet mee. --register is waar het register van
verwerkingsactiviteiten staat. Wie gewist is, staat er niet meer in.
--naar stuurt de LDV-regels met OTLP/HTTP naar een ontvanger (https://…/v1/traces), wacht per groep op bevestiging, probeert opnieuw
als hij bezet of weg is, en gaat de volgende keer verder waar het bleef; --vanaf begint bij een ander nummer.
--bestand schrijft in een bestand. Breekt het af, geef dan hetzelfde opnieuw: het gaat verder waar het bleef (PAD.stand).
--officier is de private sleutel van de privacy officer, waarmee te lezen is wie handelde; een demo heeft hem zelf.
Elke export is zelf een regel in het logboek; --door zegt wie hem vroeg, anders de gebruiker van deze machine.`;

export const ledgerExportCommand: Command = {
  name: 'logboek exporteer',
  summary: 'Geef het logboek in de vorm van een standaard: LDV, ADL, NEN 7513 of VNG.',
  usage: EXPLANATION,
  run: async (words, terminal) => {
    const { values, positionals } = parseWords(words, OPTIONS);
    if (positionals.length > 0) throw new UsageError('Noem de vorm met --vorm.');
    const asked = askedFor(values);
    return await withDatabase(async database => {
      await requirePartner(database, asked.partner);
      const order = await exportOf(database, asked);
      await recordExport(database, asked);
      if (asked.sending !== undefined) return await sendFrom(database, order, asked.sending, terminal);
      if (asked.path !== undefined) {
        const mark = await fileMark(asked.path);
        const pages = exportPages(database, { ...order, fromIndex: mark.next });
        const written = await exportToFile(asked.path, mark, pages);
        return tellCount(terminal, written);
      }
      const lines = asked.otlp ? exportOtlp(database, order) : exportLedger(database, order);
      const count = await writeLines(terminal.stdout, lines);
      return tellCount(terminal, count);
    });
  },
};

function tellCount({ forPeople, stderr }: Terminal, count: number): ExitCode {
  if (forPeople) print(stderr, `${count} regels.`);
  return EXIT.yes;
}

interface Asked {
  readonly form: ExportForm;
  readonly partner: string | undefined;
  readonly from: Date | undefined;
  readonly until: Date | undefined;
  readonly register: string | undefined;
  readonly otlp: boolean;
  readonly sending: Sending | undefined;
  readonly path: string | undefined;
  readonly by: string | undefined;
  readonly officer: string | undefined;
}

/** Throws a `UsageError` that says what was meant. */
function askedFor(words: Words): Asked {
  const { vorm, partner, van, tot, register, naar, vanaf, bestand, door, officier, otlp = false } = words;
  const form = EXPORT_FORMS.find(each => each === vorm);
  if (form === undefined) throw new UsageError(`--vorm is ${EXPORT_FORMS.join(', ')}.`);
  if (FORMS_OF_ONE_PARTNER.has(form) && partner === undefined)
    throw new UsageError(`De vorm ${form} is het logboek van één partner: noem die met --partner.`);
  if (otlp && form !== 'ldv') throw new UsageError('--otlp kan alleen met --vorm ldv.');
  requireAddress(register);
  const sending = sendingIn(form, naar, vanaf);
  requireOneWay(bestand, otlp, sending);
  const period = { from: momentIn(van), until: momentIn(tot) };
  return { form, partner, ...period, register, otlp, sending, path: bestand, by: door, officer: officier };
}

function requireAddress(register: string | undefined): void {
  if (register !== undefined && !/^https?:\/\/\S+[^/\s]$/.test(register))
    throw new UsageError('--register is een adres zonder schuine streep aan het eind.');
}

function requireOneWay(path: string | undefined, otlp: boolean, sending: Sending | undefined): void {
  if (path !== undefined && (otlp || sending !== undefined))
    throw new UsageError('--bestand gaat niet samen met --otlp of --naar.');
}

function momentIn(word: string | undefined): Date | undefined {
  if (word === undefined) return undefined;
  const moment = new Date(word);
  if (moment.toJSON() !== word) throw new UsageError('Een tijd is bijvoorbeeld 2026-11-01T00:00:00.000Z.');
  return moment;
}

async function requirePartner(sql: Sql, partner: string | undefined): Promise<void> {
  if (partner === undefined) return;
  const rows = await sql.query('SELECT FROM partner WHERE id = $1', [partner]);
  if (rows.length === 0) throw new UsageError('Deze partner kennen wij niet.');
}

async function exportOf(sql: Sql, { form, partner, from, until, register, officer }: Asked): Promise<Export> {
  const { subjectKey, logName, openAbout, openActor } = await exportKeys(sql, officer);
  if (form === 'nen7513' && openActor === undefined)
    throw new UsageError(
      'NEN 7513 zegt wie handelde: geef met --officier de sleutel van de privacy officer.',
    );
  return {
    form,
    ...(partner === undefined ? {} : { partner }),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
    openAbout,
    ...(openActor === undefined ? {} : { openActor }),
    naming: {
      pseudonymOf: pseudonymFor(subjectKey, partner ?? 'poort'),
      register: register ?? `https://${logName.split('/')[0]}`,
      service: 'wijkpoort',
    },
  };
}

/** Who takes the log out is in the log first. */
async function recordExport(database: Database, { form, by }: Asked): Promise<void> {
  const [order, upkeep] = [await orderBy(atTheCommandLine(by), database), await upkeepOf(database)];
  await database.transaction(async sql => await appendUpkeep(sql, 'viewed', `export-${form}`, order, upkeep));
}

/** Waits when the reader is slower than the log. */
async function writeLines(out: Writable, lines: AsyncGenerator<object>): Promise<number> {
  let count = 0;
  for await (const line of lines) {
    count += 1;
    if (!out.write(`${JSON.stringify(line)}\n`)) await once(out, 'drain');
  }
  return count;
}
