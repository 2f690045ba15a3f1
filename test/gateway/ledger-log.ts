import { randomBytes, type KeyObject } from 'node:crypto';
import type { Database, Sql } from '../../gateway/database.ts';
import { appendBatch, batchAfter, readHead, sealEntry } from '../../gateway/ledger/append.ts';
import type { StoredCheckpoint } from '../../gateway/ledger/checkpoint-store.ts';
import type { Entry } from '../../gateway/ledger/entry.ts';
import type { EntryKeys } from '../../gateway/ledger/personal-part.ts';
import { sealingKey, sealText } from '../../gateway/ledger/sealing.ts';
import { signHead } from '../../gateway/ledger/sign-head.ts';

export const ORIGIN = 'poort.example.nl/logboek';

/** Keys that are thrown away, and a keyed hash to be found by, as every entry of a gateway has. */
const keys = (): EntryKeys => ({
  subject: sealingKey(randomBytes(32)),
  sealActor: actor => ({
    sealed: sealText(actor, sealingKey(randomBytes(32)), randomBytes(12)),
    tag: randomBytes(32),
  }),
});

const entryNumber = (number: number): Entry => ({
  public: {
    event: 'refused',
    at: new Date(Date.UTC(2026, 10, 22, 10) + number),
    direction: 'ask',
    purpose: 'D01',
    policyVersion: 'b'.repeat(64),
    sender: 'wijkteam-zuidoost',
    recipient: 'zayaz',
    requestId: `verzoek-${number}`,
    traceId: 'c'.repeat(32),
    fields: { 'identiteit.naam': { decision: 'withheld', rule: '1.6', missing: ['toestemming'] } },
  },
  personal: { subject: 'unknown', assertedActor: 'zayaz: mw-417' },
});

/** Lets the log grow to this size, in batches as the gateway makes them. */
export async function appendEntries(database: Database, size: number): Promise<void> {
  for (let head = await readHead(database); head.frontier.size < size;) {
    const from = head.frontier.size;
    const batch = Array.from({ length: Math.min(500, size - from) }, (_, n) =>
      sealEntry(entryNumber(from + n), { salt: randomBytes(32), subject: randomBytes(32), keys: keys() }),
    );
    const after = await appendBatch(database, batchAfter(head, batch));
    if (after === undefined) throw new Error('somebody else appended');
    head = after;
  }
}

/** Signs the head once, as the gateway does twice a second. */
export const signNow = async (
  database: Database,
  privateKey: KeyObject,
): Promise<StoredCheckpoint | undefined> =>
  await database.transaction(
    async sql => await signHead(sql, { origin: ORIGIN, privateKeys: [privateKey] }, undefined, new Date()),
  );

/** Somebody with every right and the triggers out of the way: what the database alone cannot stop, the tree must show. */
export async function withoutTriggers(sql: Sql, statements: readonly string[]): Promise<void> {
  await sql.query('SET LOCAL session_replication_role = replica');
  for (const statement of statements) await sql.query(statement);
}
