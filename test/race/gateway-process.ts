import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readWordList } from '../../gateway/handreiking-folder.ts';
import { keyEncryptionKey, openKeyVault } from '../../gateway/ledger/key-vault.ts';
import { keysOfSecrets } from '../../gateway/keys/keys-of-secrets.ts';
import { createProcessLog } from '../../gateway/process-log.ts';
import type { Secrets } from '../../gateway/secrets.ts';
import type { GatewayOptions } from '../../gateway/gateway-options.ts';
import { startGateway } from '../../gateway/wiring.ts';
import { shippedFiles } from '../policies/handreiking.ts';

/** What a second gateway needs to stand next to the first: the same database, secrets and keys. */
export interface SecondGateway {
  readonly databaseUrl: string;
  readonly secretsFile: string;
  readonly keyFolder: string;
  readonly systems: GatewayOptions['systems'];
  readonly version: string;
}

// A process of its own: says where it is, and stops when whoever started it closes its input.
const options = JSON.parse(process.argv[2] ?? '{}') as SecondGateway;
const secrets = JSON.parse(readFileSync(options.secretsFile, 'utf8')) as Secrets;
const gateway = await startGateway({
  databaseUrl: options.databaseUrl,
  secrets,
  keys: keysOfSecrets(secrets),
  host: '127.0.0.1',
  port: 0,
  wordList: await readWordList(),
  start: { number: 0, version: options.version, files: shippedFiles },
  vault: openKeyVault(options.keyFolder, keyEncryptionKey(secrets.subjectKey), randomBytes),
  systems: options.systems,
  log: createProcessLog(process.stderr, () => new Date()),
});
process.stdin.once('end', () => void gateway.close());
process.stdin.resume();
process.stdout.write(`${gateway.url}\n`);
