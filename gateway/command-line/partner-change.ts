import { resumePartner, suspendPartner, SUSPENSION_REASONS } from '../identity/suspend-partner.ts';
import type { Database } from '../database.ts';
import { recordPartnerChange } from '../identity/record-partner-change.ts';
import type { Change } from '../identity/register-partner.ts';
import { EXIT, print, UsageError, type Command, type ExitCode, type Terminal } from './command.ts';
import { orderBy, upkeepOf } from './upkeep.ts';
import { withDatabase } from './with-database.ts';
import { parseWords } from './words.ts';

/** A change of the registry says who made it. */
export function changeBy(by: string | undefined): Change {
  if (by === undefined || !/^[\w.@-]{2,64}$/.test(by))
    throw new UsageError(
      'Zeg met --door wie dit doet: 2 tot 64 letters, cijfers of . _ @ -, zonder spaties.',
    );
  return { by, now: new Date() };
}

/** A change that the log takes too; needs the keys of this installation. */
export async function recordedIn(database: Database, change: Change): Promise<Change> {
  const [order, upkeep] = [await orderBy(change.by, database), await upkeepOf(database)];
  return { ...change, record: recordPartnerChange(order, upkeep) };
}

/** The one partner that a command is about. */
export const onePartner = (positionals: readonly string[]): string => {
  const [id, ...more] = positionals;
  if (id === undefined || more.length > 0) throw new UsageError('Noem één partner.');
  return id;
};

function tellDone(
  { stdout, forPeople }: Terminal,
  partner: string,
  isDone: boolean,
  sentence: string,
): ExitCode {
  const people = isDone ? sentence : `Er verandert niets: kijk met wijkpoort partner lijst hoe het staat.`;
  print(stdout, forPeople ? people : JSON.stringify({ partner, veranderd: isDone }));
  return isDone ? EXIT.yes : EXIT.no;
}

export const partnerSuspendCommand: Command = {
  name: 'partner schors',
  summary: 'Zet een partner er meteen uit.',
  usage: `Gebruik: wijkpoort partner schors ID --reden ${SUSPENSION_REASONS.join('|')} --door NAAM

Werkt bij het eerstvolgende verzoek, op elke poort, ook voor een token dat nog geldt. Wat onderweg is, wordt opnieuw beslist.`,
  run: async (words, terminal) => {
    const { values, positionals } = parseWords(words, {
      reden: { type: 'string' },
      door: { type: 'string' },
    });
    const reason = SUSPENSION_REASONS.find(each => each === values.reden);
    if (reason === undefined) throw new UsageError(`--reden is een van: ${SUSPENSION_REASONS.join(', ')}`);
    const [id, change] = [onePartner(positionals), changeBy(values.door)];
    const isDone = await withDatabase(
      async sql => await suspendPartner(sql, id, reason, await recordedIn(sql, change)),
    );
    return tellDone(terminal, id, isDone, `${id} is geschorst. Vanaf nu krijgt en geeft deze partner niets.`);
  },
};

export const partnerResumeCommand: Command = {
  name: 'partner hervat',
  summary: 'Laat een geschorste partner weer meedoen.',
  usage: `Gebruik: wijkpoort partner hervat ID --door NAAM`,
  run: async (words, terminal) => {
    const { values, positionals } = parseWords(words, { door: { type: 'string' } });
    const [id, change] = [onePartner(positionals), changeBy(values.door)];
    const isDone = await withDatabase(
      async sql => await resumePartner(sql, id, await recordedIn(sql, change)),
    );
    return tellDone(terminal, id, isDone, `${id} doet weer mee.`);
  },
};
