import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RINGS } from '../keys/key-ring.ts';
import { newRingKey } from '../keys/ring-key.ts';
import { readRing, writeRing } from '../keys/ring-files.ts';
import { newOfficerKey } from '../ledger/actor-key.ts';
import { EXIT, print, UsageError, type Command } from './command.ts';
import { parseWords } from './words.ts';

export const keysNewCommand: Command = {
  name: 'sleutels nieuw',
  summary: 'Maak de sleutels van een nieuwe installatie: één keer.',
  usage: `Gebruik: wijkpoort sleutels nieuw MAP [--met-officier]

Maakt in MAP de ringen tokens.json, bewijzen.json, checkpoints.json en kluis.json, en de bestanden bewoners en cookies. Wat er al
is, blijft: een tweede keer verandert niets.
  --met-officier   maakt ook officier.pub en officier.key. De tweede is van de privacy officer alleen: geef haar die, en wis hem hier.`,
  run: async (words, { stdout, forPeople }) => {
    const { values, positionals } = parseWords(words, {
      'met-officier': { type: 'boolean', default: false },
    });
    const [folder, ...more] = positionals;
    if (folder === undefined || more.length > 0)
      throw new UsageError('Noem één map: wijkpoort sleutels nieuw MAP');
    const made = await makeKeys(folder, values['met-officier'], new Date());
    print(
      stdout,
      forPeople
        ? made.length === 0
          ? 'Alles was er al; er is niets veranderd.'
          : `Gemaakt in ${folder}: ${made.join(', ')}.`
        : JSON.stringify({ gemaakt: made }),
    );
    return EXIT.yes;
  },
};

/** Makes what is missing; resolves to the names of what was made. */
export async function makeKeys(folder: string, withOfficer: boolean, now: Date): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const made: string[] = [];
  for (const kind of RINGS) {
    const known = await readRing(folder, kind);
    if (known === 'unusable')
      throw new UsageError(`${kind}.json is niet te lezen: zet de laatste goede versie terug.`);
    if (known !== 'missing') continue;
    await writeRing(folder, { kind, keys: [await newRingKey(kind, now, randomBytes)] });
    made.push(`${kind}.json`);
  }
  const officer = withOfficer ? newOfficerKey() : undefined;
  const texts: readonly (readonly [string, string | undefined])[] = [
    ['bewoners', randomBytes(32).toString('hex')],
    ['cookies', randomBytes(32).toString('base64url')],
    ['officier.pub', officer?.publicKeyPem],
    ['officier.key', officer?.privateKeyPem],
  ];
  for (const [name, text] of texts)
    if (text !== undefined && (await writeOnce(join(folder, name), text))) made.push(name);
  return made;
}

/** Never over what is there. */
async function writeOnce(path: string, text: string): Promise<boolean> {
  try {
    await writeFile(path, text, { mode: 0o600, flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
