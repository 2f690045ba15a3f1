import { createHash } from 'node:crypto';
import { readTableCode, TABLE_CODE_VALID_MS, tableCodeFrom } from '../../consent/table-code.ts';
import { changeRegister, type Acting } from './change-register.ts';
import type { RegisterContext } from './register-context.ts';

const hashOf = (code: string): Buffer => createHash('sha256').update(`tafelcode ${code}`).digest();

/** Gives a resident at the table a code, to see or decide for themselves on a screen of their own. */
export async function giveTableCode(
  resident: string,
  acting: Acting,
  context: RegisterContext,
): Promise<{ readonly code: string; readonly expiresAt: Date }> {
  const code = tableCodeFrom(context.randomBytes(32));
  const expiresAt = new Date(context.clock().getTime() + TABLE_CODE_VALID_MS);
  await changeRegister(acting, context, async ({ sql, record }) => {
    await sql.query('INSERT INTO table_code (hash, resident, given_by, expires_at) VALUES ($1, $2, $3, $4)', [
      hashOf(code),
      resident,
      acting.actor,
      expiresAt,
    ]);
    await record(resident, { what: 'table-code-given' });
  });
  return { code, expiresAt };
}

/** Whether a code that was given still lets somebody in. */
export async function isTableCodeOpen(
  code: string,
  { database, clock }: Pick<RegisterContext, 'database' | 'clock'>,
): Promise<boolean> {
  const rows = await database.query(
    'SELECT 1 FROM table_code WHERE hash = $1 AND used_at IS NULL AND expires_at > $2',
    [hashOf(code), clock()],
  );
  return rows.length === 1;
}

/** Whose code this is, once, within a quarter of an hour; of everything else nothing is said. */
export async function useTableCode(
  typed: string,
  acting: Acting,
  context: RegisterContext,
): Promise<string | undefined> {
  const code = readTableCode(typed);
  if (code === undefined) return undefined;
  // Anyone may type here, so the head of the ledger is not taken for a guess.
  const known = await context.database.query('SELECT 1 FROM table_code WHERE hash = $1', [hashOf(code)]);
  if (known.length === 0) return undefined;
  return await changeRegister(acting, context, async ({ sql, record }) => {
    const [row] = await sql.query<{ resident: string }>(
      'UPDATE table_code SET used_at = $2 WHERE hash = $1 AND used_at IS NULL AND expires_at > $2 RETURNING resident',
      [hashOf(code), context.clock()],
    );
    if (row !== undefined) await record(row.resident, { what: 'table-code-used' });
    return row?.resident;
  });
}
