import type { Sql } from '../database.ts';
import { openText, sealText } from '../ledger/sealing.ts';
import type { HeldRegister } from './change-register.ts';
import type { RegisterContext } from './register-context.ts';

/** How a question was read aloud at the table. */
export interface Reading {
  readonly present: readonly string[];
  readonly language: string;
  readonly interpreter: string;
  readonly back: string;
  readonly words: string;
}

/** Keeps how it was read aloud, sealed as one: neither log nor ledger holds a language or a letter of it. */
export async function keepReading(
  { resident, question, reading }: { resident: string; question: string; reading: Reading },
  readBy: string,
  { sql }: HeldRegister,
  { subjectKeys, randomBytes, clock }: Pick<RegisterContext, 'subjectKeys' | 'randomBytes' | 'clock'>,
): Promise<void> {
  const { subject } = await subjectKeys.keysFor(sql, resident);
  await sql.query(
    'INSERT INTO read_aloud (question, resident, sealed, read_by, read_at) VALUES ($1, $2, $3, $4, $5)',
    [question, resident, sealText(JSON.stringify(reading), subject, randomBytes(12)), readBy, clock()],
  );
}

/** How this resident's questions were read aloud, opened for the resident. */
export async function readingsOf(
  sql: Sql,
  resident: string,
  { subjectKeys }: Pick<RegisterContext, 'subjectKeys'>,
): Promise<readonly (Reading & { readonly question: string; readonly at: Date })[]> {
  const rows = await sql.query<{ question: string; sealed: string; read_at: Date }>(
    'SELECT question, sealed, read_at FROM read_aloud WHERE resident = $1 ORDER BY read_at, question',
    [resident],
  );
  if (rows.length === 0) return [];
  const { subject } = await subjectKeys.keysFor(sql, resident);
  return rows.map(({ question, sealed, read_at }) => ({
    ...(JSON.parse(openText(sealed, subject)) as Reading),
    question,
    at: read_at,
  }));
}

/** Whether this person read this question aloud and wrote the answer down, since then. */
export const wasReadBy = async (sql: Sql, question: string, readBy: string, since: Date): Promise<boolean> =>
  (
    await sql.query('SELECT 1 FROM read_aloud WHERE question = $1 AND read_by = $2 AND read_at >= $3', [
      question,
      readBy,
      since,
    ])
  ).length > 0;
