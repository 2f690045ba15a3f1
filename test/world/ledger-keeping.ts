import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type Database } from '../../gateway/database.ts';
import { makeActorKey, newOfficerKey, openActors } from '../../gateway/ledger/actor-key.ts';
import { appendEntry, holdHead, type Receipt } from '../../gateway/ledger/append.ts';
import type { Entry, PersonalPart, PublicPart } from '../../gateway/ledger/entry.ts';
import type { UpkeepContext } from '../../gateway/ledger/erasure.ts';
import { keyEncryptionKey, openKeyVault } from '../../gateway/ledger/key-vault.ts';
import { createSubjectKeys } from '../../gateway/ledger/subject-keys.ts';
import { createDatabase } from './databases.ts';
import { readLedger } from './read-ledger.ts';
import type { LedgerLine } from './read-ledger.ts';
import { newDatabase } from './world.ts';

/** A ledger with its keys and without a gateway: what stands in it is up to the test. */
export interface LedgerKeeping extends UpkeepContext {
  readonly url: string;
  readonly subjectKey: string;
  readonly officerKey: ReturnType<typeof newOfficerKey>;
  readonly newResident: () => Promise<string>;
  /** Appends an entry about this resident, or about nobody known. */
  readonly note: (about: string | undefined, said?: Partial<PublicPart & PersonalPart>) => Promise<Receipt>;
  readonly read: (database?: Database) => Promise<readonly LedgerLine[]>;
  /** A copy of the database as it is now. The vault is not in it. */
  readonly backUp: () => Promise<Database>;
  readonly close: () => Promise<void>;
}

export const ORDER = {
  actor: 'officer: po-1',
  requestId: 'verzoek-wissen-1',
  traceId: 'd'.repeat(32),
  policyVersion: 'b'.repeat(64),
} as const;

const entryAbout = (
  resident: string | undefined,
  said: Partial<PublicPart & PersonalPart>,
  at: Date,
): Entry => {
  const { subject, assertedActor, socialCase, consents, declarations, change, ...publicly } = said;
  return {
    public: {
      event: 'refused',
      at,
      direction: 'ask',
      purpose: 'D01',
      policyVersion: 'b'.repeat(64),
      sender: 'wijkteam-zuidoost',
      recipient: 'zayaz',
      requestId: `verzoek-${randomUUID()}`,
      traceId: randomBytes(16).toString('hex'),
      spanId: randomBytes(8).toString('hex'),
      fields: { 'identiteit.naam': { decision: 'withheld', rule: '1.6', missing: ['toestemming'] } },
      ...publicly,
    },
    personal: {
      subject: subject ?? resident ?? 'unknown',
      assertedActor: assertedActor ?? 'zayaz: mw-417',
      ...(socialCase === undefined ? {} : { socialCase }),
      ...(consents === undefined ? {} : { consents }),
      ...(declarations === undefined ? {} : { declarations }),
      ...(change === undefined ? {} : { change }),
    },
  };
};

/** A database can only be copied while nobody is connected: the pool connects again when it is asked something. */
async function copyOf(url: string): Promise<Database> {
  const name = new URL(url).pathname.slice(1);
  const server = openDatabase(Object.assign(new URL(url), { pathname: '/postgres' }).href);
  try {
    await server.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
  } finally {
    await server.close();
  }
  return openDatabase(await createDatabase(url, `backup_${randomUUID().replaceAll('-', '')}`, name));
}

export async function keepLedger(clock: () => Date = () => new Date()): Promise<LedgerKeeping> {
  const url = await newDatabase();
  const database = openDatabase(url);
  const folder = await mkdtemp(join(tmpdir(), 'wijkpoort-keys-'));
  const subjectKey = randomBytes(32).toString('hex');
  const officerKey = newOfficerKey();
  const vault = openKeyVault(folder, keyEncryptionKey(subjectKey), randomBytes);
  const actorKey = await makeActorKey(database, officerKey.publicKeyPem);
  const subjectKeys = createSubjectKeys({ vault, actorKey, subjectKey, randomBytes, newId: randomUUID });
  const subjectTag = (resident: string): Buffer =>
    createHmac('sha256', Buffer.from(subjectKey, 'hex')).update(resident).digest();
  return {
    url,
    database,
    vault,
    subjectKey,
    officerKey,
    subjectKeys,
    subjectTag,
    clock,
    randomBytes,
    newResident: async () => {
      const id = randomUUID();
      await database.query('INSERT INTO resident (id) VALUES ($1)', [id]);
      return id;
    },
    note: async (about, said = {}) =>
      await database.transaction(
        async sql =>
          await appendEntry(sql, await holdHead(sql), entryAbout(about, said, clock()), {
            salt: randomBytes(32),
            subject: about === undefined ? undefined : subjectTag(about),
            keys: await subjectKeys.keysFor(sql, about),
          }),
      ),
    read: async (from = database) =>
      await readLedger(from, {
        vault,
        subjectKey,
        openActor: openActors(from, officerKey.privateKeyPem),
      }),
    backUp: async () => await copyOf(url),
    close: async () => {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
