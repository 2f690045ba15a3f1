import type { Sql } from '../database.ts';
import type { PersonalPart } from './entry.ts';
import type { KeyVault } from './key-vault.ts';
import { openAbout } from './personal-part.ts';
import { keyIdOf, type SealingKey } from './sealing.ts';
import { nobodyKey, openKey, type StoredKey } from './subject-keys.ts';

/** What stood about the resident. */
export type AboutResident = Omit<PersonalPart, 'assertedActor'>;

/** Opens what stands about residents: none when their key is destroyed. Rejects with `SealBroken` when it was altered. */
export type PersonalReader = (sealed: string) => Promise<AboutResident | undefined>;

const MOST_REMEMBERED = 10_000;

/** Made for one question or one export: it remembers keys, and must not outlive an erasure. */
export function createPersonalReader(
  sql: Sql,
  vault: Pick<KeyVault, 'find'>,
  subjectKey: string,
): PersonalReader {
  const nobody = nobodyKey(subjectKey);
  const known = new Map<string, SealingKey | undefined>([[nobody.id, nobody]]);
  return async sealed => {
    const id = keyIdOf(sealed);
    if (known.size > MOST_REMEMBERED) known.clear();
    if (!known.has(id)) known.set(id, id === nobody.id ? nobody : await findKey(sql, vault, id));
    const key = known.get(id);
    return key === undefined ? undefined : openAbout(sealed, key);
  };
}

async function findKey(sql: Sql, vault: Pick<KeyVault, 'find'>, id: string): Promise<SealingKey | undefined> {
  const [row] = await sql.query<StoredKey>('SELECT vault_id, sealed FROM subject_key WHERE key_id = $1', [
    id,
  ]);
  return row === undefined ? undefined : await openKey(row, vault);
}
