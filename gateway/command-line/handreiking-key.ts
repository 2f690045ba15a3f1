import { writeFile } from 'node:fs/promises';
import { exportJWK, generateKeyPair } from 'jose';
import { keyName } from '../../policies/bundle/trusted-key.ts';
import { EXIT, print, UsageError, type Command } from './command.ts';
import { parseWords } from './words.ts';

const ROLES: readonly string[] = ['privacy_officer', 'partner'];

export const keyCommand: Command = {
  name: 'handreiking sleutel',
  summary: 'Maak een sleutel om versies van de handreiking mee te ondertekenen.',
  usage: `Gebruik: wijkpoort handreiking sleutel --persoon NAAM --rol privacy_officer|partner --organisatie NAAM --uit BESTAND

Schrijft de geheime sleutel naar BESTAND (alleen voor uzelf leesbaar; een bestaand bestand blijft staan) en toont de regel voor
de lijst van vertrouwde sleutels. Die lijst beheert de gemeente: zonder zo'n regel telt de handtekening niet.`,
  run: async (words, terminal) => {
    const { values } = parseWords(words, {
      persoon: { type: 'string' },
      rol: { type: 'string' },
      organisatie: { type: 'string' },
      uit: { type: 'string' },
    });
    const { persoon, rol, organisatie, uit } = values;
    if (persoon === undefined || organisatie === undefined || uit === undefined || !ROLES.includes(rol ?? ''))
      throw new UsageError('Noem --persoon, --rol (privacy_officer of partner), --organisatie en --uit.');
    const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
    const jwk = await exportJWK(publicKey);
    await writeSecret(uit, `${JSON.stringify({ persoon, rol, jwk: await exportJWK(privateKey) })}\n`);
    const entry = {
      sleutel: await keyName(jwk),
      persoon,
      rol,
      organisatie,
      vanaf: new Date().toISOString(),
      jwk,
    };
    if (terminal.forPeople) print(terminal.stdout, 'Zet deze regel in de lijst van vertrouwde sleutels:');
    print(terminal.stdout, JSON.stringify(entry));
    return EXIT.yes;
  },
};

async function writeSecret(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { mode: 0o600, flag: 'wx' });
  } catch (cause) {
    throw new UsageError(`Dit bestand bestaat al, of is niet te schrijven: ${path}`, { cause });
  }
}
