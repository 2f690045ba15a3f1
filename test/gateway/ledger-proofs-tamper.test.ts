import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { generateKeyPairSync } from 'node:crypto';
import { openDatabase, type Database } from '../../gateway/database.ts';
import { parseCheckpoint, type SignedCheckpoint } from '../../gateway/ledger/checkpoint.ts';
import { verifyLedger, type Verification, type VerifyOptions } from '../../gateway/ledger/verify.ts';
import { newDatabase } from '../world/world.ts';
import { appendEntries, signNow, withoutTriggers } from './ledger-log.ts';

const SIZE = 700;
const { privateKey } = generateKeyPairSync('ed25519');

// One log of two sealed tiles, a signed tail up to 690 and ten entries after it. What spoils it is rolled back afterwards.
let database: Database;
let signed: SignedCheckpoint;

beforeAll(async () => {
  database = openDatabase(await newDatabase());
  for (const size of [100, 300, 690]) {
    await appendEntries(database, size);
    const checkpoint = parseCheckpoint((await signNow(database, privateKey))?.note ?? '');
    if (checkpoint === undefined) throw new Error('nothing was signed');
    signed = checkpoint;
  }
  await appendEntries(database, SIZE);
});
afterAll(async () => await database.close());

async function spoiledBy(statements: readonly string[], options: VerifyOptions = {}): Promise<Verification> {
  let verification: Verification | undefined;
  const rolledBack = new Error('rolled back');
  await database
    .transaction(async sql => {
      await withoutTriggers(sql, statements);
      verification = await verifyLedger(sql, options);
      throw rolledBack;
    })
    .catch((error: unknown) => {
      if (error !== rolledBack) throw error;
    });
  if (verification === undefined) throw new Error('nothing was verified');
  return verification;
}

// What an insider with the code at hand would do: change the text, and make its hash anew.
const alterWithHash = (index: number): string => `
  UPDATE ledger_entry SET leaf = replace(leaf, '"D01"', '"D02"'),
         leaf_hash = sha256('\\x00'::bytea || convert_to(replace(leaf, '"D01"', '"D02"'), 'UTF8')) WHERE index = ${index}`;
const swap = (a: number, b: number): string => `
  UPDATE ledger_entry AS one SET leaf = two.leaf, leaf_hash = two.leaf_hash, salt = two.salt, personal = two.personal,
         actor = two.actor, actor_salt = two.actor_salt
    FROM ledger_entry AS two WHERE (one.index, two.index) IN ((${a}, ${b}), (${b}, ${a}))`;
const copyTo = (from: number, to: number): string => `
  INSERT INTO ledger_entry (index, recorded_at, leaf, leaf_hash, salt, personal, subject, actor_salt, actor, actor_tag)
  SELECT ${to}, recorded_at + interval '1 microsecond', leaf, leaf_hash, salt, personal, subject, actor_salt, actor, actor_tag
    FROM ledger_entry WHERE index = ${from}`;

/** One byte, or the least that such a column can hold: what is written instead, by its type. */
const ONE_BYTE: Readonly<Record<string, (column: string, byte: number) => string>> = {
  bytea: (column, byte) =>
    `set_byte(${column}, ${byte} % length(${column}), get_byte(${column}, ${byte} % length(${column})) # 1)`,
  text: (column, byte) => {
    const place = `1 + ${byte} % length(${column})`;
    return `overlay(${column} PLACING CASE substr(${column}, ${place}, 1) WHEN 'x' THEN 'y' ELSE 'x' END FROM ${place} FOR 1)`;
  },
  bigint: (column, byte) => `${column} # (1::bigint << ${byte % 30})`,
  'timestamp with time zone': (column, byte) =>
    `${column} + interval '1 microsecond' * (1::bigint << ${byte % 30})`,
};

describe('a log that nobody touched', () => {
  it('verifies, whole and in any part', async () => {
    expect(await verifyLedger(database)).toMatchObject({ entries: SIZE, fault: undefined });
    for (const range of [{ begin: 256, end: 512 }, { begin: 300, end: 301 }, { begin: 600 }, { end: 10 }])
      expect((await verifyLedger(database, { range })).fault).toBeUndefined();
    expect((await verifyLedger(database, { outside: [signed] })).fault).toBeUndefined();
  });
});

describe('an insider who changes the log behind its back', () => {
  it.each([
    ['an entry', `UPDATE ledger_entry SET leaf = replace(leaf, '"D01"', '"D02"') WHERE index = 300`, 300],
    [
      'one byte of a hash',
      `UPDATE ledger_entry SET leaf_hash = set_byte(leaf_hash, 3, 0) WHERE index = 5`,
      5,
    ],
    ['an entry and its hash, in a sealed tile', alterWithHash(300), 300],
    ['an entry and its hash, in the signed tail', alterWithHash(689), 689],
    ['the first entry and its hash', alterWithHash(0), 0],
  ])('is caught altering %s', async (_name, statement, index) => {
    expect((await spoiledBy([statement])).fault).toEqual({ kind: 'altered', index });
  });

  it.each([
    ['in a sealed tile', 400],
    ['in the signed tail', 680],
    ['at the very end', 699],
    ['at the very beginning', 0],
  ])('is caught taking an entry away %s', async (_name, index) => {
    expect((await spoiledBy([`DELETE FROM ledger_entry WHERE index = ${index}`])).fault).toEqual({
      kind: 'missing',
      index,
    });
  });

  it('is caught taking an entry away and closing the gap', async () => {
    const close = 'UPDATE ledger_entry SET index = index - 1 WHERE index > 300';
    expect((await spoiledBy(['DELETE FROM ledger_entry WHERE index = 300', close])).fault).toEqual({
      kind: 'missing',
      index: 300,
    });
  });

  it('is caught putting an entry in between', async () => {
    const makeRoom = 'UPDATE ledger_entry SET index = -index - 1 WHERE index >= 300';
    const back = 'UPDATE ledger_entry SET index = -index WHERE index < 0';
    expect((await spoiledBy([makeRoom, back, copyTo(7, 300)])).fault).toEqual({
      kind: 'appended',
      index: 300,
    });
  });

  it.each([
    ['neighbours', 300, 301],
    ['far apart in a tile', 260, 500],
    ['in the signed tail', 600, 650],
  ])('is caught changing the places of two entries: %s', async (_name, a, b) => {
    expect((await spoiledBy([swap(a, b)])).fault).toEqual({ kind: 'reordered', index: a, belongsAt: b });
  });

  it('is caught changing the places of two entries of different tiles', async () => {
    expect((await spoiledBy([swap(10, 400)])).fault).toEqual({ kind: 'altered', index: 10 });
  });

  it.each([
    ['after the last one', copyTo(699, 700), 700],
    ['far after the last one', copyTo(5, 9_000), 9_000],
    ['before the first one', copyTo(5, -1), -1],
    ['twice at one place', copyTo(5, 300), 300],
  ])('is caught adding an entry %s', async (_name, statement, index) => {
    expect((await spoiledBy([statement])).fault).toEqual({ kind: 'appended', index });
  });

  it('is caught changing who acted', async () => {
    const statement =
      'UPDATE ledger_entry SET actor = (SELECT actor FROM ledger_entry WHERE index = 1) WHERE index = 290';
    expect((await spoiledBy([statement])).fault).toEqual({ kind: 'personal-part-altered', index: 290 });
  });

  it('is caught changing one byte of any column of any entry: that entry is named', async () => {
    const columns = await database.query<{ name: string; type: string }>(
      `SELECT column_name AS name, data_type AS type FROM information_schema.columns WHERE table_name = 'ledger_entry'`,
    );
    expect(columns.length).toBeGreaterThan(9);
    for (const { name, type } of columns) {
      const [index, place] = [fc.integer({ min: 0, max: SIZE - 1 }), fc.integer({ min: 0, max: 9_999 })];
      const one = fc.asyncProperty(index, place, async (at, byte) => {
        const { fault } = await spoiledBy([
          `UPDATE ledger_entry SET ${name} = ${ONE_BYTE[type]?.(name, byte) ?? 'NULL'} WHERE index = ${at}`,
        ]);
        // An entry with another number is missing where it stood, or one too many where it stands now.
        const places = name === 'index' ? [at, at ^ (1 << (byte % 30))] : [at];
        expect({ name, places }).toMatchObject({ places: expect.arrayContaining([fault?.index]) });
      });
      await fc.assert(one, { numRuns: 6 });
    }
  });

  it('is caught giving an entry the number of the next, which leaves their order as it was', async () => {
    const statement = 'UPDATE ledger_entry SET index = 3 WHERE index = 2';
    expect((await spoiledBy([statement])).fault).toEqual({ kind: 'missing', index: 2 });
    const both = 'UPDATE ledger_entry SET index = 3 + (index / 6) * 2 WHERE index IN (2, 6)';
    expect((await spoiledBy([both])).fault).toEqual({ kind: 'missing', index: 2 });
  });

  it('is caught emptying who acted, which nothing ever erases', async () => {
    const statement =
      'UPDATE ledger_entry SET actor = NULL, actor_salt = NULL, actor_tag = NULL WHERE index = 12';
    expect((await spoiledBy([statement])).fault).toEqual({ kind: 'personal-part-altered', index: 12 });
  });

  it('is caught changing a tile, without the entries being blamed', async () => {
    const statement =
      'UPDATE ledger_tile SET hashes = set_byte(hashes, 32 * 44, (get_byte(hashes, 32 * 44) + 1) % 256) WHERE number = 1';
    expect((await spoiledBy([statement])).fault).toEqual({ kind: 'tile-altered', index: 300 });
  });

  it('is caught altering the newest entries with their hashes; which one is known to a few', async () => {
    expect(await spoiledBy([alterWithHash(695)])).toMatchObject({
      fault: { kind: 'head-differs', index: SIZE },
      within: { begin: 690, end: 696 },
    });
  });

  it('is caught writing the head anew, because it was signed before', async () => {
    const statement = "UPDATE ledger_head SET frontier[1] = sha256('x')";
    expect((await spoiledBy([statement])).fault).toEqual({ kind: 'head-differs', index: SIZE });
  });

  it('is caught cutting off the end and the head with it, by a checkpoint that it forgot, or that others remember', async () => {
    const cut = [
      'DELETE FROM ledger_entry WHERE index >= 512',
      'DELETE FROM ledger_tail',
      `UPDATE ledger_head SET size = 512, frontier =
         (SELECT ARRAY[sha256('\\x01'::bytea || a.root || b.root)] FROM ledger_tile a, ledger_tile b WHERE a.number = 0 AND b.number = 1)`,
    ];
    const forgotten = 'DELETE FROM ledger_checkpoint WHERE size > 512';
    const missing = { kind: 'missing', index: 512 };
    expect((await spoiledBy(cut)).fault).toEqual(missing);
    expect((await spoiledBy([...cut, forgotten])).fault).toBeUndefined();
    expect((await spoiledBy([...cut, forgotten], { outside: [signed] })).fault).toEqual(missing);
  });
});

describe('a log of which the first months went after their term', () => {
  const gone = ['DELETE FROM ledger_entry WHERE index < 300', 'UPDATE ledger_kept SET first = 300'];

  it('still verifies, and still shows what is altered in what is left', async () => {
    expect(await spoiledBy(gone)).toMatchObject({ fault: undefined, firstKept: 300 });
    expect((await spoiledBy([...gone, alterWithHash(400)])).fault).toEqual({ kind: 'altered', index: 400 });
  });
});
