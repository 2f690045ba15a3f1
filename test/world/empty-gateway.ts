import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { openDatabase, type Database } from '../../gateway/database.ts';
import { STAND_IN_LOGINS } from '../../gateway/demo/stand-ins.ts';
import { readWordList } from '../../gateway/handreiking-folder.ts';
import { loginTagger } from '../../gateway/identity/people/find-person.ts';
import { STAND_IN_SUBJECT_TYPE, standInSubject } from '../../gateway/identity/people/stand-in-account.ts';
import { keyEncryptionKey, openKeyVault } from '../../gateway/ledger/key-vault.ts';
import { keysOfSecrets } from '../../gateway/keys/keys-of-secrets.ts';
import { createProcessLog } from '../../gateway/process-log.ts';
import type { Secrets } from '../../gateway/secrets.ts';
import { startGateway, type Gateway } from '../../gateway/wiring.ts';
import { shippedFiles } from '../policies/handreiking.ts';
import { dropDatabase } from './databases.ts';
import { newDatabase, POLICY_VERSION } from './world.ts';

const settings = process.env;

/** A gateway without a single resident, partner or system: only an officer can log in. */
export interface EmptyGateway {
  readonly gateway: Gateway;
  readonly database: Database;
  readonly close: () => Promise<void>;
}

export async function startEmptyGateway(): Promise<EmptyGateway> {
  const secrets = JSON.parse(readFileSync(settings['WORLD_SECRETS'] ?? '', 'utf8')) as Secrets;
  const databaseUrl = await newDatabase('WORLD_TEMPLATE');
  const database = openDatabase(databaseUrl);
  const keyFolder = mkdtempSync(join(tmpdir(), 'wijkpoort-keys-'));
  const identifier = { type: STAND_IN_SUBJECT_TYPE, value: standInSubject(secrets.cookieKey, 'fg-001') };
  await database.query('INSERT INTO staff_login (tag, role, professional) VALUES ($1, $2, $3)', [
    loginTagger(secrets.subjectKey)('werk', identifier),
    'officer',
    'fg-001',
  ]);
  const gateway = await startGateway({
    databaseUrl,
    secrets,
    keys: keysOfSecrets(secrets),
    host: '127.0.0.1',
    port: 0,
    wordList: await readWordList(),
    start: { number: 0, version: POLICY_VERSION, files: shippedFiles },
    vault: openKeyVault(keyFolder, keyEncryptionKey(secrets.subjectKey), randomBytes),
    systems: {},
    logins: STAND_IN_LOGINS,
    log: createProcessLog(new Writable({ write: (_chunk, _encoding, done) => done() }), () => new Date()),
  });
  return {
    gateway,
    database,
    close: async () => {
      await gateway.close();
      await database.close();
      await rm(keyFolder, { recursive: true, force: true });
      await dropDatabase(settings['WORLD_SERVER'] ?? '', new URL(databaseUrl).pathname.slice(1));
    },
  };
}
