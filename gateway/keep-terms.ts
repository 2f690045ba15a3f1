import type { Sql } from './database.ts';
import { repeat } from './ledger/repeat.ts';

const ROUND_MS = 60 * 60_000;

/** What may go because its term is over, goes: what became of deliveries, calls of closed cases, money under a number. */
export const forgetPastTerms = async (sql: Sql, now: Date): Promise<unknown> =>
  await sql.query('SELECT forget_past_terms($1)', [now]);

/** Every hour. A round that fails is told of, and the next one takes up what it left. */
export const keepTerms = (
  sql: Sql,
  clock: () => Date,
  onFailure: () => void,
): { readonly stop: () => Promise<void> } =>
  repeat(async () => void (await forgetPastTerms(sql, clock()).catch(onFailure)), ROUND_MS);
