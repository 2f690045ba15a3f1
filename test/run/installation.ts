import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeKeys } from '../../gateway/command-line/keys-new.ts';
import { verifierKeyLine, SIGNATURE_TYPE } from '../../gateway/ledger/note.ts';
import { testAuthority, type TestAuthority } from '../world/test-authority.ts';

/** An installation as an operator lays it out: a folder with a configuration and what it points at. */
export interface Installation {
  readonly folder: string;
  readonly configuration: string;
  readonly outside: TestAuthority;
  /** Writes the configuration again, with these lines in the place of those. */
  readonly rewrite: (change: (text: string) => string) => void;
}

/** Lays one out that is as it should be, but for a database that only its owner knows. */
export async function layOutInstallation(folder: string, databaseUrl: string): Promise<Installation> {
  await makeKeys(join(folder, 'sleutels'), true, new Date());
  mkdirSync(join(folder, 'staat'), { recursive: true });
  const outside = testAuthority('Uitgever van buiten');
  writeFileSync(join(folder, 'uitgevers.pem'), outside.certificatePem);
  writeFileSync(join(folder, 'uitgever.crl'), outside.list([]));
  writeFileSync(join(folder, 'dienst'), databaseUrl);
  const witness = generateKeyPairSync('ed25519').privateKey;
  const text = configurationText(verifierKeyLine('getuige.example', SIGNATURE_TYPE.cosignature, witness));
  const configuration = join(folder, 'wijkpoort.yaml');
  writeFileSync(configuration, text);
  return {
    folder,
    configuration,
    outside,
    rewrite: change => writeFileSync(configuration, change(text)),
  };
}

const configurationText = (witness: string): string => `
luisteren:
  poort: 0
  adres: https://poort.example.nl
  proxies: [127.0.0.1]
  uitloop: 0
database:
  dienst: { bestand: dienst }
sleutels:
  map: sleutels
  kluis: staat/kluis
  bewoners: { bestand: sleutels/bewoners }
  cookies: { bestand: sleutels/cookies }
  officier: sleutels/officier.pub
vertrouwen:
  uitgevers: uitgevers.pem
  intreklijsten: [uitgever.crl]
logboek:
  naam: poort.example.nl/logboek
  onthouden_in: staat/getuigenis
  getuigen:
    - sleutel: ${witness}
      adres: https://getuige.example
`;
