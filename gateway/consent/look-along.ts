import { createHash } from 'node:crypto';
import { readTableCode, TABLE_CODE_VALID_MS, tableCodeFrom } from '../../consent/table-code.ts';
import { changeRegister, type Acting } from './change-register.ts';
import type { RegisterContext } from './register-context.ts';

const hashOf = (code: string): Buffer => createHash('sha256').update(`meekijkcode ${code}`).digest();

/** Gives the resident a code for somebody they trust, who sees what they see and can choose nothing. */
export async function giveLookAlongCode(
  resident: string,
  acting: Acting,
  context: RegisterContext,
): Promise<string> {
  const code = tableCodeFrom(context.randomBytes(32));
  const expiresAt = new Date(context.clock().getTime() + TABLE_CODE_VALID_MS);
  await changeRegister(acting, context, async ({ sql, record }) => {
    await sql.query('INSERT INTO look_along_code (hash, resident, expires_at) VALUES ($1, $2, $3)', [
      hashOf(code),
      resident,
      expiresAt,
    ]);
    await record(resident, { what: 'look-along-given' });
  });
  return code;
}

/** With whom somebody with this code looks along, once, within a quarter of an hour. */
export async function useLookAlongCode(
  typed: string,
  acting: Acting,
  context: RegisterContext,
): Promise<string | undefined> {
  const code = readTableCode(typed);
  if (code === undefined) return undefined;
  return await changeRegister(acting, context, async ({ sql, record }) => {
    const [row] = await sql.query<{ resident: string }>(
      'UPDATE look_along_code SET used_at = $2 WHERE hash = $1 AND used_at IS NULL AND expires_at > $2 RETURNING resident',
      [hashOf(code), context.clock()],
    );
    if (row !== undefined) await record(row.resident, { what: 'look-along-used' });
    return row?.resident;
  });
}
