import type { Database } from '../database.ts';
import { holdHead } from './append.ts';

/** Whether the ledger would take an entry right now. */
export async function canAppend(database: Database): Promise<boolean> {
  try {
    await database.transaction(holdHead);
    return true;
  } catch {
    return false;
  }
}
