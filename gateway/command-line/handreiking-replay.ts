import { createReadStream } from 'node:fs';
import type { Handreiking } from '../../policies/handreiking.ts';
import { fieldName, listed, partyName, purposeName } from '../../policies/in-dutch.ts';
import { parseRecordedDecision, type RecordedDecision } from '../../policies/replay/recorded-decision.ts';
import {
  startReplay,
  type ReplayChange,
  type ReplayDifference,
  type ReplayReport,
} from '../../policies/replay/replay.ts';
import { compileTable } from '../../policies/table.ts';
import type { Sql } from '../database.ts';
import { findVersion } from '../handreiking-versions.ts';
import { recordedDecisions } from '../ledger/recorded-decisions.ts';
import { EXIT, print, UsageError, type Command, type ExitCode, type Terminal } from './command.ts';
import { loadFolder } from './load-shipped.ts';
import { withDatabase } from './with-database.ts';
import { parseWords } from './words.ts';

export const replayCommand: Command = {
  name: 'handreiking herspeel',
  summary: 'Wat zou met deze versie anders zijn besloten? Speelt vastgelegde besluiten na.',
  usage: `Gebruik: wijkpoort handreiking herspeel [--versie HASH | --handreiking MAP] [--invoer BESTAND]

Zonder --invoer: elk besluit in het logboek van deze installatie. Met --invoer een bestand (- is de standaardinvoer), elke regel
één vastgelegd besluit, zonder persoon:
  {"doel":"D05","van":"corporatie","naar":"gem_schuldhulp","gevraagd":["wonen.huurachterstand"],
   "vrij":["wonen.huurachterstand"],"feiten":{"waar":["geinformeerd","stappen"],"onwaar":[],"toestemming":[]}}
--versie is de hash van een versie waaronder hier ooit is beslist. Zonder feiten is een besluit te oud om na te spelen; het wordt
wel geteld. Zou er iets anders zijn besloten, dan is de uitgangscode 1. Een regel die niet te lezen is, wordt geteld en geeft 2.`,
  run: async (words, terminal) => {
    const { values } = parseWords(words, {
      invoer: { type: 'string' },
      handreiking: { type: 'string' },
      versie: { type: 'string' },
    });
    const { invoer, versie } = values;
    if (invoer !== undefined && versie === undefined) {
      return await replayAll(await loadFolder(values.handreiking), linesIn(invoer, terminal), terminal);
    }
    return await withDatabase(async database => {
      const handreiking = await (versie === undefined
        ? loadFolder(values.handreiking)
        : knownVersion(database, versie));
      const decisions = invoer === undefined ? recordedDecisions(database) : linesIn(invoer, terminal);
      return await replayAll(handreiking, decisions, terminal);
    });
  },
};

async function replayAll(
  handreiking: Handreiking,
  decisions: AsyncIterable<RecordedDecision | undefined>,
  terminal: Terminal,
): Promise<ExitCode> {
  const replay = startReplay(compileTable(handreiking));
  let unreadable = 0;
  for await (const decision of decisions) {
    if (decision === undefined) unreadable++;
    else replay.take(decision);
  }
  const report = replay.report();
  show(terminal, handreiking, report, unreadable);
  if (unreadable > 0) return EXIT.usedWrongly;
  return report.differences.length === 0 ? EXIT.yes : EXIT.no;
}

async function knownVersion(sql: Sql, version: string): Promise<Handreiking> {
  const handreiking = await findVersion(sql, version);
  if (handreiking === undefined) throw new UsageError('Onder deze versie is hier nooit beslist.');
  return handreiking;
}

/** Each recorded decision of a file, or nothing for a line that is none. */
async function* linesIn(path: string, terminal: Terminal): AsyncGenerator<RecordedDecision | undefined> {
  const stream = path === '-' ? terminal.stdin : createReadStream(path, { highWaterMark: 1 << 20 });
  for await (const lines of linesOf(stream)) yield* lines.map(parseRecordedDecision);
}

/** The lines of a stream that are not empty, by the chunk. Rejects with a `UsageError` when the file cannot be read. */
async function* linesOf(stream: AsyncIterable<Buffer | string>): AsyncIterable<readonly string[]> {
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const chunk of stream) {
      const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      yield lines.filter(isLine);
    }
  } catch (cause) {
    throw new UsageError('De vastgelegde besluiten zijn niet te lezen.', { cause });
  }
  yield [rest].filter(isLine);
}

const isLine = (line: string): boolean => line.trim() !== '';

const CHANGE_IN_DUTCH: Readonly<Record<ReplayChange, string>> = {
  'would-open': 'zou nu wel zijn gegeven',
  'would-close': 'zou nu niet zijn gegeven',
  unknown: 'is niet te zeggen: een feit is toen niet vastgelegd',
};
const CHANGE_WORDS: Readonly<Record<ReplayChange, string>> = {
  'would-open': 'open',
  'would-close': 'dicht',
  unknown: 'onbekend',
};

function show(terminal: Terminal, handreiking: Handreiking, report: ReplayReport, unreadable: number): void {
  const summary = {
    besluiten: report.decisions,
    anders: report.different,
    te_oud: report.tooOld,
    onleesbaar: unreadable,
  };
  for (const difference of report.differences)
    print(terminal.stdout, terminal.forPeople ? inASentence(handreiking, difference) : asJson(difference));
  print(
    terminal.stdout,
    terminal.forPeople
      ? `${summary.besluiten} besluiten nagespeeld, ${summary.anders} zouden anders zijn; ${summary.te_oud} te oud om na te spelen, ${unreadable} onleesbaar.`
      : JSON.stringify(summary),
  );
}

const asJson = ({ purpose, from, to, field, change, rule, missing, count }: ReplayDifference): string =>
  JSON.stringify({
    doel: purpose,
    van: from,
    naar: to,
    veld: field,
    wordt: CHANGE_WORDS[change],
    ...(rule === undefined ? {} : { regel: rule }),
    ...(missing.length === 0 ? {} : { mist: missing }),
    keer: count,
  });

function inASentence(handreiking: Handreiking, difference: ReplayDifference): string {
  const { purpose, from, to, field, change, missing, count } = difference;
  const road = `van ${partyName(handreiking, from)} naar ${partyName(handreiking, to)}, voor ${purposeName(handreiking, purpose)}`;
  const facts = missing.map(key => handreiking.conditions.get(key)?.fact ?? key);
  const lacks = facts.length === 0 ? '' : ` Nodig is dan: ${listed(facts)}.`;
  return `${count} keer: ${fieldName(handreiking, field)}, ${road}, ${CHANGE_IN_DUTCH[change]}.${lacks}`;
}
