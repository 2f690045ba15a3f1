import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { openDatabase, type Database } from '../../gateway/database.ts';
import { appendEntry, holdHead, type Receipt } from '../../gateway/ledger/append.ts';
import { leafOf, type Entry } from '../../gateway/ledger/entry.ts';
import { isIncluded } from '../../gateway/ledger/merkle-tree.ts';
import { verifyLedger } from '../../gateway/ledger/verify.ts';
import { newDatabase } from '../world/world.ts';

const entryNumber = (number: number): Entry => ({
  public: {
    event: 'refused',
    at: new Date('2026-11-22T10:00:00Z'),
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

const appendTo = async (database: Database, number: number): Promise<Receipt> =>
  await database.transaction(
    async sql =>
      await appendEntry(sql, await holdHead(sql), entryNumber(number), {
        salt: randomBytes(32),
        subject: undefined,
      }),
  );

/** Somebody with every right and the triggers out of the way: what the database alone cannot stop, the tree must show. */
async function behindTheBack(database: Database, statement: string): Promise<void> {
  await database.transaction(async sql => {
    await sql.query('ALTER TABLE ledger_entry DISABLE TRIGGER USER');
    await sql.query(statement);
    await sql.query('ALTER TABLE ledger_entry ENABLE TRIGGER USER');
  });
}

let database: Database;
const opened: Database[] = [];
beforeEach(async () => {
  database = openDatabase(await newDatabase());
  opened.push(database);
});
afterAll(async () => {
  await Promise.all(opened.map(async each => await each.close()));
});

describe('a ledger to which many append at once', () => {
  it('gives each entry its own place and a proof that holds, and verifies', async () => {
    const receipts = await Promise.all(
      Array.from({ length: 60 }, async (_, number) => await appendTo(database, number)),
    );
    expect(receipts.map(({ index }) => index).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 60 }, (_, index) => index),
    );
    for (const { index, leafHash, treeSize, root, proof } of receipts) {
      const [leaf, top] = [Buffer.from(leafHash, 'hex'), Buffer.from(root, 'hex')];
      expect(
        isIncluded(
          leaf,
          index,
          treeSize,
          proof.map(each => Buffer.from(each, 'hex')),
          top,
        ),
      ).toBe(true);
    }
    const { entries, root, fault } = await verifyLedger(database);
    expect({ entries, fault }).toEqual({ entries: 60, fault: undefined });
    expect(receipts.find(({ treeSize }) => treeSize === 60)?.root).toBe(root);
  });

  it('keeps nothing of a transaction that does not commit', async () => {
    await appendTo(database, 1);
    const failing = database.transaction(async sql => {
      await appendEntry(sql, await holdHead(sql), entryNumber(2), {
        salt: randomBytes(32),
        subject: undefined,
      });
      throw new Error('the connection went');
    });
    await expect(failing).rejects.toThrow('the connection went');
    expect(await verifyLedger(database)).toMatchObject({ entries: 1, fault: undefined });
  });
});

describe('a ledger that somebody tries to change', () => {
  beforeEach(async () => {
    for (let number = 0; number < 10; number++) await appendTo(database, number);
  });

  it.each([
    ['update', 'UPDATE ledger_entry SET leaf = leaf'],
    ['delete', 'DELETE FROM ledger_entry WHERE index = 9'],
    ['truncate', 'TRUNCATE ledger_entry'],
  ])('refuses to %s', async (_name, statement) => {
    await expect(database.query(statement)).rejects.toMatchObject({ code: '42501' });
    expect(await verifyLedger(database)).toMatchObject({ entries: 10, fault: undefined });
  });

  it.each([
    [
      'a text',
      `UPDATE ledger_entry SET leaf = replace(leaf, 'D01', 'D02') WHERE index = 4`,
      { kind: 'altered', index: 4 },
    ],
    [
      'a hash',
      `UPDATE ledger_entry SET leaf_hash = sha256('x') WHERE index = 4`,
      { kind: 'altered', index: 4 },
    ],
    [
      'who acted',
      `UPDATE ledger_entry SET actor = (SELECT actor FROM ledger_entry WHERE index = 5) WHERE index = 4`,
      { kind: 'personal-part-altered', index: 4 },
    ],
    [
      'whom it was about',
      `UPDATE ledger_entry SET personal = (SELECT personal FROM ledger_entry WHERE index = 5) WHERE index = 4`,
      { kind: 'personal-part-altered', index: 4 },
    ],
    [
      'half an erasure',
      'UPDATE ledger_entry SET personal = NULL WHERE index = 4',
      { kind: 'personal-part-altered', index: 4 },
    ],
    ['a row that went', 'DELETE FROM ledger_entry WHERE index = 4', { kind: 'missing', index: 4 }],
    ['the last row that went', 'DELETE FROM ledger_entry WHERE index = 9', { kind: 'missing', index: 9 }],
    [
      'two rows that changed places',
      `UPDATE ledger_entry AS a SET leaf = b.leaf, leaf_hash = b.leaf_hash, salt = b.salt, personal = b.personal,
              actor = b.actor, actor_salt = b.actor_salt
         FROM ledger_entry AS b WHERE (a.index, b.index) IN ((4, 5), (5, 4))`,
      { kind: 'head-differs', index: 10 },
    ],
    [
      'a row that was added behind the back',
      `INSERT INTO ledger_entry SELECT 10, recorded_at, leaf, leaf_hash, salt, personal, subject FROM ledger_entry WHERE index = 9`,
      { kind: 'appended', index: 10 },
    ],
  ])('shows %s', async (_name, statement, fault) => {
    await behindTheBack(database, statement);
    expect((await verifyLedger(database)).fault).toEqual(fault);
  });
});

describe('an entry that says too little', () => {
  it.each(['purpose', 'policyVersion', 'sender', 'recipient', 'requestId'] as const)(
    'cannot be built without %s',
    name => {
      const entry = entryNumber(1);
      expect(() =>
        leafOf({ ...entry, public: { ...entry.public, [name]: '' } }, randomBytes(32), undefined),
      ).toThrow(name);
    },
  );

  it.each(['subject', 'assertedActor'] as const)('cannot be built without %s', name => {
    const entry = entryNumber(1);
    expect(() =>
      leafOf({ ...entry, personal: { ...entry.personal, [name]: '' } }, randomBytes(32), undefined),
    ).toThrow(name);
  });

  it('holds of a person only a salted hash', () => {
    const { text, sealed } = leafOf(entryNumber(1), randomBytes(32), undefined);
    expect(JSON.stringify({ text, sealed })).not.toContain('mw-417');
  });
});
