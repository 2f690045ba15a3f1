import type { Sql } from '../database.ts';
import type { Frontier, Hash } from './merkle-tree.ts';

/** A checkpoint as it is stored, with the newest signature of each witness. */
export interface StoredCheckpoint {
  readonly size: number;
  readonly root: Hash;
  /** The note, and below it the lines of the witnesses: as it is published. */
  readonly note: string;
}

/** The head as it is committed. Throws when the migrations are not applied. */
export async function committedHead(sql: Sql): Promise<Frontier> {
  const [row] = await sql.query<{ size: string; frontier: Buffer[] }>(
    'SELECT size, frontier FROM ledger_head',
  );
  if (row === undefined) throw new Error('the ledger has no head: the migrations are not applied');
  return { size: Number(row.size), hashes: row.frontier };
}

const WITH_COSIGNATURES = `
  SELECT c.size, c.root, c.note || coalesce(string_agg(w.line, '' ORDER BY w.witness), '') AS note
    FROM (SELECT * FROM ledger_checkpoint WHERE size >= $1 ORDER BY size DESC LIMIT 1) AS c
    LEFT JOIN (SELECT DISTINCT ON (size, witness) size, witness, line FROM ledger_cosignature
                WHERE size >= $1 ORDER BY size, witness, cosigned_at DESC) AS w ON w.size = c.size
   GROUP BY c.size, c.root, c.note`;

/** The newest checkpoint; none while nothing was signed. */
export async function newestCheckpoint(sql: Sql): Promise<StoredCheckpoint | undefined> {
  const [newest] = await sql.query<{ size: string }>('SELECT max(size) AS size FROM ledger_checkpoint');
  const [row] = await sql.query<{ size: string; root: Buffer; note: string }>(WITH_COSIGNATURES, [
    newest?.size ?? 0,
  ]);
  return row === undefined ? undefined : { size: Number(row.size), root: row.root, note: row.note };
}

/** Stores a checkpoint that was signed; another gateway may have stored the same one. */
export async function storeCheckpoint(sql: Sql, checkpoint: StoredCheckpoint, at: Date): Promise<void> {
  const { size, root, note } = checkpoint;
  await sql.query(
    'INSERT INTO ledger_checkpoint (size, root, note, signed_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
    [size, root, note, at],
  );
}

/** Keeps the hashes after the last full tile as they are at this size, so that an entry among them can still be named. */
export async function storeTail(sql: Sql, size: number, hashes: Buffer): Promise<void> {
  await sql.query('UPDATE ledger_tail SET size = $1, hashes = $2 WHERE size < $1', [size, hashes]);
}

/** What a witness signed. */
export interface Cosignature {
  readonly size: number;
  readonly witness: string;
  readonly at: Date;
  readonly line: string;
}

export async function storeCosignature(sql: Sql, { size, witness, at, line }: Cosignature): Promise<void> {
  await sql.query(
    `INSERT INTO ledger_cosignature (size, witness, cosigned_at, line) VALUES ($1, $2, $3, $4)
     ON CONFLICT DO NOTHING`,
    [size, witness, at, line],
  );
}

/** The size of the newest checkpoint that this witness signed; 0 when it signed none. */
export async function newestWitnessed(sql: Sql, witness: string): Promise<number> {
  const [row] = await sql.query<{ size: string | null }>(
    'SELECT max(size) AS size FROM ledger_cosignature WHERE witness = $1',
    [witness],
  );
  return Number(row?.size ?? 0);
}
