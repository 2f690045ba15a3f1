import { readConfig } from '../config.ts';
import { RegisterBehindLedger, requireReconciled } from '../consent/reconcile.ts';
import { migrate, openDatabase } from '../database.ts';
import { settingsOfProcess } from '../serve/settings-of-process.ts';
import { makeServingLogin } from '../serving-login.ts';
import { EXIT, print, UsageError, type Command, type ExitCode, type Terminal } from './command.ts';
import { parseWords } from './words.ts';

export const migrateCommand: Command = {
  name: 'migrate',
  summary: 'Richt de database in DATABASE_URL in, of werk haar bij.',
  usage: `Gebruik: DATABASE_URL=postgresql://… wijkpoort migrate      of, met een configuratie: WIJKPOORT_CONFIGURATIE=… wijkpoort migrate

Met een configuratie werkt zij als database.eigenaar, en krijgt database.dienst haar rechten. Alleen vooruit, en één proces tegelijk. Zegt ook of er een oude kopie van het register is teruggezet. De demo doet dit zelf met haar eigen database.`,
  run: async (words, terminal) => {
    parseWords(words, {});
    const settings = settingsOfProcess();
    const databaseUrl = settings === undefined ? readConfig().databaseUrl : settings.database.eigenaar;
    if (databaseUrl === undefined)
      throw new UsageError(
        'Zet DATABASE_URL, of database.eigenaar in de configuratie: wie de database inricht.',
      );
    const applied = await migrate(databaseUrl);
    if (settings !== undefined) await giveRights(databaseUrl, settings.database.dienst);
    const told = applied.length === 0 ? 'De database is bij.' : `Ingericht: ${applied.join(', ')}.`;
    print(terminal.stdout, terminal.forPeople ? told : JSON.stringify({ ingericht: applied }));
    return await registerIsWhole(databaseUrl, terminal);
  },
};

/** What somebody who may make roles has to do, once. */
export const rolesByHand = (login: string): string => {
  const role = `"${login.replaceAll('"', '""')}"`;
  return [
    'De tabellen staan er, maar de eigenaar mag geen rollen maken. Laat wie dat wel mag dit één keer doen, met het wachtwoord uit database.dienst:',
    '  CREATE ROLE wijkpoort_dienst NOLOGIN;',
    `  CREATE ROLE ${role} LOGIN PASSWORD '…';`,
    `  GRANT wijkpoort_dienst TO ${role};`,
    'en doe daarna wijkpoort migrate nog eens. Zegt PostgreSQL dat een rol er al is: dat is goed.',
  ].join('\n');
};

async function giveRights(ownerUrl: string, servingUrl: string): Promise<void> {
  const { username, password } = new URL(servingUrl);
  const isGiven = await makeServingLogin(
    ownerUrl,
    decodeURIComponent(username),
    decodeURIComponent(password),
  );
  if (!isGiven) throw new UsageError(rolesByHand(decodeURIComponent(username)));
}

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
