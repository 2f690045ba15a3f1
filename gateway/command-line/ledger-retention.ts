import { expireEntries, KEPT_YEARS, planRetention, type RetentionPlan } from '../ledger/retention.ts';
import { EXIT, print, UsageError, type Command, type Terminal } from './command.ts';
import { orderBy, upkeepOf } from './upkeep.ts';
import { withDatabase } from './with-database.ts';
import { parseWords } from './words.ts';

const OPTIONS = { uitvoeren: { type: 'boolean' }, door: { type: 'string' } } as const;

export const ledgerRetentionCommand: Command = {
  name: 'logboek bewaartermijn',
  summary: `Wat is langer dan ${KEPT_YEARS} jaar bewaard, en laat het gaan.`,
  usage: `Gebruik: wijkpoort logboek bewaartermijn [--uitvoeren --door NAAM]

Zonder --uitvoeren verandert er niets: u ziet welke maanden kunnen gaan, en hoeveel regels. Met --uitvoeren gaan zij als geheel
weg, en zegt een regel in het logboek dat, met wie het deed. De hashes blijven: de boom klopt daarna nog. Uitgangscode 1: er is
iets waarvan de termijn voorbij is, en het staat er nog.`,
  run: async (words, terminal) => {
    const { values, positionals } = parseWords(words, OPTIONS);
    if (positionals.length > 0) throw new UsageError('Alleen --uitvoeren en --door.');
    const { uitvoeren: isOrdered = false, door } = values;
    if (isOrdered && !door) throw new UsageError('Zeg met --door wie dit doet: het komt in het logboek.');
    return await withDatabase(async database => {
      const plan = await planRetention(database, new Date());
      if (!isOrdered || plan.entries === 0) {
        tell(terminal, plan, 0);
        return plan.entries === 0 ? EXIT.yes : EXIT.no;
      }
      const order = await orderBy(`officer: ${door ?? ''}`, database);
      tell(terminal, plan, await expireEntries(order, await upkeepOf(database)));
      return EXIT.yes;
    });
  },
};

function tell(terminal: Terminal, { cutoff, entries, months }: RetentionPlan, gone: number): void {
  const since = cutoff.toISOString().slice(0, 10);
  if (!terminal.forPeople) {
    print(
      terminal.stdout,
      JSON.stringify({ bewaardVanaf: since, maanden: months, regels: entries, weg: gone }),
    );
  } else if (entries === 0) {
    print(terminal.stdout, `Alles van vóór ${since} is al weg. Er hoeft niets te gaan.`);
  } else if (gone === 0) {
    print(
      terminal.stdout,
      `Van vóór ${since} staan er nog ${entries} regels, uit ${months.join(', ')}.\nLaat ze gaan met --uitvoeren --door NAAM.`,
    );
  } else {
    print(terminal.stdout, `${gone} regels uit ${months.join(', ')} zijn weg. De boom klopt nog.`);
  }
}
