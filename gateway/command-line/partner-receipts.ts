import type { Database } from '../database.ts';
import {
  agreeReceipts,
  endReceipts,
  receiptAgreementOf,
  type ReceiptAgreement,
} from '../identity/agree-receipts.ts';
import { EXIT, print, UsageError, type Command } from './command.ts';
import { changeBy, onePartner, recordedIn } from './partner-change.ts';
import { withDatabase } from './with-database.ts';
import { parseWords } from './words.ts';

const OPTIONS = {
  binnen: { type: 'string' },
  einde: { type: 'boolean' },
  door: { type: 'string' },
} as const;

const LONGEST_HOURS = 720;

export const partnerReceiptsCommand: Command = {
  name: 'partner ontvangstbewijs',
  summary: 'Spreek af dat een partner zegt wat er binnenkwam; dan is zwijgen een signaal.',
  usage: `Gebruik: wijkpoort partner ontvangstbewijs ID [--binnen UREN --door NAAM | --einde --door NAAM]

Zonder opties: hoe het nu is afgesproken. Van wie dit beloofde en niet binnen zoveel uur POST /v1/ontvangstbewijzen stuurt,
komt een regel not-acknowledged in het logboek. Wat voor de afspraak vertrok, telt niet mee. UREN is 1 tot ${LONGEST_HOURS}.`,
  run: async (words, terminal) => {
    const { values, positionals } = parseWords(words, OPTIONS);
    const partner = onePartner(positionals);
    const change = changeIn(values);
    const { isDone, agreement } = await withDatabase(async database => {
      await requireKnown(database, partner);
      const done = await change(database, partner);
      return { isDone: done, agreement: await receiptAgreementOf(database, partner) };
    });
    const line = terminal.forPeople
      ? [...(isDone || change === look ? [] : ['Er verandert niets.']), sentence(partner, agreement)].join(
          ' ',
        )
      : JSON.stringify({ partner, veranderd: isDone, ...inDutch(agreement) });
    print(terminal.stdout, line);
    return isDone || change === look ? EXIT.yes : EXIT.no;
  },
};

async function requireKnown(database: Database, partner: string): Promise<void> {
  const known = await database.query('SELECT FROM partner WHERE id = $1', [partner]);
  if (known.length === 0)
    throw new UsageError('Deze partner kennen wij niet; kijk met wijkpoort partner lijst.');
}

type ChangeOne = (database: Database, partner: string) => Promise<boolean>;

const look: ChangeOne = async () => await Promise.resolve(false);

function changeIn({
  binnen,
  einde = false,
  door,
}: {
  readonly binnen?: string | undefined;
  readonly einde?: boolean | undefined;
  readonly door?: string | undefined;
}): ChangeOne {
  if (binnen === undefined && !einde && door === undefined) return look;
  if ((binnen === undefined) !== einde)
    throw new UsageError('Zeg --binnen met een aantal uren, of --einde, of geen van beide.');
  const change = changeBy(door);
  if (binnen === undefined)
    return async (sql, partner) => await endReceipts(sql, partner, await recordedIn(sql, change));
  const hours = hoursIn(binnen);
  return async (sql, partner) => await agreeReceipts(sql, partner, hours, await recordedIn(sql, change));
}

function hoursIn(word: string): number {
  const hours = /^[1-9]\d{0,2}$/.test(word) ? Number(word) : 0;
  if (hours < 1 || hours > LONGEST_HOURS)
    throw new UsageError(`--binnen is een heel aantal uren, van 1 tot ${LONGEST_HOURS}.`);
  return hours;
}

const inDutch = (agreement: ReceiptAgreement | undefined) =>
  agreement === undefined
    ? { afgesproken: false }
    : { afgesproken: true, binnenUren: agreement.withinHours, sinds: agreement.since };

const sentence = (partner: string, agreement: ReceiptAgreement | undefined): string =>
  agreement === undefined
    ? `Met ${partner} is niet afgesproken dat ontvangst wordt gemeld: zwijgen zegt niets.`
    : `${partner} meldt binnen ${agreement.withinHours} uur wat er binnenkwam (sinds ${agreement.since.toISOString()}); zwijgen wordt een regel.`;
