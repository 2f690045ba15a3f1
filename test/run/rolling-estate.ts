import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { request as plainRequest, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { makeKeys } from '../../gateway/command-line/keys-new.ts';
import { migrate, openDatabase, type Database } from '../../gateway/database.ts';
import { CAST } from '../../gateway/demo/cast.ts';
import { startSandboxSystems, SYSTEMS, type Sandbox } from '../../gateway/demo/sandbox.ts';
import { koppelsleutelsOf, seed } from '../../gateway/demo/seed.ts';
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
import { makeSecrets, type KeyWithCertificate } from '../../gateway/secrets.ts';
import { makeServingLogin } from '../../gateway/serving-login.ts';
import { testAuthority } from '../world/test-authority.ts';

/** An installation for real: partners by an authority outside, a partner's system and a witness over TLS, two database roles. */
export interface RollingEstate {
  readonly database: Database;
  /** One for each gateway: they differ in nothing but where they listen. */
  readonly configurationFor: (port: number, name: string) => string;
  /** Whom the processes trust besides this machine's own authorities. */
  readonly authorityFile: string;
  readonly partner: KeyWithCertificate;
  readonly koppelsleutels: readonly string[];
  readonly close: () => Promise<void>;
}

export const ADDRESS = 'https://poort.example.nl';
const LOG = 'poort.example.nl/logboek';

export async function layOutRolling(folder: string, ownerUrl: string): Promise<RollingEstate> {
  const outside = testAuthority('Uitgever van buiten');
  const partner = outside.issue({ organisation: 'Zayaz', commonName: 'zayaz', oin: oinOf('zayaz') });
  const here = outside.issue({ organisation: 'Proef', commonName: 'localhost' });
  await migrate(ownerUrl);
  const database = openDatabase(ownerUrl);
  const sandbox = await inhabit(database, partner);
  await makeKeys(join(folder, 'sleutels'), true, new Date(Date.now() - 1_000));
  const witness = await startWitness(folder, await logKey(folder));
  const [sourceUrl, witnessUrl] = await Promise.all([
    overTls(urlOf(sandbox), here),
    overTls(witness.url, here),
  ]);
  const servingUrl = Object.assign(new URL(ownerUrl), {
    username: 'dienst_rollend',
    password: 'rollend',
  }).href;
  await makeServingLogin(ownerUrl, 'dienst_rollend', 'rollend');
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  write('uitgevers.pem', outside.certificatePem);
  write('uitgever.crl', outside.list([]));
  write('dienst', servingUrl);
  write('bron.sleutel', keyOf(sandbox));
  write('systemen.yaml', systemsText(sourceUrl.url));
  mkdirSync(join(folder, 'staat'), { recursive: true });
  const known = await koppelsleutelsOf(database, 'zayaz');
  return {
    database,
    partner,
    authorityFile: join(folder, 'uitgevers.pem'),
    koppelsleutels: [known.anja, known.jan, known.piet],
    configurationFor: (port, name) => {
      write(`${name}.yaml`, configurationText(port, name, witness.keyLine, witnessUrl.url));
      return join(folder, `${name}.yaml`);
    },
    close: async () => {
      for (const server of [witness.server, sourceUrl.server, witnessUrl.server]) {
        server.closeAllConnections();
        server.close();
      }
      await sandbox.close();
      await database.close();
    },
  };
}

const oinOf = (id: string): string => CAST.find(each => each.id === id)?.oin ?? '';
const WIJKTEAM = 'wijkteam-zuidoost';
const urlOf = ({ systems }: Sandbox): string => systems[WIJKTEAM]?.baseUrl ?? '';
const keyOf = ({ systems }: Sandbox): string => systems[WIJKTEAM]?.apiKey ?? '';

/** The residents of the demo; but its partners are known by certificates of an authority outside, or not at all. */
async function inhabit(database: Database, partner: KeyWithCertificate): Promise<Sandbox> {
  const subjects = CAST.map(
    ({ id, organisation, oin }) => [id, { organisation, commonName: id, oin }] as const,
  );
  const secrets = await makeSecrets(Object.fromEntries(subjects), SYSTEMS, randomBytes, new Date());
  await seed(database, secrets, { now: new Date(), newId: randomUUID });
  await database.query('UPDATE partner_certificate SET retired_at = now()');
  await database.query('INSERT INTO partner_certificate (partner, certificate) VALUES ($1, $2)', [
    'zayaz',
    partner.certificatePem,
  ]);
  return await startSandboxSystems(database, secrets);
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

/** Ends TLS in front of a server that does not. */
async function overTls(
  target: string,
  { certificatePem, privateKeyPem }: KeyWithCertificate,
): Promise<{ readonly url: string; readonly server: Server }> {
  const base = new URL(target);
  const server = createTlsServer({ cert: certificatePem, key: privateKeyPem }, (incoming, outgoing) => {
    const path = base.pathname.replace(/\/$/, '') + (incoming.url ?? '/');
    const passed = plainRequest(
      { host: base.hostname, port: base.port, path, method: incoming.method, headers: incoming.headers },
      answer => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    passed.on('error', () => outgoing.destroy());
    incoming.pipe(passed);
  });
  const url = await listening(server);
  return { server, url: url.replace('http://127.0.0.1', 'https://localhost') };
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>(resolve => server.listen(0, 'localhost', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const systemsText = (url: string): string => `
${WIJKTEAM}: { soort: gemeente, eenheid: wijkteam, adres: '${url}', sleutel: bron.sleutel, uitgever: uitgevers.pem }
`;

const configurationText = (port: number, name: string, witnessKey: string, witnessUrl: string): string => `
luisteren: { poort: ${port}, adres: '${ADDRESS}', proxies: [127.0.0.1], uitloop: 1 }
meten: { poort: 0 }
proceslog: ${name}.log
database: { dienst: { bestand: dienst } }
sleutels:
  map: sleutels
  kluis: staat/kluis
  bewoners: { bestand: sleutels/bewoners }
  cookies: { bestand: sleutels/cookies }
  officier: sleutels/officier.pub
vertrouwen: { uitgevers: uitgevers.pem, intreklijsten: [uitgever.crl] }
partners: { systemen: systemen.yaml }
logboek:
  naam: ${LOG}
  onthouden_in: staat/${name}.getuigenis
  getuigen: [{ sleutel: '${witnessKey}', adres: '${witnessUrl}' }]
limieten: { partner: 9999999, medewerker: 9999999 }
`;
