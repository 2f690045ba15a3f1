import type { Sql } from '../database.ts';
import type { KeyVault } from '../ledger/key-vault.ts';
import { createPersonalReader } from '../ledger/open-personal-part.ts';
import { openKey, type StoredKey } from '../ledger/subject-keys.ts';

/** What came back of residents whose key was destroyed after the backup. */
export interface DestroyedKeys {
  /** Keys that the backup holds a half of. */
  readonly keys: number;
  /** Of these, how many of which the vault's half is gone. */
  readonly destroyed: number;
  /** Entries about these residents that came back sealed, and how many of those open after all. */
  readonly sealed: number;
  readonly opened: number;
}

/** Tries to open what a restored backup brought back of residents whose key is gone. */
export async function tryDestroyedKeys(
  sql: Sql,
  vault: Pick<KeyVault, 'find'>,
  {
    subjectKey,
    subjectTag,
  }: { readonly subjectKey: string; readonly subjectTag: (resident: string) => Buffer },
): Promise<DestroyedKeys> {
  const keys = await sql.query<StoredKey & { readonly resident: string }>(
    'SELECT resident, vault_id, sealed FROM subject_key',
  );
  const gone: string[] = [];
  for (const key of keys) if ((await openKey(key, vault)) === undefined) gone.push(key.resident);
  const parts = await sql.query<{ personal: string }>(
    'SELECT personal FROM ledger_entry WHERE subject = ANY($1) AND personal IS NOT NULL',
    [gone.map(subjectTag)],
  );
  const read = createPersonalReader(sql, vault, subjectKey);
  let opened = 0;
  for (const { personal } of parts) if ((await read(personal)) !== undefined) opened += 1;
  return { keys: keys.length, destroyed: gone.length, sealed: parts.length, opened };
}
