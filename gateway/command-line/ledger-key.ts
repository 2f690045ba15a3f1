import { createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { readConfig } from '../config.ts';
import { parseVerifierKey, SIGNATURE_TYPE, verifierKeyLine, type VerifierKey } from '../ledger/note.ts';
import { settingsOfProcess } from '../serve/settings-of-process.ts';
import { keysOfInstallation } from '../serve/upkeep-of-installation.ts';
import { readSecrets } from '../secrets.ts';
import { UsageError } from './command.ts';

/**
 * The public key of a log: as it was given (a line, or a file with the line), or else that of this installation. None when
 * nothing was given and there is no installation here. Rejects with a `UsageError` on what is no key.
 */
export async function ledgerKey(given: string | undefined): Promise<VerifierKey | undefined> {
  const line = given === undefined ? await ownKeyLine() : await lineIn(given);
  if (line === undefined) return undefined;
  const key = parseVerifierKey(line);
  if (key === undefined)
    throw new UsageError('Een sleutelregel is naam+nummer+sleutel, of een bestand met die regel.');
  return key;
}

const lineIn = async (given: string): Promise<string> =>
  parseVerifierKey(given) === undefined ? await readFile(given, 'utf8').catch(() => '') : given;

async function ownKeyLine(): Promise<string | undefined> {
  const settings = settingsOfProcess();
  if (settings !== undefined) {
    const [newest] = (await keysOfInstallation(settings)).checkpoints();
    return verifierKeyLine(settings.logboek.naam, SIGNATURE_TYPE.ed25519, newest);
  }
  const { folder, logName } = readConfig();
  const secrets = await readSecrets(folder).catch(() => undefined);
  return secrets === undefined
    ? undefined
    : verifierKeyLine(logName, SIGNATURE_TYPE.ed25519, createPrivateKey(secrets.checkpointKey));
}
