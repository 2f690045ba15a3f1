import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseVerifierKey, SIGNATURE_TYPE, verifierKeyLine } from '../ledger/note.ts';
import { openRememberedCheckpoints } from '../ledger/remembered-checkpoints.ts';
import { createWitnessServer } from '../ledger/witness-server.ts';
import { createWitness } from '../ledger/witness.ts';
import { listen } from '../http/listening.ts';
import { EXIT, print, UsageError, type Command } from './command.ts';
import { parseWords } from './words.ts';

const OPTIONS = {
  naam: { type: 'string' },
  logboek: { type: 'string', multiple: true },
  map: { type: 'string', default: '.getuige' },
  host: { type: 'string', default: '127.0.0.1' },
  poort: { type: 'string', default: '8090' },
} as const;

export const witnessCommand: Command = {
  name: 'getuige',
  summary: 'Wees getuige van een logboek: onthoud elk checkpoint en onderteken alleen wat erop volgt.',
  usage: `Gebruik: wijkpoort getuige --naam NAAM --logboek SLEUTELREGEL [--logboek …] [--map MAP] [--host HOST] [--poort POORT]

Draai dit bij een andere organisatie dan de poort. De sleutelregel van een logboek staat op /logboek/sleutel van die poort;
vraag hem ook langs een andere weg na. Wat deze getuige zag en zijn eigen sleutel staan in MAP (.getuige): bewaar die.
Zijn eigen sleutelregel staat in de eerste zin die hij zegt; die komt in WIJKPOORT_GETUIGEN van de poort.
Laat een logboek twee verhalen zien, dan ondertekent hij niet, en staan beide in MAP/tegenspraak.txt.`,
  run: async (words, terminal) => {
    const { values } = parseWords(words, OPTIONS);
    const { naam: name, map: folder } = values;
    const logs = (values.logboek ?? []).map(parseVerifierKey).filter(each => each !== undefined);
    if (name === undefined || !/^[^\s+]+$/.test(name))
      throw new UsageError('Geef met --naam een naam zonder spaties en zonder +.');
    if (logs.length === 0 || logs.length !== values.logboek?.length)
      throw new UsageError('Geef met --logboek de sleutelregel van elk logboek: naam+nummer+sleutel.');
    const privateKey = await keyIn(folder);
    const remembered = await openRememberedCheckpoints(join(folder, 'gezien.json'));
    const onDisagreement = (seen: string, shown: string, isProof: boolean): void => {
      print(terminal.stderr, isProof ? TWO_STORIES : NOT_SHOWN);
      void appendFile(join(folder, 'tegenspraak.txt'), `${seen}\n${shown}\n`);
    };
    const witness = createWitness({
      name,
      privateKey,
      logs,
      remembered,
      clock: () => new Date(),
      onDisagreement,
    });
    const server = createWitnessServer(
      witness,
      logs.map(log => log.name),
    );
    const adres = await listen(server, values.host, Number(values.poort), 'http').catch((cause: unknown) => {
      throw new UsageError(
        `Op ${values.host} poort ${values.poort} kan hij niet luisteren; kies een andere.`,
        { cause },
      );
    });
    const said = { sleutel: verifierKeyLine(name, SIGNATURE_TYPE.cosignature, privateKey), adres };
    print(
      terminal.stdout,
      terminal.forPeople
        ? `Getuige ${said.sleutel} luistert op ${said.adres}. Ctrl-C stopt.`
        : JSON.stringify(said),
    );
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
    server.closeAllConnections();
    server.close();
    return EXIT.yes;
  },
};

const TWO_STORIES =
  'Dit logboek heeft twee verhalen ondertekend. Bel de privacy officer; het bewijs staat in tegenspraak.txt.';
const NOT_SHOWN =
  'Een checkpoint volgde niet aantoonbaar op het vorige en is niet ondertekend. Beide staan in tegenspraak.txt.';

/** The witness's own key, made at its first start. */
async function keyIn(folder: string): Promise<KeyObject> {
  const path = join(folder, 'sleutel.pem');
  try {
    return createPrivateKey(await readFile(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const { privateKey } = generateKeyPairSync('ed25519');
  await mkdir(folder, { recursive: true });
  await writeFile(path, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  return privateKey;
}
