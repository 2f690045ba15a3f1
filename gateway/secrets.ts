import { generateKeyPair, generateKeyPairSync } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { calculateJwkThumbprint, exportJWK, importPKCS8, type JWK } from 'jose';
import { issueCertificate, type Subject } from './identity/certificates.ts';
import { newOfficerKey } from './ledger/actor-key.ts';

/** A private key with the certificate that says whose it is. */
export interface KeyWithCertificate {
  readonly privateKeyPem: string;
  readonly certificatePem: string;
}

/** What this installation keeps secret. Made at the first start, never shipped. */
export interface Secrets {
  readonly databasePassword: string;
  readonly cookieKey: string;
  /** Under which a resident's entries are tagged in the ledger, hex. */
  readonly subjectKey: string;
  /** Signs the checkpoints of the ledger: an Ed25519 private key, PEM. */
  readonly checkpointKey: string;
  /** The officer's key pair: only its private half opens who acted. Outside a demo that half is the officer's alone. */
  readonly officerKey: ReturnType<typeof newOfficerKey>;
  /** Signs access tokens. */
  readonly signingKey: JWK;
  /** Vouches for the partners. */
  readonly authority: KeyWithCertificate;
  readonly partners: Readonly<Record<string, KeyWithCertificate>>;
  /** What the gateway shows to each partner's system. */
  readonly sourceKeys: Readonly<Record<string, string>>;
}

const FILE = 'geheimen.json';
const newKeyPair = promisify(generateKeyPair);

/** The secrets in this folder, made when there are none. The file is readable by its owner alone. */
export async function loadSecrets(
  folder: string,
  partners: Readonly<Record<string, Subject>>,
  systems: readonly string[],
  randomBytes: (size: number) => Buffer,
  now: Date,
): Promise<Secrets> {
  const path = join(folder, FILE);
  try {
    return await addNewKeys(path, JSON.parse(await readFile(path, 'utf8')) as Earlier);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const secrets = await makeSecrets(partners, systems, randomBytes, now);
  await mkdir(folder, { recursive: true });
  await writeFile(path, JSON.stringify(secrets, undefined, 2), { mode: 0o600, flag: 'wx' });
  return secrets;
}

/** The secrets as an earlier release made them. */
type Earlier = Omit<Secrets, 'checkpointKey' | 'officerKey'> &
  Partial<Pick<Secrets, 'checkpointKey' | 'officerKey'>>;

/** An installation from before its ledger was signed, or sealed, gets those keys now. */
async function addNewKeys(path: string, known: Earlier): Promise<Secrets> {
  const { checkpointKey = newCheckpointKey(), officerKey = newOfficerKey() } = known;
  const secrets = { ...known, checkpointKey, officerKey };
  if (known.checkpointKey !== undefined && known.officerKey !== undefined) return secrets;
  await writeFile(`${path}.nieuw`, JSON.stringify(secrets, undefined, 2), { mode: 0o600 });
  await rename(`${path}.nieuw`, path);
  return secrets;
}

const newCheckpointKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

/** The secrets of an installation that was started before. Rejects with ENOENT when it never was. */
export const readSecrets = async (folder: string): Promise<Secrets> =>
  JSON.parse(await readFile(join(folder, FILE), 'utf8')) as Secrets;

export async function makeSecrets(
  partners: Readonly<Record<string, Subject>>,
  systems: readonly string[],
  randomBytes: (size: number) => Buffer,
  now: Date,
): Promise<Secrets> {
  const serial = (): string => randomBytes(8).toString('hex');
  const [signing, own] = await Promise.all([newPair(), newPair()]);
  const self = { organisation: 'Wijkpoort', commonName: 'Wijkpoort proefautoriteit' };
  const authority = {
    privateKeyPem: own.privateKeyPem,
    certificatePem: issueCertificate(self, own.publicKeyPem, own, now, serial()),
  };
  const issue = async ([name, subject]: [string, Subject]): Promise<[string, KeyWithCertificate]> => {
    const { publicKeyPem, privateKeyPem } = await newPair();
    return [
      name,
      { privateKeyPem, certificatePem: issueCertificate(subject, publicKeyPem, authority, now, serial()) },
    ];
  };
  return {
    databasePassword: randomBytes(24).toString('base64url'),
    cookieKey: randomBytes(32).toString('base64url'),
    subjectKey: randomBytes(32).toString('hex'),
    officerKey: newOfficerKey(),
    checkpointKey: newCheckpointKey(),
    signingKey: await asSigningKey(signing.privateKeyPem),
    authority,
    partners: Object.fromEntries(await Promise.all(Object.entries(partners).map(issue))),
    sourceKeys: Object.fromEntries(systems.map(name => [name, randomBytes(24).toString('base64url')])),
  };
}

async function newPair(): Promise<{ readonly publicKeyPem: string; readonly privateKeyPem: string }> {
  const { publicKey, privateKey } = await newKeyPair('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return { publicKeyPem: publicKey, privateKeyPem: privateKey };
}

/** A private key as a signer of tokens takes it. */
export async function asSigningKey(privateKeyPem: string): Promise<JWK> {
  const key = await exportJWK(await importPKCS8(privateKeyPem, 'PS256', { extractable: true }));
  return { ...key, kid: await calculateJwkThumbprint(key), alg: 'PS256', use: 'sig' };
}
