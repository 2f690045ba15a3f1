import { TABLE_CODE_VALID_MS, tableCodeFrom } from '../../consent/table-code.ts';
import { changeRegister, type Acting } from './change-register.ts';
import { hashOf, useCode, type OneTimeCode } from './one-time-code.ts';
import type { RegisterContext } from './register-context.ts';

const TABLE: OneTimeCode = { table: 'table_code', purpose: 'tafelcode', used: 'table-code-used' };

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
      hashOf(TABLE, code),
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
    [hashOf(TABLE, code), clock()],
  );
  return rows.length === 1;
}

/** Whose code this is, once, within a quarter of an hour; of everything else nothing is said. */
export const useTableCode = async (
  typed: string,
  acting: Acting,
  context: RegisterContext,
): Promise<string | undefined> => await useCode(TABLE, typed, acting, context);
