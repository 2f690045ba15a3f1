import { readFile } from 'node:fs/promises';
import type { JWK } from 'jose';
import type { ConsentReceipt } from '../../consent/receipt.ts';
import { readConfig } from '../config.ts';
import { createReceiptSigner } from '../consent/receipt-signer.ts';
import { verifyReceipt, type ReceiptFault } from '../consent/verify-receipt.ts';
import { keysOfSecrets } from '../keys/keys-of-secrets.ts';
import { readSecrets } from '../secrets.ts';
import { settingsOfProcess } from '../serve/settings-of-process.ts';
import { keysOfInstallation } from '../serve/upkeep-of-installation.ts';
import { EXIT, print, UsageError, type Command } from './command.ts';
import { parseWords } from './words.ts';

const FAULTS: Readonly<Record<ReceiptFault, string>> = {
  'not-a-receipt': 'Dit is geen ontvangstbewijs van een toestemming.',
  'another-key': 'Dit bewijs is met een andere sleutel ondertekend: het komt van een andere poort.',
  altered: 'De handtekening klopt niet: er is iets aan dit bewijs veranderd.',
};

export const consentCheckCommand: Command = {
  name: 'toestemming controleer',
  summary: 'Controleer het ontvangstbewijs van een toestemming, zonder netwerk.',
  usage: `Gebruik: wijkpoort toestemming controleer BESTAND [--sleutel BESTAND]

BESTAND is het bewijs zoals de bewoner het kreeg (een regel tekst, JWS). --sleutel is de publieke sleutel van de poort als JWK
(/v1/bewijssleutel); zonder geldt wat de installatie
in WIJKPOORT_CONFIGURATIE heeft, of de poort die in deze map draait. Klopt het bewijs niet, dan is de uitkomst 1.`,
  run: async (words, { stdout, forPeople }) => {
    const { values, positionals } = parseWords(words, { sleutel: { type: 'string' } });
    const [path] = positionals;
    if (path === undefined || positionals.length > 1)
      throw new UsageError('Noem één bestand: wijkpoort toestemming controleer BESTAND');
    const [jws, key] = await Promise.all([readText(path), keyFrom(values.sleutel)]);
    const result = await verifyReceipt(jws.trim(), key);
    if ('fault' in result) {
      print(
        stdout,
        forPeople ? FAULTS[result.fault] : JSON.stringify({ klopt: false, reden: FAULTS[result.fault] }),
      );
      return EXIT.no;
    }
    print(
      stdout,
      forPeople ? forReading(result.receipt) : JSON.stringify({ klopt: true, bewijs: result.receipt }),
    );
    return EXIT.yes;
  },
};

async function readText(path: string): Promise<string> {
  return await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new UsageError(`Dit bestand is niet te lezen: ${path}`, { cause });
  });
}

async function keyFrom(path: string | undefined): Promise<JWK | readonly JWK[]> {
  if (path !== undefined) return parseKey(await readText(path));
  const settings = settingsOfProcess();
  if (settings !== undefined)
    return createReceiptSigner((await keysOfInstallation(settings)).receipts).publicKeys();
  const secrets = await readSecrets(readConfig().folder).catch((cause: unknown) => {
    throw new UsageError('Hier draait geen poort: noem de publieke sleutel met --sleutel.', { cause });
  });
  return createReceiptSigner(keysOfSecrets(secrets).receipts).publicKeys();
}

function parseKey(text: string): JWK | readonly JWK[] {
  try {
    const key = JSON.parse(text) as JWK & { readonly keys?: readonly JWK[] };
    const { keys } = key;
    if (keys !== undefined) return [...keys];
    if (key.kty === 'OKP' && typeof key.x === 'string' && typeof key.kid === 'string') return key;
  } catch {
    // What it says does not matter: it is not a key.
  }
  throw new UsageError('Dit is geen publieke sleutel van een poort (JWK, Ed25519).');
}

const forReading = (receipt: ConsentReceipt): string =>
  [
    'Dit bewijs klopt: niemand heeft er iets aan veranderd.',
    '',
    `Besluit:     ${receipt.besluit}, op ${receipt.op.slice(0, 10)}`,
    `Van:         ${receipt.van}`,
    `Naar:        ${receipt.naar}`,
    `Waarvoor:    ${receipt.doel.waarvoor} (${receipt.doel.code})`,
    `Gegevens:    ${receipt.gegevens.map(({ naam }) => naam).join('; ')}`,
    `Geldig tot:  ${receipt.geldigTot.slice(0, 10)}`,
    `Tekst:       ${receipt.tekst.versie} (${receipt.tekst.taal})`,
    `Logboek:     regel ${receipt.logboek.nummer}`,
    '',
    receipt.stoppen,
  ].join('\n');
