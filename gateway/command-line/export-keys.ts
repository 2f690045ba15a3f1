import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readConfig } from '../config.ts';
import type { Sql } from '../database.ts';
import { KEY_FOLDER } from '../demo/start-demo.ts';
import { openActors } from '../ledger/actor-key.ts';
import type { Export } from '../ledger/exports/export-ledger.ts';
import { keyEncryptionKey, openKeyVault } from '../ledger/key-vault.ts';
import { createPersonalReader } from '../ledger/open-personal-part.ts';
import { readSecrets } from '../secrets.ts';
import type { ServeSettings } from '../serve/settings.ts';
import { settingsOfProcess } from '../serve/settings-of-process.ts';
import { keysOfInstallation } from '../serve/upkeep-of-installation.ts';
import { UsageError } from './command.ts';

/** What an export opens the log with. */
export interface ExportKeys extends Pick<Export, 'openAbout' | 'openActor'> {
  readonly subjectKey: string;
  readonly logName: string;
}

/**
 * The keys of the installation in the configuration, or those of the demo in this folder. Who acted only the officer can read:
 * a demo keeps her key, an installation does not, so there it is a file that she gives along.
 */
export async function exportKeys(sql: Sql, officerFile: string | undefined): Promise<ExportKeys> {
  const settings = settingsOfProcess();
  const officer = officerFile === undefined ? undefined : await officerKeyIn(officerFile);
  return settings === undefined ? await ofDemo(sql, officer) : await ofInstallation(sql, settings, officer);
}

async function ofDemo(sql: Sql, officer: string | undefined): Promise<ExportKeys> {
  const { folder, logName } = readConfig();
  const { subjectKey, officerKey } = await readSecrets(folder);
  const vault = openKeyVault(join(folder, KEY_FOLDER), keyEncryptionKey(subjectKey), randomBytes);
  return {
    subjectKey,
    logName,
    openAbout: createPersonalReader(sql, vault, subjectKey),
    openActor: openActors(sql, officer ?? officerKey.privateKeyPem),
  };
}

async function ofInstallation(
  sql: Sql,
  settings: ServeSettings,
  officer: string | undefined,
): Promise<ExportKeys> {
  const { sleutels, logboek } = settings;
  const keys = await keysOfInstallation(settings);
  const vault = openKeyVault(sleutels.kluis, keys.vault, randomBytes);
  return {
    subjectKey: sleutels.bewoners,
    logName: logboek.naam,
    openAbout: createPersonalReader(sql, vault, sleutels.bewoners),
    ...(officer === undefined ? {} : { openActor: openActors(sql, officer) }),
  };
}

async function officerKeyIn(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  if (!text.includes('PRIVATE KEY'))
    throw new UsageError('--officier is het bestand met de private sleutel van de privacy officer (PEM).');
  return text;
}
