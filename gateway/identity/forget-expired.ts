import type { Sql } from '../database.ts';
import { repeat } from '../ledger/repeat.ts';

const EVERY_MS = 60_000;
/** Long past every clock that differs from ours. */
const KEPT_LONGER_MS = 3_600_000;

/** What the authorization server had to remember and does not have to any more: gone within the hour. */
export async function forgetExpired(sql: Sql, now: Date): Promise<void> {
  await sql.query('DELETE FROM authorization_record WHERE expires_at < $1', [
    new Date(now.getTime() - KEPT_LONGER_MS),
  ]);
}

export const keepForgetting = (
  sql: Sql,
  clock: () => Date,
  onFailure: () => void,
): { readonly stop: () => Promise<void> } =>
  repeat(async () => await forgetExpired(sql, clock()).catch(onFailure), EVERY_MS);
