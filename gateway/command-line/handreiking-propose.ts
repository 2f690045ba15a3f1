import { propose } from '../officer/proposals.ts';
import { readBundle } from './bundle-files.ts';
import { EXIT, print, UsageError, type Command } from './command.ts';
import { atTheCommandLine } from './ledger-prove-resident.ts';
import { withDatabase } from './with-database.ts';
import { parseWords } from './words.ts';

export const proposeCommand: Command = {
  name: 'handreiking stel-voor',
  summary: 'Leg een versie die nog niet geldt aan de privacy officer voor, met de handtekeningen tot nu toe.',
  usage: `Gebruik: wijkpoort handreiking stel-voor BUNDEL [--door NAAM]

Zet de bundel in de database van deze installatie, als voorstel: er wordt niets mee besloten. De privacy officer ziet op /werk/beleid
wat de versie verandert, wat zij met het echte logboek had gedaan, en kan haar voor een partner in de schaduw laten meelopen. Wie
daarna tekent, stelt de bundel opnieuw voor. Een versie die een invariant breekt, wordt niet voorgelegd (uitgangscode 1).`,
  run: async (words, terminal) => {
    const { values, positionals } = parseWords(words, { door: { type: 'string' } });
    const [path, ...more] = positionals;
    if (path === undefined || more.length > 0) throw new UsageError('Geef één bundel.');
    const bundle = await readBundle(path);
    return await withDatabase(async database => {
      const by = atTheCommandLine(values.door);
      const proposed = await propose(database, bundle, { by, now: new Date() });
      if (proposed.kind === 'unsound') {
        print(
          terminal.stdout,
          terminal.forPeople
            ? ['Deze versie mag niet gelden:', ...proposed.stories.map(story => `  ${story}`)].join('\n')
            : JSON.stringify({ fouten: proposed.stories }),
        );
        return EXIT.no;
      }
      print(
        terminal.stdout,
        terminal.forPeople
          ? `Versie ${proposed.version.slice(0, 12)} ligt bij de privacy officer, op /werk/beleid/${proposed.version}.`
          : JSON.stringify({ versie: proposed.version }),
      );
      return EXIT.yes;
    });
  },
};
