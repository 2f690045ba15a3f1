import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readConfig } from '../config.ts';
import { accessTokenFor } from '../demo/client.ts';
import { ADDRESS_FILE } from '../demo/start-demo.ts';
import { readSecrets } from '../secrets.ts';
import { EXIT, print, UsageError, type Command } from './command.ts';
import { parseWords } from './words.ts';

export const tokenCommand: Command = {
  name: 'token',
  summary: 'Vraag een toegangstoken aan voor een partner van de demo.',
  usage: `Gebruik: wijkpoort token PARTNER      bijvoorbeeld: wijkpoort token zayaz

De demo moet draaien (npm start). Het token geldt vijf minuten.`,
  run: async (words, { stdout }) => {
    const [partner] = parseWords(words, {}).positionals;
    if (partner === undefined) throw new UsageError('Zeg voor welke partner: wijkpoort token zayaz');
    const { folder } = readConfig();
    const [secrets, url] = await Promise.all([
      readSecrets(folder),
      readFile(join(folder, ADDRESS_FILE), 'utf8'),
    ]).catch((cause: unknown) => {
      throw new UsageError('De demo is hier nog niet gestart: doe eerst npm start.', { cause });
    });
    const known = Object.keys(secrets.partners);
    if (!known.includes(partner))
      throw new UsageError(`Deze partner heeft hier geen sleutel. Wel: ${known.join(', ')}.`);
    const token = await accessTokenFor(partner, `${url}/oauth`, secrets, randomUUID(), new Date()).catch(
      (cause: unknown) => {
        throw new UsageError(`De poort op ${url} gaf geen token. Draait de demo nog?`, { cause });
      },
    );
    print(stdout, token);
    return EXIT.yes;
  },
};
