import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { readConfig } from '../config.ts';
import { certifyPartner, issueFor, type CertifyFault, type Renewal } from '../identity/certify-partner.ts';
import { openTrust } from '../identity/open-trust.ts';
import type { Change } from '../identity/register-partner.ts';
import { trustInOwn, type Trust } from '../identity/trust.ts';
import { settingsOfProcess } from '../serve/settings-of-process.ts';
import type { ServeSettings } from '../serve/settings.ts';
import { readSecrets } from '../secrets.ts';
import { EXIT, print, UsageError, type Command } from './command.ts';
import { changeBy, recordedIn } from './partner-change.ts';
import { withDatabase } from './with-database.ts';
import { parseWords } from './words.ts';

const OPTIONS = {
  aanvraag: { type: 'string' },
  certificaat: { type: 'string' },
  naar: { type: 'string' },
  naast: { type: 'boolean' },
  door: { type: 'string' },
} as const;

export const partnerCertificateCommand: Command = {
  name: 'partner certificaat',
  summary: 'Geef een partner een certificaat voor de zandbak, of neem zijn eigen certificaat op.',
  usage: `Gebruik: wijkpoort partner certificaat ID --aanvraag BESTAND [--naar BESTAND] [--naast] --door NAAM
         wijkpoort partner certificaat ID --certificaat BESTAND [--naast] --door NAAM

De partner maakt zijn sleutel zelf; die komt hier nooit. Met openssl in één regel:

  openssl req -new -newkey rsa:2048 -nodes -keyout sleutel.pem -out aanvraag.pem -subj /CN=partner

--aanvraag: de proefautoriteit van een demo geeft een certificaat uit met het OIN uit het register, alleen geldig hier.
--certificaat: van een uitgever die deze poort vertrouwt (vertrouwen.uitgevers, met zijn intrekkingslijst). Het OIN moet dat van het register zijn, en de sleutel een nieuwe.
--naast: het oude blijft ook gelden, zodat de partner in zijn eigen tijd overstapt. Neem het nieuwe daarna nog eens op zonder
--naast: dan geldt het oude niet meer, en de tokens die ermee zijn gehaald ook niet.`,
  run: async (words, terminal) => {
    const { values, positionals } = parseWords(words, OPTIONS);
    const [id, ...more] = positionals;
    if (id === undefined || more.length > 0) throw new UsageError('Noem één partner.');
    const pem = await readText(pathIn(values));
    const isRequest = values.aanvraag !== undefined;
    const renewal = values.naast === true ? 'beside-it' : 'in-its-place';
    const result = await certify(id, pem, isRequest, changeBy(values.door), renewal);
    if (typeof result === 'string') {
      print(terminal.stdout, terminal.forPeople ? FAULTS[result] : JSON.stringify({ fout: FAULTS[result] }));
      return EXIT.no;
    }
    if (values.naar !== undefined) await writeFile(values.naar, result.certificatePem);
    const isShown = isRequest && values.naar === undefined;
    print(
      terminal.stdout,
      isShown ? result.certificatePem.trim() : `Het certificaat van ${id} is opgenomen.`,
    );
    return EXIT.yes;
  },
};

function pathIn({
  aanvraag,
  certificaat,
}: {
  readonly aanvraag?: string;
  readonly certificaat?: string;
}): string {
  const path = aanvraag ?? certificaat;
  if (path === undefined || (aanvraag !== undefined && certificaat !== undefined))
    throw new UsageError('Geef --aanvraag of --certificaat.');
  return path;
}

async function certify(
  id: string,
  pem: string,
  isRequest: boolean,
  change: Change,
  renewal: Renewal,
): Promise<{ readonly certificatePem: string } | CertifyFault> {
  const settings = settingsOfProcess();
  if (settings !== undefined && isRequest)
    throw new UsageError(
      'Alleen een demo geeft zelf certificaten uit. Laat de partner er een halen bij een uitgever uit vertrouwen.uitgevers, en geef dat met --certificaat.',
    );
  if (settings !== undefined) return await take(id, pem, await trustOf(settings), change, renewal);
  const { authority } = await readSecrets(readConfig().folder);
  if (!isRequest) return await take(id, pem, trustInOwn(authority.certificatePem), change, renewal);
  return await withDatabase(
    async database =>
      await issueFor(
        database,
        id,
        pem,
        authority,
        randomBytes(8).toString('hex'),
        await recordedIn(database, change),
        renewal,
      ),
  );
}

async function take(
  id: string,
  pem: string,
  trust: Trust,
  change: Change,
  renewal: Renewal,
): Promise<{ readonly certificatePem: string } | CertifyFault> {
  const fault = await withDatabase(
    async database =>
      await certifyPartner(database, id, pem, trust, await recordedIn(database, change), renewal),
  );
  return fault ?? { certificatePem: pem };
}

/** As the gateway trusts: what its lists took back does not count here either. */
async function trustOf({ vertrouwen }: ServeSettings): Promise<Trust> {
  const { trust, stop } = await openTrust({
    authoritiesPem: vertrouwen.uitgevers,
    listFiles: vertrouwen.intreklijsten,
    log: { info: () => undefined, error: () => undefined },
    clock: () => new Date(),
  });
  await stop();
  return trust;
}

const FAULTS: Readonly<Record<CertifyFault, string>> = {
  unreadable: 'Dit bestand is niet te lezen: stuur PEM, met een RSA-sleutel.',
  'not-signed-by-its-key': 'De aanvraag is niet met haar eigen sleutel ondertekend.',
  'weak-key': 'De sleutel is te kort: ten minste 2048 bits.',
  'other-authority': 'Dit certificaat is niet van de autoriteit die deze poort vertrouwt.',
  'not-valid-now': 'Dit certificaat geldt nu niet.',
  'not-one-oin': 'In dit certificaat staat niet precies één OIN (subject.serialNumber).',
  'not-for-this': 'Dit certificaat is niet voor een client, maar voor een server of een uitgever.',
  'too-weak': 'De sleutel in dit certificaat is te zwak.',
  revoked: 'Dit certificaat is ingetrokken.',
  'revocation-unknown':
    'Of dit certificaat is ingetrokken, is nu niet te zien: haal de intrekkingslijst van de uitgever op (vertrouwen.intreklijsten).',
  'unknown-partner': 'Deze partner staat niet in het register: zie wijkpoort partner nieuw.',
  'same-key':
    'Deze sleutel heeft deze partner al, of had hij. Een nieuw certificaat hoort bij een nieuwe sleutel.',
  'other-oin': 'Het OIN in dit certificaat is niet dat van deze partner.',
};

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new UsageError('Dat bestand is er niet, of is niet te lezen.', { cause });
  }
}
