import { createHmac, hkdfSync } from 'node:crypto';
import type { Sql } from '../database.ts';
import { remembered } from '../remembered.ts';
import type { KeyVault } from './key-vault.ts';
import type { EntryKeys, SealedActor } from './personal-part.ts';
import { openText, sealingKey, sealText, type SealingKey } from './sealing.ts';

/** Finds the keys for entries, and makes a resident's key at the first entry about them. */
export interface SubjectKeys {
  /**
   * The keys for an entry about this resident, or about nobody we know. With the epoch at which the facts were read, what was
   * found at that epoch before is found again without asking: erasing raises the epoch. Not to be given within a transaction:
   * a key that was made there may not stay. A rejection may wait to be looked at.
   */
  readonly keysFor: (sql: Sql, resident: string | undefined, epoch?: number) => Promise<EntryKeys>;
}

export interface SubjectKeysSetup {
  readonly vault: KeyVault;
  readonly actorKey: SealingKey;
  /** The secret that also tags residents, hex. */
  readonly subjectKey: string;
  readonly randomBytes: (size: number) => Buffer;
  readonly newId: () => string;
}

const MOST_REMEMBERED = 10_000;

export function createSubjectKeys(setup: SubjectKeysSetup): SubjectKeys {
  const nobody = nobodyKey(setup.subjectKey);
  const tagOf = actorTagger(setup.subjectKey);
  // The tag tells already which entries have one actor; that their sealed names are one text tells nothing more.
  const sealActor = remembered<SealedActor>(actor => ({
    sealed: sealText(actor, setup.actorKey, setup.randomBytes(12)),
    tag: tagOf(actor),
  }));
  const withActor = (subject: SealingKey): EntryKeys => ({ subject, sealActor });
  const known = new Map<string, { readonly epoch: number; readonly key: Promise<SealingKey> }>();

  const remember = (sql: Sql, resident: string, epoch: number): Promise<SealingKey> => {
    const before = known.get(resident);
    if (before?.epoch === epoch) return before.key;
    const key = findOrMake(sql, resident, setup);
    key.catch(() => known.delete(resident));
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(resident, { epoch, key });
    return key;
  };

  return {
    keysFor: (sql, resident, epoch) => {
      const key =
        resident === undefined
          ? Promise.resolve(nobody)
          : epoch === undefined
            ? findOrMake(sql, resident, setup)
            : remember(sql, resident, epoch);
      const keys = key.then(withActor);
      // Looked up beside the question to the source: when that fails first, nobody waits for this.
      keys.catch(() => undefined);
      return keys;
    },
  };
}

/** The keyed hash under which the entries of one person acting are found. */
export function actorTagger(subjectKey: string): (actor: string) => Buffer {
  const secret = Buffer.from(subjectKey, 'hex');
  return actor => createHmac('sha256', secret).update(`actor\0${actor}`).digest();
}

/** Under which is kept what was asked about people nobody here knows: there is nobody whose key it could be. */
export const nobodyKey = (subjectKey: string): SealingKey =>
  sealingKey(Buffer.from(hkdfSync('sha256', Buffer.from(subjectKey, 'hex'), '', 'wijkpoort niemand', 32)));

/** What a key of a resident is for: each purpose has a table of its own, and goes by itself. */
export type KeyTable = 'subject_key' | 'case_file_key';

export type KeyPlace = Pick<SubjectKeysSetup, 'vault' | 'randomBytes' | 'newId'>;

/** A resident's key for one purpose, made when there is none. */
export async function findOrMakeKey(
  sql: Sql,
  resident: string,
  setup: KeyPlace,
  table: KeyTable,
): Promise<SealingKey> {
  return (await findKey(sql, resident, setup, table)) ?? (await make(sql, resident, setup, table));
}

const findOrMake = async (sql: Sql, resident: string, setup: SubjectKeysSetup): Promise<SealingKey> =>
  await findOrMakeKey(sql, resident, setup, 'subject_key');

export async function findKey(
  sql: Sql,
  resident: string,
  { vault }: Pick<SubjectKeysSetup, 'vault'>,
  table: KeyTable,
): Promise<SealingKey | undefined> {
  const [row] = await sql.query<StoredKey>(`SELECT vault_id, sealed FROM ${table} WHERE resident = $1`, [
    resident,
  ]);
  return row === undefined ? undefined : await openKey(row, vault);
}

/** A resident's key as the database holds it. */
export interface StoredKey {
  readonly vault_id: string;
  readonly sealed: string;
}

/** Puts the two halves together; none when the vault's half is destroyed. */
export async function openKey(
  { vault_id, sealed }: StoredKey,
  vault: Pick<KeyVault, 'find'>,
): Promise<SealingKey | undefined> {
  const half = await vault.find(vault_id);
  return half === undefined ? undefined : sealingKey(Buffer.from(openText(sealed, half), 'hex'));
}

/** Two gateways may make one at the same time: the first that is stored counts, the other is destroyed. */
async function make(sql: Sql, resident: string, setup: KeyPlace, table: KeyTable): Promise<SealingKey> {
  const { vault, randomBytes, newId } = setup;
  const [id, half, own] = [newId(), randomBytes(32), randomBytes(32)];
  await vault.keep(id, half);
  const key = sealingKey(own);
  const sealed = sealText(own.toString('hex'), sealingKey(half), randomBytes(12));
  const stored = await sql.query(
    `INSERT INTO ${table} (resident, vault_id, key_id, sealed) VALUES ($1, $2, $3, $4)
     ON CONFLICT (resident) DO NOTHING RETURNING 1`,
    [resident, id, key.id, sealed],
  );
  if (stored.length > 0) return key;
  await vault.destroy(id);
  const winner = await findKey(sql, resident, setup, table);
  if (winner === undefined) throw new Error('the vault does not hold the key of somebody who has one');
  return winner;
}
