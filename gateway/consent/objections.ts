import { DECIDE_WITHIN_MS, effectOf, explains } from '../../consent/objection.ts';
import type { Receipt } from '../ledger/append.ts';
import { changeRegister, type Acting } from './change-register.ts';
import { closeItem, raiseItem } from './officer-items.ts';
import type { RegisterContext } from './register-context.ts';
import { keepWords } from './resident-words.ts';
import { restsOnNoObjection, tellRecipients } from './tell-recipients.ts';

export interface Objection {
  readonly resident: string;
  readonly purpose: string;
  readonly channel: string;
  /** What the resident wrote with it. */
  readonly words?: string;
}

/** What an objection did at once. */
export interface Raised {
  readonly id: string;
  readonly closes: readonly string[];
  readonly goesOn: readonly string[];
  readonly decideBy: Date;
  readonly receipt: Receipt;
}

/** AVG 21: closes at once what rests on a public task or an interest, and asks who already received to hold it (18(1)(d)). */
export async function raiseObjection(
  { resident, purpose, channel, words }: Objection,
  acting: Acting,
  context: RegisterContext,
): Promise<Raised> {
  return await changeRegister(acting, context, async register => {
    const { sql, policy, record } = register;
    const [id, now] = [context.newId(), context.clock()];
    const decideBy = new Date(now.getTime() + DECIDE_WITHIN_MS);
    await sql.query(
      `INSERT INTO objection (id, resident, purpose, raised_at, channel, raised_by, decide_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [id, resident, purpose, now, channel, acting.actor, decideBy],
    );
    const item = { kind: 'objection', resident, about: id, dueAt: decideBy } as const;
    await raiseItem(register, context.newId(), item, now);
    await tellRecipients(
      { resident, request: 'restrict', cause: id, purpose, concerns: restsOnNoObjection },
      register,
      context,
    );
    const receipt = await record(resident, { what: 'objection-raised', objection: id, purpose });
    if (words !== undefined) await keepWords({ resident, about: id, text: words }, register, context);
    return { id, ...effectOf(policy.handreiking.rules, purpose), decideBy, receipt };
  });
}

/** Adds what the resident wrote later to an objection of theirs that is open; to another it adds nothing. */
export async function addWordsToObjection(
  resident: string,
  objection: string,
  text: string,
  acting: Acting,
  context: RegisterContext,
): Promise<void> {
  await changeRegister(acting, context, async register => {
    const open = await register.sql.query(
      `SELECT 1 FROM objection WHERE id = $1 AND resident = $2
        AND dismissed_at IS NULL AND upheld_at IS NULL AND withdrawn_at IS NULL`,
      [objection, resident],
    );
    if (open.length > 0) await keepWords({ resident, about: objection, text }, register, context);
  });
}

export interface ObjectionDecision {
  readonly objection: string;
  readonly outcome: 'upheld' | 'dismissed';
  /** For the resident, in plain words. */
  readonly reasons: string;
}

/**
 * Decides an objection, once, with reasons. Upheld: it stays closed for good, and who received is asked to erase. Resolves to
 * nothing when there is no such open objection, or when nobody could understand why.
 */
export async function decideObjection(
  { objection, outcome, reasons }: ObjectionDecision,
  acting: Acting,
  context: RegisterContext,
): Promise<Receipt | undefined> {
  if (!explains(reasons)) return undefined;
  return await changeRegister(acting, context, async register => {
    const { sql, record } = register;
    const now = context.clock();
    const [row] = await sql.query<{ resident: string; purpose: string }>(
      `UPDATE objection SET dismissed_at = CASE WHEN $2 = 'dismissed' THEN $3::timestamptz END,
              upheld_at = CASE WHEN $2 = 'upheld' THEN $3::timestamptz END, reasons = $4, decided_by = $5
        WHERE id = $1 AND dismissed_at IS NULL AND upheld_at IS NULL AND withdrawn_at IS NULL RETURNING resident, purpose`,
      [objection, outcome, now, reasons, acting.actor],
    );
    if (row === undefined) return undefined;
    const { resident, purpose } = row;
    await closeItem(register, { about: objection, outcome, reasons }, acting, now);
    if (outcome === 'upheld') {
      const recall = {
        resident,
        request: 'erase',
        cause: objection,
        purpose,
        concerns: restsOnNoObjection,
      } as const;
      await tellRecipients(recall, register, context);
    }
    return await record(resident, { what: 'objection-decided', objection, outcome });
  });
}

/** The resident takes it back; what rests on it opens again. Resolves to nothing when there was none of this resident's. */
export async function withdrawObjection(
  resident: string,
  objection: string,
  acting: Acting,
  context: RegisterContext,
): Promise<Receipt | undefined> {
  return await changeRegister(acting, context, async register => {
    const now = context.clock();
    const rows = await register.sql.query(
      `UPDATE objection SET withdrawn_at = $3 WHERE id = $1 AND resident = $2 AND withdrawn_at IS NULL RETURNING id`,
      [objection, resident, now],
    );
    if (rows.length === 0) return undefined;
    await closeItem(register, { about: objection, outcome: 'withdrawn' }, acting, now);
    return await register.record(resident, { what: 'objection-withdrawn', objection });
  });
}
