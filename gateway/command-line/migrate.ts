import { readConfig } from '../config.ts';
import { RegisterBehindLedger, requireReconciled } from '../consent/reconcile.ts';
import { migrate, openDatabase } from '../database.ts';
import { EXIT, print, UsageError, type Command, type ExitCode, type Terminal } from './command.ts';
import { parseWords } from './words.ts';

export const migrateCommand: Command = {
  name: 'migrate',
  summary: 'Richt de database in DATABASE_URL in, of werk haar bij.',
  usage: `Gebruik: DATABASE_URL=postgresql://… wijkpoort migrate

Alleen vooruit, en één proces tegelijk. Zegt ook of er een oude kopie van het register is teruggezet. De demo doet dit zelf met haar eigen database.`,
  run: async (words, terminal) => {
    parseWords(words, {});
    const { databaseUrl } = readConfig();
    if (databaseUrl === undefined)
      throw new UsageError('Zet DATABASE_URL: de database die ingericht moet worden.');
    const applied = await migrate(databaseUrl);
    const told = applied.length === 0 ? 'De database is bij.' : `Ingericht: ${applied.join(', ')}.`;
    print(terminal.stdout, terminal.forPeople ? told : JSON.stringify({ ingericht: applied }));
    return await registerIsWhole(databaseUrl, terminal);
  },
};

/** An old copy of the register beside a newer ledger is found here too, before anybody starts on it. */
async function registerIsWhole(databaseUrl: string, terminal: Terminal): Promise<ExitCode> {
  const database = openDatabase(databaseUrl);
  try {
    await requireReconciled(database);
    return EXIT.yes;
  } catch (error) {
    if (!(error instanceof RegisterBehindLedger)) throw error;
    print(terminal.stderr, error.message);
    return EXIT.no;
  } finally {
    await database.close();
  }
}
