import { SIGNATURE_TYPE, verifierKeyLine } from '../ledger/note.ts';
import { keysOfInstallation } from '../serve/upkeep-of-installation.ts';
import { EXIT, print, UsageError, type Command } from './command.ts';
import { parseWords } from './words.ts';

export const ledgerKeyLinesCommand: Command = {
  name: 'logboek sleutel',
  summary: 'Geef de sleutelregels van een logboek voor zijn getuigen, ook voordat de poort ooit startte.',
  usage: `Gebruik: wijkpoort logboek sleutel --naam NAAM --sleutels MAP

NAAM is logboek.naam, MAP is sleutels.map. De regel die nu tekent staat bovenaan; een poort die draait geeft dezelfde op
/logboek/sleutel. Een getuige heeft hem nodig om te beginnen (wijkpoort getuige --logboek REGEL), en de poort start niet zonder getuige.`,
  run: async (words, { stdout, forPeople }) => {
    const { values } = parseWords(words, { naam: { type: 'string' }, sleutels: { type: 'string' } });
    const lines = await keyLines(values.naam, values.sleutels);
    print(stdout, forPeople ? lines.join('\n') : JSON.stringify({ regels: lines }));
    return EXIT.yes;
  },
};

async function keyLines(name: string | undefined, folder: string | undefined): Promise<readonly string[]> {
  if (name === undefined || !/^[^\s+]+$/.test(name) || folder === undefined)
    throw new UsageError(
      'Noem het logboek met --naam, zonder spaties en zonder +, en de map met --sleutels.',
    );
  const keys = await keysOfInstallation({ sleutels: { map: folder } }).catch((cause: unknown) => {
    throw new UsageError('In die map zijn niet alle ringen te lezen: maak ze met sleutels nieuw.', { cause });
  });
  return keys.checkpoints().map(key => verifierKeyLine(name, SIGNATURE_TYPE.ed25519, key));
}
