import type { Sql } from '../database.ts';
import { openKeyVault, sealAgain, sealedOtherwise } from './key-vault.ts';
import type { SealingKey } from './sealing.ts';

/**
 * Seals what is in the vault under the first of these keys. Only what the database knows: a key that is being made now is left
 * for the next time, and what an erasure destroys at the same moment stays destroyed, for of each it is looked up again
 * afterwards. Resolves to how many were sealed anew.
 */
export async function sealVaultAgain(
  sql: Sql,
  folder: string,
  keys: readonly [SealingKey, ...SealingKey[]],
  randomBytes: (size: number) => Buffer,
): Promise<number> {
  const vault = openKeyVault(folder, () => keys, randomBytes);
  let count = 0;
  for (const id of await sealedOtherwise(folder, keys[0])) {
    if (!(await isKnown(sql, id))) continue;
    await sealAgain(folder, id, keys, randomBytes);
    // An erasure first takes the key out of its table, then destroys the vault's half.
    if (await isKnown(sql, id)) count += 1;
    else await vault.destroy(id);
  }
  return count;
}

async function isKnown(sql: Sql, id: string): Promise<boolean> {
  const rows = await sql.query(
    'SELECT FROM subject_key WHERE vault_id = $1 UNION ALL SELECT FROM case_file_key WHERE vault_id = $1',
    [id],
  );
  return rows.length > 0;
}
