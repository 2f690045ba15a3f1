import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { environmentForOthers, readConfig } from '../config.ts';
import { judge } from '../conformance/checks.ts';
import { runProgram, textsIn, type PartnerProgram } from '../conformance/partner-program.ts';
import { asJunit, reportOf, REPORT_TYPE, type KitReport } from '../conformance/report.ts';
import { runKit } from '../conformance/run-kit.ts';
import type { LogText } from '../conformance/search-logs.ts';
import { createReceiptSigner } from '../consent/receipt-signer.ts';
import type { Database } from '../database.ts';
import { prepareTrial, withdrawTrial, type Trial } from '../demo/kit-sandbox.ts';
import { ADDRESS_FILE } from '../demo/start-demo.ts';
import { readHandreikingFolder, SHIPPED_HANDREIKING } from '../handreiking-folder.ts';
import { keysOfSecrets } from '../keys/keys-of-secrets.ts';
import { readSecrets, type Secrets } from '../secrets.ts';
import { versionOf } from '../../policies/version.ts';
import { EXIT, print, UsageError, type Command } from './command.ts';
import { withDatabase } from './with-database.ts';
import { parseWords } from './words.ts';

const OPTIONS = {
  programma: { type: 'string' },
  map: { type: 'string', default: '.' },
  logs: { type: 'string' },
  naar: { type: 'string', default: '.' },
} as const;

interface Order {
  readonly partner: string;
  readonly program: string;
  readonly folder: string;
  readonly logs: string | undefined;
  readonly poort: string;
}

export const partnerTestCommand: Command = {
  name: 'partner toets',
  summary: 'Toets de kant van een partner in de zandbak; geeft een ondertekend rapport.',
  usage: `Gebruik: wijkpoort partner toets ID --programma OPDRACHT [--map MAP] [--logs MAP] [--naar MAP]

De demo moet hier draaien (npm start). OPDRACHT wordt in --map gestart met vraag, berichten of sleutel erachter, en met
TOETS_POORT, TOETS_PARTNER, TOETS_BEWONER, TOETS_DOEL en TOETS_VAN in de omgeving; zie /docs/toets. De toets trekt onderweg
het ja van een verzonnen bewoner in, en kijkt in --logs of er iets staat van wat de partner ontving.
Schrijft toetsrapport.json, toetsrapport.jws (ondertekend; sleutel op /v1/bewijssleutel) en toetsrapport.xml (JUnit) in --naar.
Uitgangscode 1 als er iets is gevonden.`,
  run: async (words, terminal) => {
    const { values, positionals } = parseWords(words, OPTIONS);
    const [partner, ...more] = positionals;
    if (partner === undefined || more.length > 0) throw new UsageError('Noem één partner.');
    if (values.programma === undefined) throw new UsageError('Zeg met --programma hoe uw programma start.');
    const [secrets, poort] = await sandboxHere();
    const order = {
      partner,
      poort,
      program: values.programma,
      folder: resolve(values.map),
      logs: values.logs === undefined ? undefined : resolve(values.logs),
    };
    const report = await withDatabase(async database => await test(order, database, secrets));
    await writeReport(report, values.naar, secrets);
    print(terminal.stdout, terminal.forPeople ? forReading(report) : JSON.stringify(report));
    return report.geslaagd ? EXIT.yes : EXIT.no;
  },
};

async function sandboxHere(): Promise<readonly [Secrets, string]> {
  const { folder } = readConfig();
  return await Promise.all([readSecrets(folder), readFile(join(folder, ADDRESS_FILE), 'utf8')]).catch(
    (cause: unknown) => {
      throw new UsageError('De demo is hier nog niet gestart: doe eerst npm start.', { cause });
    },
  );
}

async function test(order: Order, database: Database, secrets: Secrets): Promise<KitReport> {
  const { partner, poort } = order;
  const trial = await prepareTrial(database, partner, { newId: randomUUID, now: new Date() });
  if (trial === undefined)
    throw new UsageError('Deze partner kreeg nog van geen bewoner een ja: er is niets om op te toetsen.');
  const printed: LogText[] = [];
  const program = programOf(order, trial);
  const sleutel = secrets.partners[trial.sender]?.privateKeyPem ?? '';
  const observed = await runKit(partner, {
    database,
    authorityPem: secrets.authority.certificatePem,
    clock: () => new Date(),
    values: trial.values,
    drive: async step => {
      const ended = await runProgram(program, step);
      printed.push(ended.printed);
      return ended.exit;
    },
    withdraw: async () => await withdrawTrial(trial, partner, poort, sleutel),
    logs: async () => await logsAt(order.logs, printed),
  });
  // What was taken back for the test is given again: the developer goes on trying.
  await prepareTrial(database, partner, { newId: randomUUID, now: new Date() });
  const handreiking = await versionOf(await readHandreikingFolder(SHIPPED_HANDREIKING));
  return reportOf(partner, judge(observed), handreiking, new Date());
}

const programOf = ({ program, folder, poort, partner }: Order, trial: Trial): PartnerProgram => ({
  command: program,
  folder,
  environment: {
    ...environmentForOthers(),
    TOETS_POORT: poort,
    TOETS_PARTNER: partner,
    TOETS_BEWONER: trial.koppelsleutel,
    TOETS_DOEL: trial.purpose,
    TOETS_VAN: trial.sender,
  },
});

/** The partner's logs, with what its program printed; none when nobody said where they are. */
async function logsAt(path: string | undefined, printed: readonly LogText[]) {
  if (path === undefined) return undefined;
  const files = await textsIn(path).catch(() => []);
  return files.length === 0 ? [] : [...files, ...printed];
}

async function writeReport(report: KitReport, folder: string, secrets: Secrets): Promise<void> {
  const { signAs } = createReceiptSigner(keysOfSecrets(secrets).receipts);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'toetsrapport.json'), `${JSON.stringify(report, undefined, 2)}\n`);
  await writeFile(join(folder, 'toetsrapport.jws'), `${await signAs(REPORT_TYPE, report)}\n`);
  await writeFile(join(folder, 'toetsrapport.xml'), asJunit(report));
}

const forReading = ({ partner, controles, geslaagd }: KitReport): string =>
  [
    `Toets van ${partner}`,
    ...controles.flatMap(({ naam, geslaagd: isFine, bevindingen }) => [
      `  ${isFine ? '✓' : '✗'} ${naam}`,
      ...bevindingen.map(finding => `      ${finding}`),
    ]),
    geslaagd ? 'Geslaagd.' : 'Nog niet. Het rapport zegt wat er is gevonden.',
  ].join('\n');
