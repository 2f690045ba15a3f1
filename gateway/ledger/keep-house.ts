import type { Sql } from '../database.ts';
import { destroyLeftKeys } from './erasure.ts';
import type { KeyVault } from './key-vault.ts';
import { followLog } from './queries.ts';
import { repeat } from './repeat.ts';

const PAUSE_MS = 60_000;

/**
 * What must be done now and then: a place for the coming months, following the log for whoever searches it, destroying what an
 * erasure left in the vault, and forgetting who asked long ago to see what is known about them. What fails is tried again the
 * next time; a request never waits for it.
 */
export async function keepHouse(
  sql: Sql,
  vault: KeyVault,
  clock: () => Date,
  onFailure: () => void,
): Promise<{ readonly stop: () => Promise<void> }> {
  const turn = async (): Promise<void> => {
    try {
      await makeMonths(sql, clock());
      await followLog(sql);
      await destroyLeftKeys(sql, vault);
      await sql.query('SELECT forget_access_requests($1)', [clock()]);
    } catch {
      onFailure();
    }
  };
  await turn();
  return repeat(turn, PAUSE_MS);
}

/** This month and the two after it. */
async function makeMonths(sql: Sql, now: Date): Promise<void> {
  for (const ahead of [0, 1, 2]) {
    const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1));
    await sql.query('SELECT ledger_make_month($1::date)', [month.toISOString().slice(0, 10)]);
  }
}
