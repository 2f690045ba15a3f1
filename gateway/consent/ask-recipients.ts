import type { Rule } from '../../policies/handreiking.ts';
import { DECIDE_WITHIN_MS } from '../../consent/objection.ts';
import type { Sql } from '../database.ts';
import { changeRegister, type Acting, type HeldRegister } from './change-register.ts';
import { raiseItem } from './officer-items.ts';
import type { RegisterContext } from './register-context.ts';
import { keepWords, openWords } from './resident-words.ts';
import { tellRecipients } from './tell-recipients.ts';

const everything = (_rule: Rule): boolean => true;

export interface RecipientsAsked {
  readonly resident: string;
  readonly purpose: string;
  readonly request: 'correct' | 'erase';
  /** What the resident wrote with it; then it lies before the officer too. */
  readonly words?: string;
}

const SAME_WITHIN_MS = 10 * 60_000;

/** AVG 16, 17 and 19: the resident has everyone who received for this purpose asked to correct or to erase it. Resolves to how many; who sends the form twice asks once. */
export async function askRecipients(
  { resident, purpose, request, words }: RecipientsAsked,
  acting: Acting,
  context: RegisterContext,
): Promise<number> {
  return await changeRegister(acting, context, async register => {
    const before = await askedJustNow(register.sql, { resident, purpose, request }, context.clock());
    const cause = before?.cause ?? context.newId();
    if (words !== undefined) await layBeforeOfficer(resident, cause, words, register, context);
    if (before !== undefined) return before.told;
    const told = await tellRecipients(
      { resident, request, cause, purpose, concerns: everything },
      register,
      context,
    );
    await register.record(resident, { what: 'recipients-asked', request, purpose, told });
    return told;
  });
}

/** The same request of a moment ago, with how many were asked. */
async function askedJustNow(
  sql: Sql,
  { resident, purpose, request }: Pick<RecipientsAsked, 'resident' | 'purpose' | 'request'>,
  now: Date,
): Promise<{ readonly cause: string; readonly told: number } | undefined> {
  const [row] = await sql.query<{ cause: string; told: string }>(
    `SELECT cause, count(*) AS told FROM notice WHERE resident = $1 AND purpose = $2 AND request = $3 AND created_at > $4
       AND cause NOT IN (SELECT id FROM consent UNION SELECT id FROM objection)
      GROUP BY cause ORDER BY max(created_at) DESC LIMIT 1`,
    [resident, purpose, request, new Date(now.getTime() - SAME_WITHIN_MS)],
  );
  return row === undefined ? undefined : { cause: row.cause, told: Number(row.told) };
}

async function layBeforeOfficer(
  resident: string,
  about: string,
  text: string,
  register: HeldRegister,
  context: RegisterContext,
): Promise<void> {
  const now = context.clock();
  if (await wroteJustNow(resident, text, now, register, context)) return;
  await keepWords({ resident, about, text }, register, context);
  const dueAt = new Date(now.getTime() + DECIDE_WITHIN_MS);
  await raiseItem(register, context.newId(), { kind: 'resident-wrote', resident, about, dueAt }, now);
}

async function wroteJustNow(
  resident: string,
  text: string,
  now: Date,
  { sql }: HeldRegister,
  context: RegisterContext,
): Promise<boolean> {
  const items = await sql.query<{ about: string }>(
    `SELECT about FROM officer_item WHERE resident = $1 AND kind = 'resident-wrote' AND raised_at > $2`,
    [resident, new Date(now.getTime() - SAME_WITHIN_MS)],
  );
  for (const { about } of items)
    if ((await openWords(sql, about, context)).some(words => words.text === text)) return true;
  return false;
}
