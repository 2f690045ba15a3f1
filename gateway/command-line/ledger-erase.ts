import type { Receipt } from '../ledger/append.ts';
import { eraseResident } from '../ledger/erasure.ts';
import { EXIT, print, UsageError, type Command } from './command.ts';
import { residentOf } from './ledger-prove-resident.ts';
import { orderBy, upkeepOf } from './upkeep.ts';
import { withDatabase } from './with-database.ts';
import { parseWords } from './words.ts';

const OPTIONS = {
  partner: { type: 'string' },
  koppelsleutel: { type: 'string' },
  door: { type: 'string' },
  termijn: { type: 'boolean' },
} as const;

export const ledgerEraseCommand: Command = {
  name: 'logboek wis',
  summary: 'Wis een bewoner uit het logboek (AVG 17); de boom blijft kloppen.',
  usage: `Gebruik: wijkpoort logboek wis --partner P --koppelsleutel K --door NAAM [--termijn]

De bewoner is wie partner P onder koppelsleutel K kent. Wat in de regels over de bewoner gaat, gaat weg, en de sleutel ook: geen
kopie van de database is daarna nog te lezen. Dit kan niet ongedaan worden. Nog eens voor wie al gewist is: dan verandert er niets. Een regel in het logboek zegt dat er gewist is en
door wie, niet over wie. --termijn: omdat de termijn voorbij is; anders op verzoek van de bewoner.`,
  run: async (words, terminal) => {
    const { values, positionals } = parseWords(words, OPTIONS);
    const { partner, koppelsleutel, door, termijn: isTerm = false } = values;
    if (!partner || !koppelsleutel || !door || positionals.length > 0)
      throw new UsageError('Noem --partner, --koppelsleutel en --door.');
    return await withDatabase(async database => {
      const resident = await residentOf(database, partner, koppelsleutel);
      const order = await orderBy(`officer: ${door}`, database);
      const upkeep = await upkeepOf(database);
      const { entries, receipt } = await eraseResident(resident, isTerm ? 'term' : 'request', order, upkeep);
      print(
        terminal.stdout,
        terminal.forPeople
          ? told(entries, receipt)
          : JSON.stringify({ gewist: entries, nummer: receipt?.index }),
      );
      return EXIT.yes;
    });
  },
};

const told = (entries: number, receipt: Receipt | undefined): string =>
  receipt === undefined
    ? 'Er was niets (meer) te wissen: er verandert niets, en er komt geen regel bij.'
    : `Gewist uit ${entries} regels. Dat staat in het logboek als nummer ${receipt.index}.`;
