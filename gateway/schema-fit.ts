import { readdir } from 'node:fs/promises';
import { MIGRATIONS, type Sql } from './database.ts';

/** Whether this program and the schema of the database can work together; if not, which of the two is behind. */
export type SchemaFit =
  | { readonly fit: 'same' }
  /** The schema knows more than we do, and nothing that hurts us: a newer program is coming in beside us. */
  | { readonly fit: 'ahead'; readonly unknown: readonly string[] }
  | { readonly fit: 'database-behind'; readonly missing: readonly string[] }
  | { readonly fit: 'program-behind'; readonly breaking: readonly string[] };

/** Compares the migrations that were applied with those that this program comes with. */
export async function schemaFit(sql: Sql): Promise<SchemaFit> {
  const known = await knownMigrations();
  const applied = await appliedIn(sql);
  const missing = [...known].filter(name => !applied.has(name));
  if (missing.length > 0) return { fit: 'database-behind', missing };
  const breaks = await sql.query<{ migration: string }>(
    'SELECT migration FROM schema_break ORDER BY migration',
  );
  const breaking = breaks.map(({ migration }) => migration).filter(name => !known.has(name));
  if (breaking.length > 0) return { fit: 'program-behind', breaking };
  const unknown = [...applied].filter(name => !known.has(name));
  return unknown.length > 0 ? { fit: 'ahead', unknown } : { fit: 'same' };
}

/** The migrations that this program comes with, by name. */
export async function knownMigrations(): Promise<ReadonlySet<string>> {
  const files = await readdir(MIGRATIONS);
  return new Set(files.filter(file => file.endsWith('.sql')).map(file => file.slice(0, -'.sql'.length)));
}

async function appliedIn(sql: Sql): Promise<ReadonlySet<string>> {
  const [row] = await sql.query<{ there: boolean }>(`SELECT to_regclass('migration') IS NOT NULL AS there`);
  if (row?.there !== true) return new Set();
  const rows = await sql.query<{ name: string }>('SELECT name FROM migration');
  return new Set(rows.map(({ name }) => name));
}
