import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { DatabaseFailure, openDatabase, type Database, type Sql } from '../../gateway/database.ts';
import { newDatabase } from '../world/world.ts';

let url: string;
let database: Database;
beforeAll(async () => {
  url = await newDatabase();
  database = openDatabase(url);
});
afterAll(async () => await database.close());

/** In a process of its own, in which a warning of the driver is an error. */
const TEN_AT_ONCE = `
const { openDatabase } = await import(process.argv[1]);
const database = openDatabase(process.argv[2]);
const rows = await database.transaction(async sql =>
  await Promise.all(Array.from({ length: 10 }, (_, n) => sql.query('SELECT $1::int AS n', [n]))));
await database.close();
process.stdout.write(JSON.stringify(rows.map(([row]) => row.n)));`;

describe('several ask something within one transaction at the same moment', () => {
  it('are answered in turn, each with its own answer, and the driver has nothing to warn of', async () => {
    const source = fileURLToPath(new URL('../../gateway/database.ts', import.meta.url));
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      ['--throw-deprecation', '--import', 'tsx', '--input-type=module', '--eval', TEN_AT_ONCE, source, url],
      { env: { ...process.env, NODE_OPTIONS: '' } },
    );
    expect(stderr).toBe('');
    expect(stdout).toBe('[0,1,2,3,4,5,6,7,8,9]');
  });

  it('one of them that fails says so itself, and what came after it is not done', async () => {
    const attempt = database.transaction(async sql => {
      const asked = [sql.query('SELECT 1/0'), sql.query('SELECT 1 AS one')];
      expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
      throw new Error('over');
    });
    await expect(attempt).rejects.toThrow('over');
    expect(await database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('whoever asks when it is over is refused: the connection is somebody else’s by then', async () => {
    let kept: Sql | undefined;
    await database.transaction(async sql => {
      kept = sql;
      await sql.query('SELECT 1');
    });
    await expect(kept?.query('SELECT 1')).rejects.toEqual(new DatabaseFailure('transaction-over'));
  });
});
