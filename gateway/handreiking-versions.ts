import type { Handreiking } from '../policies/handreiking.ts';
import type { SourceFile } from '../policies/read-file.ts';
import type { Sql } from './database.ts';
import { readHandreiking } from './read-handreiking.ts';

/** Keeps the handreiking under its version, so that what was decided by it can always be read again. */
export async function keepVersion(
  sql: Sql,
  version: string,
  files: readonly SourceFile[],
  now: Date,
): Promise<void> {
  await sql.query(
    'INSERT INTO handreiking_version (version, files, first_seen) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    [version, JSON.stringify(files), now],
  );
}

/** The handreiking of this version, if this gateway ever decided by it. */
export async function findVersion(sql: Sql, version: string): Promise<Handreiking | undefined> {
  const [row] = await sql.query<{ files: readonly SourceFile[] }>(
    'SELECT files FROM handreiking_version WHERE version = $1',
    [version],
  );
  return row === undefined ? undefined : readHandreiking(row.files);
}
