import { readConfig } from '../config.ts';
import { migrate } from '../database.ts';
import { EXIT, print, UsageError, type Command } from './command.ts';
import { parseWords } from './words.ts';

export const migrateCommand: Command = {
  name: 'migrate',
  summary: 'Richt de database in DATABASE_URL in, of werk haar bij.',
  usage: `Gebruik: DATABASE_URL=postgresql://… wijkpoort migrate

Alleen vooruit, en één proces tegelijk. De demo doet dit zelf met haar eigen database.`,
  run: async (words, terminal) => {
    parseWords(words, {});
    const { databaseUrl } = readConfig();
    if (databaseUrl === undefined)
      throw new UsageError('Zet DATABASE_URL: de database die ingericht moet worden.');
    const applied = await migrate(databaseUrl);
    const told = applied.length === 0 ? 'De database is bij.' : `Ingericht: ${applied.join(', ')}.`;
    print(terminal.stdout, terminal.forPeople ? told : JSON.stringify({ ingericht: applied }));
    return EXIT.yes;
  },
};
