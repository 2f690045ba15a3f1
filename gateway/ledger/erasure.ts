import type { Database, Sql } from '../database.ts';
import { appendEntry, holdHead, type Receipt } from './append.ts';
import type { Entry } from './entry.ts';
import type { KeyVault } from './key-vault.ts';
import { followLog } from './queries.ts';
import type { SubjectKeys } from './subject-keys.ts';

/** What erasing and retention need from around them. */
export interface UpkeepContext {
  readonly database: Database;
  readonly vault: KeyVault;
  readonly subjectKeys: SubjectKeys;
  readonly subjectTag: (resident: string) => Buffer;
  readonly clock: () => Date;
  readonly randomBytes: (size: number) => Buffer;
}

/** What writing an entry needs of it. */
export type AppendContext = Pick<UpkeepContext, 'subjectKeys' | 'subjectTag' | 'clock' | 'randomBytes'>;

/** Who ordered it, under which number it can be found, and which handreiking counted then. */
export interface UpkeepOrder {
  readonly actor: string;
  readonly requestId: string;
  readonly traceId: string;
  readonly policyVersion: string;
  /** About whom, when it is about one resident. */
  readonly resident?: string;
  /** Of which partner, when it is about one. */
  readonly recipient?: string;
}

export interface Erasure {
  /** How many entries said something about this resident. */
  readonly entries: number;
  /** None when there was nothing left to erase: then nothing was written either. */
  readonly receipt: Receipt | undefined;
}

/**
 * Erases a resident from the log (AVG 17), or at the end of a term. In one transaction: the entry that says so, what their
 * entries said about them, and their key; then the vault destroys its half, and with it every backup is closed too. Who acted
 * stays, for the officer. Resolves when the last half is destroyed; if that fails, `destroyLeftKeys` does it later.
 */
export async function eraseResident(
  resident: string,
  reason: 'request' | 'term',
  order: UpkeepOrder,
  context: UpkeepContext,
): Promise<Erasure> {
  const { database, vault, subjectTag } = context;
  await followLog(database);
  const erasure = await database.transaction(async sql => {
    if (!(await isKept(sql, resident, subjectTag(resident)))) return { entries: 0, receipt: undefined };
    const receipt = await appendUpkeep(sql, 'erased', reason, order, context);
    const [row] = await sql.query<{ erased: string }>('SELECT ledger_erase($1, $2, $3) AS erased', [
      resident,
      subjectTag(resident),
      receipt.index,
    ]);
    return { entries: Number(row?.erased ?? 0), receipt };
  });
  await destroyLeftKeys(database, vault);
  return erasure;
}

/** Whatever lasts about a resident came with an entry, and an entry with a key: without either there is nothing. */
async function isKept(sql: Sql, resident: string, tag: Buffer): Promise<boolean> {
  const rows = await sql.query(
    `SELECT FROM subject_key WHERE resident = $1
      UNION ALL SELECT FROM case_file_key WHERE resident = $1
      UNION ALL (SELECT FROM ledger_facet WHERE subject = $2 LIMIT 1)`,
    [resident, tag],
  );
  return rows.length > 0;
}

/** Destroys the vault's half of every key that an erasure took from the database; says how many. */
export async function destroyLeftKeys(sql: Sql, vault: KeyVault): Promise<number> {
  const left = await sql.query<{ vault_id: string }>('SELECT vault_id FROM key_to_destroy ORDER BY since');
  for (const { vault_id } of left) {
    await vault.destroy(vault_id);
    await sql.query('DELETE FROM key_to_destroy WHERE vault_id = $1', [vault_id]);
  }
  return left.length;
}

/** The entry that says what was done to the log itself, or with it. */
export async function appendUpkeep(
  sql: Sql,
  event: 'erased' | 'expired' | 'viewed' | 'switched' | 'keys-changed' | 'systems-changed',
  reason: string,
  order: UpkeepOrder,
  { subjectKeys, subjectTag, clock, randomBytes }: AppendContext,
): Promise<Receipt> {
  const { actor, requestId, traceId, policyVersion, resident, recipient = 'unstated' } = order;
  const entry: Entry = {
    public: {
      event,
      at: clock(),
      direction: 'record',
      purpose: 'unstated',
      policyVersion,
      sender: 'unstated',
      recipient,
      requestId,
      traceId,
      fields: {},
      reason,
    },
    personal: { subject: resident ?? 'nobody', assertedActor: actor },
  };
  const keys = await subjectKeys.keysFor(sql, resident);
  return await appendEntry(sql, await holdHead(sql), entry, {
    salt: randomBytes(32),
    subject: resident === undefined ? undefined : subjectTag(resident),
    keys,
  });
}
