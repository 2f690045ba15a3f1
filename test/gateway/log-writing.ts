import { expect } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { openDatabase, type Database } from '../../gateway/database.ts';
import { sealEntry, type Receipt, type SealedEntry } from '../../gateway/ledger/append.ts';
import { isIncluded } from '../../gateway/ledger/merkle-tree.ts';
import { verifyLedger } from '../../gateway/ledger/verify.ts';
import { createLedgerWriter, type LedgerWriter, type Pending } from '../../gateway/ledger/writer.ts';
import { newDatabase } from '../world/world.ts';

/** A ledger of its own, and who writes in it. */
export interface LogWriting {
  readonly url: string;
  readonly database: Database;
  readonly writer: LedgerWriter;
  /** One more pool, that is closed with the rest. */
  readonly open: (url: string) => Database;
  readonly appendAll: (all: readonly Pending[], by?: LedgerWriter) => Promise<Receipt[]>;
  readonly stored: () => Promise<readonly Stored[]>;
  readonly requestIds: () => Promise<string[]>;
  /** Every receipt points at its own entry and proves it; every entry stands there once; the log verifies. */
  readonly expectWhole: (receipts: readonly Receipt[], count: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

interface Stored {
  readonly index: string;
  readonly leaf: string;
  readonly leaf_hash: Buffer;
}

export async function startWriting(): Promise<LogWriting> {
  const url = await newDatabase();
  const opened: Database[] = [];
  const open = (address: string): Database => {
    const each = openDatabase(address);
    opened.push(each);
    return each;
  };
  const database = open(url);
  const writer = createLedgerWriter(database);
  const stored = async (): Promise<readonly Stored[]> =>
    await database.query<Stored>('SELECT index, leaf, leaf_hash FROM ledger_entry ORDER BY index');
  const requestIds = async (): Promise<string[]> =>
    (await stored()).map(({ leaf }) => (JSON.parse(leaf) as { requestId: string }).requestId);
  return {
    url,
    database,
    writer,
    open,
    stored,
    requestIds,
    appendAll: async (all, by = writer) => await Promise.all(all.map(async each => await by.append(each))),
    expectWhole: async (receipts, count) => {
      const rows = await stored();
      expect(rows.map(({ index }) => Number(index))).toEqual(Array.from({ length: count }, (_, n) => n));
      expect(new Set(await requestIds()).size).toBe(count);
      for (const receipt of receipts) expectProven(receipt, rows[receipt.index]);
      expect(await verifyLedger(database)).toMatchObject({ entries: count, fault: undefined });
    },
    close: async () => void (await Promise.all(opened.splice(0).map(async each => await each.close()))),
  };
}

function expectProven({ index, leafHash, treeSize, root, proof }: Receipt, row: Stored | undefined): void {
  expect(row?.leaf_hash.toString('hex')).toBe(leafHash);
  const path = proof.map(each => Buffer.from(each, 'hex'));
  expect(isIncluded(Buffer.from(leafHash, 'hex'), index, treeSize, path, Buffer.from(root, 'hex'))).toBe(
    true,
  );
}

export const sealed = (name: string, at = new Date('2026-11-22T10:00:00Z')): SealedEntry =>
  sealEntry(
    {
      public: {
        event: 'refused',
        at,
        direction: 'ask',
        purpose: 'D01',
        policyVersion: 'b'.repeat(64),
        sender: 'wijkteam-zuidoost',
        recipient: 'zayaz',
        requestId: name,
        traceId: 'c'.repeat(32),
        fields: { 'identiteit.naam': { decision: 'withheld', rule: '1.6', missing: ['toestemming'] } },
      },
      personal: { subject: 'unknown', assertedActor: 'zayaz: mw-417' },
    },
    { salt: randomBytes(32), subject: undefined },
  );

/** An entry that rests on no facts. */
export const entry = (name: string, at?: Date): Pending => ({
  epoch: () => undefined,
  refresh: async () => await Promise.resolve(),
  seal: () => sealed(name, at),
});

export const entries = (count: number, prefix = 'verzoek'): Pending[] =>
  Array.from({ length: count }, (_, n) => entry(`${prefix}-${n}`));
