import type { Sql } from './database.ts';

/** No release may come before its entry is on disk; a server that answers earlier is refused. */
export async function requireDurable(database: Sql): Promise<void> {
  const [row] = await database.query<{ synchronous_commit: string; fsync: string }>(
    `SELECT current_setting('synchronous_commit') AS synchronous_commit, current_setting('fsync') AS fsync`,
  );
  if (row?.synchronous_commit === 'off' || row?.fsync === 'off') {
    throw new Error(
      'PostgreSQL belooft niet dat een logregel bewaard is: zet synchronous_commit en fsync aan.',
    );
  }
}
