import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { makeKeys } from '../../gateway/command-line/keys-new.ts';
import { migrate, openDatabase, type Database } from '../../gateway/database.ts';
import { CAST } from '../../gateway/demo/cast.ts';
import { SYSTEMS } from '../../gateway/demo/sandbox.ts';
import { seed } from '../../gateway/demo/seed.ts';
import { openKeys } from '../../gateway/keys/own-keys.ts';
import { readRings } from '../../gateway/keys/ring-files.ts';
import {
  parseVerifierKey,
  SIGNATURE_TYPE,
  verifierKeyLine,
  type VerifierKey,
} from '../../gateway/ledger/note.ts';
import { openRememberedCheckpoints } from '../../gateway/ledger/remembered-checkpoints.ts';
import { createWitnessServer } from '../../gateway/ledger/witness-server.ts';
import { createWitness } from '../../gateway/ledger/witness.ts';
import { makeSecrets, type KeyWithCertificate, type Secrets } from '../../gateway/secrets.ts';
import { makeServingLogin } from '../../gateway/serving-login.ts';
import { testAuthority } from '../world/test-authority.ts';
import { listening, overTls } from './end-tls.ts';

/** An installation for real: partners by an authority outside, a witness over TLS, two database roles; no partner's system yet. */
export interface InstalledEstate {
  readonly database: Database;
  /** What the demo's own systems would have needed. */
  readonly secrets: Secrets;
  /** Whom the processes trust besides this machine's own authorities. */
  readonly authorityFile: string;
  /** Their certificate. */
  readonly ca: string;
  /** With which a server on this machine shows itself as localhost; its files are `hier.sleutel` and `hier.pem`. */
  readonly here: KeyWithCertificate;
  /** The partners that can prove who they are. */
  readonly partners: Readonly<Record<string, KeyWithCertificate>>;
  readonly write: (name: string, text: string) => string;
  /** One for each gateway: they differ in nothing but where they listen, and how. */
  readonly configurationFor: (name: string, listens: string, more?: ConfiguredMore) => string;
  readonly close: () => Promise<void>;
}

/** What else is in a configuration: lines of YAML, and what stands in the place of what an installation has at least. */
export interface ConfiguredMore {
  readonly metricsPort?: number;
  /** The file with the address of the database for its owner. */
  readonly owner?: string;
  readonly inboxes?: string;
  readonly lines?: string;
}

/** A partner's system by its address. */
export type SystemAddresses = Readonly<Record<string, string>>;

const LOG = 'poort.example.nl/logboek';

export async function layOutInstalled(
  folder: string,
  ownerUrl: string,
  known: readonly string[],
): Promise<InstalledEstate> {
  const outside = testAuthority('Uitgever van buiten');
  const here = outside.issue({ organisation: 'Proef', commonName: 'localhost' });
  const partners = Object.fromEntries(known.map(id => [id, outside.issue(subjectOf(id))]));
  await migrate(ownerUrl);
  const database = openDatabase(ownerUrl);
  const secrets = await inhabit(database, partners);
  await makeKeys(join(folder, 'sleutels'), true, new Date(Date.now() - 1_000));
  const witness = await startWitness(folder, await logKey(folder));
  const witnessTls = await overTls(witness.url, here);
  const servingUrl = Object.assign(new URL(ownerUrl), {
    username: 'dienst_proef',
    password: 'proef',
  }).href;
  await makeServingLogin(ownerUrl, 'dienst_proef', 'proef');
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  write('uitgever.crl', outside.list([]));
  write('dienst', servingUrl);
  write('hier.sleutel', here.privateKeyPem);
  write('hier.pem', here.certificatePem);
  mkdirSync(join(folder, 'staat'), { recursive: true });
  return {
    database,
    secrets,
    here,
    partners,
    write,
    ca: outside.certificatePem,
    authorityFile: write('uitgevers.pem', outside.certificatePem),
    configurationFor: (name, listens, more = {}) =>
      write(
        `${name}.yaml`,
        configurationText(name, listens, { keyLine: witness.keyLine, url: witnessTls.url }, more),
      ),
    close: async () => {
      for (const server of [witness.server, witnessTls.server]) closeNow(server);
      await database.close();
    },
  };
}

export function closeNow(server: Server): void {
  server.closeAllConnections();
  server.close();
}

/** Units of the municipality, each with a system at its address, all under one key. */
export function writeSystems(
  { write }: Pick<InstalledEstate, 'write'>,
  systems: SystemAddresses,
  apiKey: string,
): void {
  write('bron.sleutel', apiKey);
  write('systemen.yaml', Object.entries(systems).map(systemLine).join(''));
}

const systemLine = ([partner, url]: [string, string]): string =>
  `${partner}: { soort: gemeente, eenheid: wijkteam, adres: '${url}', sleutel: bron.sleutel, uitgever: uitgevers.pem }\n`;

const subjectOf = (id: string) => {
  const { organisation, oin } = CAST.find(each => each.id === id) ?? { organisation: id, oin: '' };
  return { organisation, commonName: id, oin };
};

/** The residents of the demo; but its partners are known by certificates of an authority outside, or not at all. */
async function inhabit(
  database: Database,
  partners: Readonly<Record<string, KeyWithCertificate>>,
): Promise<Secrets> {
  const subjects = CAST.map(({ id }) => [id, subjectOf(id)] as const);
  const secrets = await makeSecrets(Object.fromEntries(subjects), SYSTEMS, randomBytes, new Date());
  await seed(database, secrets, { now: new Date(), newId: randomUUID });
  await database.query('UPDATE partner_certificate SET retired_at = now()');
  for (const [partner, { certificatePem }] of Object.entries(partners))
    await database.query('INSERT INTO partner_certificate (partner, certificate) VALUES ($1, $2)', [
      partner,
      certificatePem,
    ]);
  return secrets;
}

async function logKey(folder: string): Promise<VerifierKey> {
  const { rings } = await readRings(join(folder, 'sleutels'));
  if (rings === undefined) throw new Error('the keys were not made');
  const [key] = (await openKeys(rings, () => new Date())).checkpoints();
  const known = parseVerifierKey(verifierKeyLine(LOG, SIGNATURE_TYPE.ed25519, key));
  if (known === undefined) throw new Error('the key of the log cannot be read');
  return known;
}

async function startWitness(folder: string, log: VerifierKey) {
  const { privateKey } = generateKeyPairSync('ed25519');
  const witness = createWitness({
    name: 'getuige.example',
    privateKey,
    logs: [log],
    remembered: await openRememberedCheckpoints(join(folder, 'gezien.json')),
    clock: () => new Date(),
    onDisagreement: () => console.error('the witness saw two stories'),
  });
  const server = createWitnessServer(witness, [LOG]);
  const keyLine = verifierKeyLine('getuige.example', SIGNATURE_TYPE.cosignature, privateKey);
  return { server, keyLine, url: await listening(server) };
}

const configurationText = (
  name: string,
  listens: string,
  witness: { readonly keyLine: string; readonly url: string },
  { metricsPort = 0, owner, inboxes, lines = '' }: ConfiguredMore,
): string => `
luisteren: { ${listens}, uitloop: 3 }
meten: { poort: ${metricsPort} }
proceslog: ${name}.log
database: { dienst: { bestand: dienst }${owner === undefined ? '' : `, eigenaar: { bestand: ${owner} }`} }
sleutels:
  map: sleutels
  kluis: staat/kluis
  bewoners: { bestand: sleutels/bewoners }
  cookies: { bestand: sleutels/cookies }
  officier: sleutels/officier.pub
vertrouwen: { uitgevers: uitgevers.pem, intreklijsten: [uitgever.crl] }
partners: { systemen: systemen.yaml${inboxes === undefined ? '' : `, postbussen: ${inboxes}`} }
logboek:
  naam: ${LOG}
  onthouden_in: staat/${name}.getuigenis
  getuigen: [{ sleutel: '${witness.keyLine}', adres: '${witness.url}' }]
limieten: { partner: 9999999, medewerker: 9999999 }
${lines}`;
