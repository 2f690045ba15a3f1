import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDatabase, type Database } from '../../gateway/database.ts';
import { eraseResident } from '../../gateway/ledger/erasure.ts';
import { verifyLedger } from '../../gateway/ledger/verify.ts';
import { servingUrl } from '../../gateway/serving-login.ts';
import { keepLedger, ORDER, type LedgerKeeping } from '../world/ledger-keeping.ts';
import { startWorld, type World } from '../world/world.ts';
import { ask } from '../world/exchange.ts';

const DENIED = '42501';

let ledger: LedgerKeeping;
let serving: Database;
let jan: string;
let month: string;
beforeAll(async () => {
  ledger = await keepLedger();
  const url = await servingUrl(ledger.url, 'a secret of this test');
  if (url === undefined) throw new Error('this PostgreSQL lets us make no login');
  serving = openDatabase(url);
  jan = await ledger.newResident();
  await ledger.note(jan);
  await ledger.note(undefined);
  const now = ledger.clock();
  month = `ledger_entry_${now.getUTCFullYear()}_${String(now.getUTCMonth() + 1).padStart(2, '0')}`;
});
afterAll(async () => {
  await serving.close();
  await ledger.close();
});

describe('who serves requests', () => {
  it.each([
    ['change an entry', 'UPDATE ledger_entry SET leaf = leaf'],
    [
      'empty the personal part of an entry',
      'UPDATE ledger_entry SET salt = NULL, personal = NULL, subject = NULL',
    ],
    ['remove an entry', 'DELETE FROM ledger_entry'],
    ['empty the ledger', 'TRUNCATE ledger_entry'],
    ['disable a trigger', 'ALTER TABLE ledger_entry DISABLE TRIGGER ALL'],
    ['drop a trigger', 'DROP TRIGGER ledger_only_grows ON ledger_entry'],
    ['switch off triggers', `SET session_replication_role = replica`],
    ['drop the ledger', 'DROP TABLE ledger_entry'],
    ['create a table', 'CREATE TABLE own (id integer)'],
    ['create a function', `CREATE FUNCTION own() RETURNS integer LANGUAGE sql AS 'SELECT 1'`],
    [
      'replace a function',
      `CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`,
    ],
    ['make a role', 'CREATE ROLE somebody'],
    ['remove the head', 'DELETE FROM ledger_head'],
    ['change what it searches by', 'UPDATE ledger_facet SET subject = NULL'],
    ['move what it searches by', 'UPDATE ledger_projected SET next = 0'],
    ['say that less is kept', 'UPDATE ledger_kept SET first = 100'],
    ['destroy a key by itself', 'DELETE FROM subject_key'],
    ['change a key', `UPDATE subject_key SET sealed = ''`],
    ['change a tile', `UPDATE ledger_tile SET root = root`],
    ['remove a checkpoint', 'DELETE FROM ledger_checkpoint'],
    ['change who consented', 'UPDATE consent SET purpose = purpose'],
    ['take back an event of consent', 'DELETE FROM consent_event'],
  ])('cannot %s', async (_what, statement) => {
    await expect(serving.query(statement)).rejects.toMatchObject({ code: DENIED });
    expect(await verifyLedger(ledger.database)).toMatchObject({ entries: 2, fault: undefined });
  });

  it.each([
    'UPDATE %s SET leaf = leaf',
    'DELETE FROM %s',
    'TRUNCATE %s',
    'INSERT INTO %s SELECT * FROM ledger_entry',
    'SELECT FROM %s',
  ])('cannot reach one month by itself: %s', async statement => {
    await expect(serving.query(statement.replace('%s', month))).rejects.toMatchObject({ code: DENIED });
  });

  it('is not the owner after all', async () => {
    const [row] = await serving.query<{ name: string; others: string[] }>(
      `SELECT session_user AS name, array(SELECT rolname::text FROM pg_roles WHERE pg_has_role(session_user, oid, 'MEMBER')
                                     AND rolname <> session_user) AS others`,
    );
    expect(row?.name).toMatch(/^wijkpoort_dienst_/);
    expect(row?.others).toEqual(['wijkpoort_dienst']);
  });
});

describe('who owns the tables', () => {
  it.each([
    ['change an entry', 'UPDATE ledger_entry SET leaf = leaf'],
    ['change an entry of one month', 'UPDATE %s SET leaf = leaf'],
    ['remove an entry of one month', 'DELETE FROM %s WHERE index = 0'],
    ['empty one month', 'TRUNCATE %s'],
    ['empty what stands in no month', 'TRUNCATE ledger_entry_otherwise'],
  ])('is stopped by the second lock: cannot %s', async (_what, statement) => {
    await expect(ledger.database.query(statement.replace('%s', month))).rejects.toMatchObject({
      code: DENIED,
    });
    expect(await verifyLedger(ledger.database)).toMatchObject({ entries: 2, fault: undefined });
  });
});

describe('a gateway that serves requests', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(async () => await world.close());

  it('answers, records and signs under that login', async () => {
    const [row] = await world.gateway.database.query<{ name: string }>('SELECT session_user AS name');
    expect(row?.name).toMatch(/^wijkpoort_dienst_/);
    const { answer } = await ask(world, 'wijkteam-zuidoost', {
      as: 'zayaz',
      about: 'jan',
      for: 'D01',
      fields: ['identiteit.naam'],
    });
    expect(answer.bewijs.nummer).toBe(0);
    expect((await verifyLedger(world.gateway.database)).fault).toBeUndefined();
  });

  it('can erase under that login, and only with an entry that says so', async () => {
    const erasure = await eraseResident(jan, 'request', ORDER, { ...ledger, database: serving });
    expect(erasure.entries).toBe(1);
    expect(await verifyLedger(serving)).toMatchObject({ entries: 3, fault: undefined });
    await expect(
      serving.query('SELECT ledger_erase($1, $2, 0)', [jan, ledger.subjectTag(jan)]),
    ).rejects.toMatchObject({ code: DENIED });
  });
});
