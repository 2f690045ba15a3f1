#!/usr/bin/env node
import {
  EXIT,
  print,
  UsageError,
  type Command,
  type ExitCode,
  type Terminal,
} from './command-line/command.ts';
import { ConfigFault, isForPeople } from './config.ts';
import { databaseAdvice, isOfInstallation } from './database-advice.ts';
import { FolderInUse } from './demo/folder-lock.ts';
import { ForgetfulLedger } from './ledger/forgetful-ledger.ts';

/** Every command, loaded only when it is called: deciding needs no database driver, and help needs nothing. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  demo: async () => (await import('./command-line/demo.ts')).demoCommand,
  serve: async () => (await import('./command-line/serve.ts')).serveCommand,
  migrate: async () => (await import('./command-line/migrate.ts')).migrateCommand,
  token: async () => (await import('./command-line/token.ts')).tokenCommand,
  'partner nieuw': async () => (await import('./command-line/partner-new.ts')).partnerNewCommand,
  'partner certificaat': async () =>
    (await import('./command-line/partner-certificate.ts')).partnerCertificateCommand,
  'partner schors': async () => (await import('./command-line/partner-change.ts')).partnerSuspendCommand,
  'partner hervat': async () => (await import('./command-line/partner-change.ts')).partnerResumeCommand,
  'partner toets': async () => (await import('./command-line/partner-test.ts')).partnerTestCommand,
  'partner ontvangstbewijs': async () =>
    (await import('./command-line/partner-receipts.ts')).partnerReceiptsCommand,
  'partner lijst': async () => (await import('./command-line/partner-list.ts')).partnerListCommand,
  'toestemming controleer': async () => (await import('./command-line/consent-check.ts')).consentCheckCommand,
  'sleutels nieuw': async () => (await import('./command-line/keys-new.ts')).keysNewCommand,
  'sleutels wissel': async () => (await import('./command-line/keys-change.ts')).keysChangeCommand,
  'sleutels trek-in': async () => (await import('./command-line/keys-change.ts')).keysTakeBackCommand,
  'sleutels herverpak': async () => (await import('./command-line/keys-change.ts')).keysSealAgainCommand,
  'logboek controleer': async () => (await import('./command-line/ledger-verify.ts')).ledgerVerifyCommand,
  'logboek wis': async () => (await import('./command-line/ledger-erase.ts')).ledgerEraseCommand,
  'logboek bewaartermijn': async () =>
    (await import('./command-line/ledger-retention.ts')).ledgerRetentionCommand,
  'logboek exporteer': async () => (await import('./command-line/ledger-export.ts')).ledgerExportCommand,
  'logboek noodweg': async () => (await import('./command-line/ledger-emergency.ts')).ledgerEmergencyCommand,
  'logboek sleutel': async () => (await import('./command-line/ledger-key-lines.ts')).ledgerKeyLinesCommand,
  'logboek bewijs': async () => (await import('./command-line/ledger-prove.ts')).ledgerProveCommand,
  'herstel oefen': async () => (await import('./command-line/restore-drill.ts')).restoreDrillCommand,
  oefenen: async () => (await import('./command-line/practise.ts')).practiseCommand,
  getuige: async () => (await import('./command-line/witness.ts')).witnessCommand,
  'toestemming herstel': async () =>
    (await import('./command-line/consent-reconcile.ts')).consentReconcileCommand,
  'handreiking beslis': async () => (await import('./command-line/handreiking-decide.ts')).decideCommand,
  'handreiking controleer': async () => (await import('./command-line/handreiking-verify.ts')).verifyCommand,
  'handreiking verschil': async () => (await import('./command-line/handreiking-compare.ts')).compareCommand,
  'handreiking muteer': async () => (await import('./command-line/handreiking-mutate.ts')).mutateCommand,
  'handreiking scenario': async () =>
    (await import('./command-line/handreiking-scenario.ts')).scenarioCommand,
  'handreiking mogelijkheden': async () =>
    (await import('./command-line/handreiking-possibilities.ts')).possibilitiesCommand,
  'handreiking druk': async () => (await import('./command-line/handreiking-print.ts')).printCommand,
  'handreiking herspeel': async () => (await import('./command-line/handreiking-replay.ts')).replayCommand,
  'handreiking sleutel': async () => (await import('./command-line/handreiking-key.ts')).keyCommand,
  'handreiking onderteken': async () => (await import('./command-line/handreiking-sign.ts')).signCommand,
  'handreiking stel-voor': async () => (await import('./command-line/handreiking-propose.ts')).proposeCommand,
  'handreiking stel-in-werking': async () =>
    (await import('./command-line/handreiking-versions.ts')).bringIntoForceCommand,
  'handreiking versies': async () => (await import('./command-line/handreiking-versions.ts')).versionsCommand,
};

async function main(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const name = [words.slice(0, 2).join(' '), words[0] ?? ''].find(each => Object.hasOwn(COMMANDS, each));
  const load = name === undefined ? undefined : COMMANDS[name];
  if (name === undefined || load === undefined) {
    print(terminal.stdout, await overview(words[0]));
    return words.length === 0 || words.includes('--help') ? EXIT.yes : EXIT.usedWrongly;
  }
  const command = await load();
  const rest = words.slice(name.split(' ').length).filter(word => word !== '--json');
  if (rest.includes('--help') || rest.includes('-h')) {
    print(terminal.stdout, `${command.summary}\n\n${command.usage}`);
    return EXIT.yes;
  }
  return await command.run(rest, terminal);
}

/** Every command, or only those of one family when its name was given. */
async function overview(family: string | undefined): Promise<string> {
  const all = Object.entries(COMMANDS);
  const kin = all.filter(([name]) => name.startsWith(`${family} `));
  const commands = await Promise.all((kin.length > 0 ? kin : all).map(async ([, load]) => await load()));
  const width = Math.max(...commands.map(command => command.name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return [
    'Wijkpoort: de handreiking als code.',
    '',
    ...lines,
    '',
    'Meer over één opdracht: voeg --help toe.',
  ].join('\n');
}

/** Errors of which the message is all that a person needs. */
const SAID_IN_FULL = [UsageError, ConfigFault, FolderInUse, ForgetfulLedger];

/** What a person can do about it; what only a developer can, with where it happened. */
function adviceFor(error: unknown): string {
  if (SAID_IN_FULL.some(kind => error instanceof kind)) return (error as Error).message;
  const { code, port, name } = error as NodeJS.ErrnoException & { readonly port?: number };
  if (name === 'DatabaseFailure' && code !== undefined && isOfInstallation(code))
    return `De database antwoordt niet (${code}): ${databaseAdvice(code)}.`;
  if (code === 'EADDRINUSE')
    return `Poort ${port} is al in gebruik. Stop wat daar draait, of zet WIJKPOORT_POORT op een andere.`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

const words = process.argv.slice(2);
const terminal: Terminal = {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  forPeople: isForPeople(words, process.stdout),
};

try {
  process.exitCode = await main(words, terminal);
} catch (error) {
  print(terminal.stderr, adviceFor(error));
  process.exitCode = EXIT.usedWrongly;
}
