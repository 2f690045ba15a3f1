import { createHash } from 'node:crypto';
import { readTableCode } from '../../consent/table-code.ts';
import type { RegisterEvent } from '../ledger/event.ts';
import { changeRegister, type Acting } from './change-register.ts';
import type { RegisterContext } from './register-context.ts';

/** A code that works once, within a quarter of an hour, and what it is for. */
export interface OneTimeCode {
  readonly table: 'table_code' | 'look_along_code';
  /** Hashed with it, so that a code for one thing opens no other. */
  readonly purpose: string;
  readonly used: RegisterEvent;
}

/** By which a code is found: the code itself is kept nowhere. */
export const hashOf = ({ purpose }: OneTimeCode, code: string): Buffer =>
  createHash('sha256').update(`${purpose} ${code}`).digest();

/** Whose code this is, once; of everything else nothing is said. */
export async function useCode(
  kind: OneTimeCode,
  typed: string,
  acting: Acting,
  context: RegisterContext,
): Promise<string | undefined> {
  const code = readTableCode(typed);
  if (code === undefined) return undefined;
  const hash = hashOf(kind, code);
  // Anyone may type here, so the head of the ledger is not taken for a guess.
  const known = await context.database.query(`SELECT 1 FROM ${kind.table} WHERE hash = $1`, [hash]);
  if (known.length === 0) return undefined;
  return await changeRegister(acting, context, async ({ sql, record }) => {
    const [row] = await sql.query<{ resident: string }>(
      `UPDATE ${kind.table} SET used_at = $2 WHERE hash = $1 AND used_at IS NULL AND expires_at > $2 RETURNING resident`,
      [hash, context.clock()],
    );
    if (row !== undefined) await record(row.resident, { what: kind.used });
    return row?.resident;
  });
}
