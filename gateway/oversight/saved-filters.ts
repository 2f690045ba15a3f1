import type { Sql } from '../database.ts';

/** What was filtered by, as the words of an address. */
type Question = Readonly<Record<string, string>>;

export interface SavedFilter {
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  readonly isShared: boolean;
  readonly question: Question;
}

const MOST = 100;

/** An officer's own filters, and what the others share, by name. */
export const filtersFor = async (sql: Sql, officer: string): Promise<readonly SavedFilter[]> =>
  await sql.query<SavedFilter>(
    `SELECT id, name, owner, is_shared AS "isShared", question FROM saved_filter
      WHERE removed_at IS NULL AND (owner = $1 OR is_shared)
      ORDER BY owner <> $1, lower(name), id LIMIT ${MOST}`,
    [officer],
  );

export type FilterKept = 'kept' | 'name-taken' | 'too-many';

/** Keeps a filter under a name that this officer has not given to another one. */
export async function saveFilter(
  sql: Sql,
  { id, name, owner, isShared, question }: SavedFilter,
  now: Date,
): Promise<FilterKept> {
  const [own] = await sql.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM saved_filter WHERE owner = $1 AND removed_at IS NULL',
    [owner],
  );
  if ((own?.count ?? 0) >= MOST / 2) return 'too-many';
  const kept = await sql.query(
    `INSERT INTO saved_filter (id, owner, name, is_shared, question, made_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (owner, lower(name)) WHERE removed_at IS NULL DO NOTHING RETURNING id`,
    [id, owner, name, isShared, JSON.stringify(question), now],
  );
  return kept.length === 0 ? 'name-taken' : 'kept';
}

export type FilterRenamed = 'renamed' | 'name-taken' | 'not-yours';

/** Gives an officer's own filter another name, and says again who may see it. */
export async function renameFilter(
  sql: Sql,
  { id, name, owner, isShared }: Omit<SavedFilter, 'question'>,
): Promise<FilterRenamed> {
  const [other] = await sql.query(
    'SELECT FROM saved_filter WHERE owner = $1 AND lower(name) = lower($2) AND id <> $3 AND removed_at IS NULL',
    [owner, name, id],
  );
  if (other !== undefined) return 'name-taken';
  const renamed = await sql.query(
    `UPDATE saved_filter SET name = $3, is_shared = $4
      WHERE id = $1 AND owner = $2 AND removed_at IS NULL RETURNING id`,
    [id, owner, name, isShared],
  );
  return renamed.length === 0 ? 'not-yours' : 'renamed';
}

/** Takes an officer's own filter away: what it was called and what it asked as well. */
export async function removeFilter(sql: Sql, id: string, owner: string, now: Date): Promise<boolean> {
  const removed = await sql.query(
    `UPDATE saved_filter SET removed_at = $3, name = '', question = '{}'
      WHERE id = $1 AND owner = $2 AND removed_at IS NULL RETURNING id`,
    [id, owner, now],
  );
  return removed.length > 0;
}
