import { explains } from '../../consent/objection.ts';
import type { Receipt } from '../ledger/append.ts';
import { changeRegister, type Acting } from './change-register.ts';
import { closeItem, raiseItem } from './officer-items.ts';
import type { RegisterContext } from './register-context.ts';

/** Somebody notes that a resident is under sixteen: every field that needs a yes closes, until the officer has looked. */
export async function noteMinority(
  { resident, age }: { readonly resident: string; readonly age: 'under-12' | 'from-12' },
  acting: Acting,
  context: RegisterContext,
): Promise<{ readonly id: string; readonly receipt: Receipt }> {
  return await changeRegister(acting, context, async register => {
    const { sql, record } = register;
    const now = context.clock();
    // Noted once more as it was, nothing changes; another age is another case, and closed again.
    await sql.query(
      `INSERT INTO minority (resident, age, noted_at, noted_by) VALUES ($1, $2, $3, $4)
       ON CONFLICT (resident) DO UPDATE SET age = excluded.age, noted_at = excluded.noted_at, noted_by = excluded.noted_by,
                                            enabled_by = NULL, enabled_at = NULL
        WHERE minority.age <> excluded.age`,
      [resident, age, now, acting.actor],
    );
    const [row] = await sql.query<{ id: string; enabled_at: Date | null }>(
      'SELECT id, enabled_at FROM minority WHERE resident = $1',
      [resident],
    );
    if (row === undefined) throw new Error('what was just noted is not there');
    if (row.enabled_at === null)
      await raiseItem(register, context.newId(), { kind: 'minor', resident, about: row.id }, now);
    return { id: row.id, receipt: await record(resident, { what: 'minority-noted', minority: row.id, age }) };
  });
}

export interface MinorityJudgement {
  readonly minority: string;
  /** Open the case, close it, or no longer under sixteen. */
  readonly outcome: 'enable' | 'close' | 'end';
  readonly reasons: string;
}

const CHANGES = {
  enable: { what: 'minority-enabled', age: undefined, isOpen: true },
  close: { what: 'minority-closed', age: undefined, isOpen: false },
  end: { what: 'minority-ended', age: 'from-16', isOpen: false },
} as const;

/** The officer opens the case of somebody under sixteen, or closes it, with reasons. Resolves to nothing when there is none. */
export async function judgeMinority(
  { minority, outcome, reasons }: MinorityJudgement,
  acting: Acting,
  context: RegisterContext,
): Promise<Receipt | 'no-reasons' | undefined> {
  if (!explains(reasons)) return 'no-reasons';
  const { what, age, isOpen } = CHANGES[outcome];
  return await changeRegister(acting, context, async register => {
    const now = context.clock();
    const [row] = await register.sql.query<{ resident: string }>(
      `UPDATE minority SET age = coalesce($2, age), enabled_at = $3, enabled_by = $4 WHERE id = $1 RETURNING resident`,
      [minority, age ?? null, isOpen ? now : null, isOpen ? acting.actor : null],
    );
    if (row === undefined) return undefined;
    await closeItem(register, { about: minority, outcome, reasons }, acting, now);
    return await register.record(row.resident, { what, minority });
  });
}
