import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readConfig } from '../config.ts';
import { openDatabase, type Database } from '../database.ts';
import { lockFolder } from '../demo/folder-lock.ts';
import { DATABASE_FILE } from '../demo/start-demo.ts';
import { startEmbeddedPostgres } from '../embedded-postgres.ts';
import { settingsOfProcess } from '../serve/settings-of-process.ts';
import { readSecrets } from '../secrets.ts';
import { UsageError } from './command.ts';

/**
 * Does something with the database of this installation: the one in its configuration, or in DATABASE_URL, that of a gateway that is running here, or
 * our own, which is then started for as long as it takes. Rejects with a `UsageError` when there is none yet.
 */
export async function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const settings = settingsOfProcess();
  if (settings !== undefined)
    return await withOpen(settings.database.eigenaar ?? settings.database.dienst, work);
  const { databaseUrl, folder } = readConfig();
  const url = databaseUrl ?? (await runningDatabase(folder));
  if (url !== undefined) return await withOpen(url, work);
  if (!existsSync(join(folder, 'postgres'))) {
    throw new UsageError('Hier is nog geen logboek. Doe eerst npm start, of zet DATABASE_URL.');
  }
  const release = await lockFolder(folder);
  try {
    const { databasePassword } = await readSecrets(folder);
    const server = await startEmbeddedPostgres(join(folder, 'postgres'), databasePassword);
    try {
      return await withOpen(server.url, work);
    } finally {
      await server.stop();
    }
  } finally {
    release();
  }
}

async function withOpen<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = openDatabase(url);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** The database of a gateway that runs on this folder; its address is there only as long as it runs. */
async function runningDatabase(folder: string): Promise<string | undefined> {
  try {
    return await readFile(join(folder, DATABASE_FILE), 'utf8');
  } catch {
    return undefined;
  }
}
