import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../gateway/database.ts';
import { verifyLedger } from '../../gateway/ledger/verify.ts';
import { expectProblem, startWorld, type WireAnswer, type World } from '../world/world.ts';

/** A disk of four megabytes, that PostgreSQL may write on; none where we may not make one. */
function smallDisk(owner: number): string | undefined {
  const place = mkdtempSync(join(tmpdir(), 'wijkpoort-klein-'));
  chmodSync(place, 0o755);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', place], { stdio: 'ignore' });
  } catch {
    rmSync(place, { recursive: true });
    return undefined;
  }
  mkdirSync(join(place, 'ruimte'), { mode: 0o700 });
  chownSync(join(place, 'ruimte'), owner, owner);
  return place;
}

let world: World;
let disk: string | undefined;

beforeAll(async () => {
  world = await startWorld();
  const [row] = await world.database.query<{ data_directory: string }>('SHOW data_directory');
  const data = row?.data_directory ?? '';
  disk = process.getuid?.() === 0 && existsSync(data) ? smallDisk(statSync(data).uid) : undefined;
  if (disk === undefined) {
    console.error('OVERGESLAGEN: een volle schijf kan hier niet worden gemaakt (mount mag niet).');
    return;
  }
  await world.database.query(`CREATE TABLESPACE klein LOCATION '${join(disk, 'ruimte')}'`);
  const parts = await world.database.query<{ part: string }>(
    `SELECT inhrelid::regclass::text AS part FROM pg_inherits WHERE inhparent = 'ledger_entry'::regclass`,
  );
  for (const { part } of parts) await world.database.query(`ALTER TABLE ${part} SET TABLESPACE klein`);
  await world.database.query('CREATE TABLE filler (text text) TABLESPACE klein');
});

afterAll(async () => {
  await world.close();
  if (disk === undefined) return;
  const server = openDatabase(process.env['WORLD_SERVER'] ?? '');
  await server.query('DROP TABLESPACE klein');
  await server.close();
  execFileSync('umount', [disk]);
  rmSync(disk, { recursive: true });
});

const askName = async (): Promise<WireAnswer> =>
  await world.sendAs('zayaz', '/v1/verstrekkingen', {
    doel: 'D01',
    betrokkene: await world.koppelsleutel('zayaz', 'anja'),
    van: 'wijkteam-zuidoost',
    velden: ['identiteit.naam'],
    namens: { medewerker: 'mw-417' },
  });

/** Writes until nothing fits any more; resolves to what the server said. */
async function fillUp(): Promise<unknown> {
  for (;;) {
    try {
      await world.database.query(
        `INSERT INTO filler SELECT repeat(md5(random()::text), 60) FROM generate_series(1, 20)`,
      );
    } catch (error) {
      return error;
    }
  }
}

describe('the disk of the ledger is full', () => {
  it('then nothing is released, and when there is room again all is as it was', async () => {
    if (disk === undefined) return;
    expect((await askName()).status).toBe(200);
    expect(await fillUp()).toMatchObject({ code: '53100' });
    // What is left in the ledger's last page can take a few more.
    let answer = await askName();
    for (let tries = 0; answer.status === 200 && tries < 100; tries++) answer = await askName();
    expectProblem(answer, 'logboek-schrijft-niet');
    expect(answer.status).toBe(503);
    expect(answer.text).not.toContain('gegevens"');
    const before = (await world.ledger()).length;
    await world.database.query('DROP TABLE filler');
    expect((await askName()).status).toBe(200);
    expect(await world.ledger()).toHaveLength(before + 1);
    expect((await verifyLedger(world.database)).fault).toBeUndefined();
  });
});
