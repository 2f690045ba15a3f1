import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readWordList } from '../../gateway/handreiking-folder.ts';
import { keyEncryptionKey, openKeyVault } from '../../gateway/ledger/key-vault.ts';
import { keysOfSecrets } from '../../gateway/keys/keys-of-secrets.ts';
import { createProcessLog } from '../../gateway/process-log.ts';
import type { Secrets } from '../../gateway/secrets.ts';
import type { GatewayOptions } from '../../gateway/gateway-options.ts';
import { startGateway } from '../../gateway/wiring.ts';
import { shippedFiles } from '../policies/handreiking.ts';

/** A gateway that is there to be killed. */
export interface GatewayStart {
  readonly databaseUrl: string;
  readonly secrets: Secrets;
  readonly systems: GatewayOptions['systems'];
  readonly port: number;
  readonly keyFolder: string;
  /** Where it remembers what it signed: after a crash it refuses to start on a log that forgot any of it. */
  readonly rememberedIn: string;
  readonly logFile: string;
}

export const POLICY_VERSION = 'a'.repeat(64);

const words = await readWordList();

// Waits until it is told to start: so the next one can stand ready while this one works.
process.once('message', (start: GatewayStart) => void run(start));
process.once('disconnect', () => process.exit(0));
process.send?.('ready');

async function run({ keyFolder, rememberedIn, logFile, secrets, ...start }: GatewayStart): Promise<void> {
  try {
    const { url } = await startGateway({
      ...start,
      secrets,
      keys: keysOfSecrets(secrets),
      host: '127.0.0.1',
      wordList: words,
      start: { number: 0, version: POLICY_VERSION, files: shippedFiles },
      vault: openKeyVault(keyFolder, keyEncryptionKey(secrets.subjectKey), randomBytes),
      log: createProcessLog(createWriteStream(logFile, { flags: 'a' }), () => new Date()),
      checkpoints: { rememberedIn },
    });
    process.send?.({ url });
  } catch (error) {
    process.send?.({ error: String(error) });
  }
}
