import { TABLE_CODE_VALID_MS, tableCodeFrom } from '../../consent/table-code.ts';
import { changeRegister, type Acting } from './change-register.ts';
import { hashOf, useCode, type OneTimeCode } from './one-time-code.ts';
import type { RegisterContext } from './register-context.ts';

const LOOK_ALONG: OneTimeCode = { table: 'look_along_code', purpose: 'meekijkcode', used: 'look-along-used' };

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
      hashOf(LOOK_ALONG, code),
      resident,
      expiresAt,
    ]);
    await record(resident, { what: 'look-along-given' });
  });
  return code;
}

/** With whom somebody with this code looks along, once, within a quarter of an hour. */
export const useLookAlongCode = async (
  typed: string,
  acting: Acting,
  context: RegisterContext,
): Promise<string | undefined> => await useCode(LOOK_ALONG, typed, acting, context);
