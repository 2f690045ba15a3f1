import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type Database } from '../../gateway/database.ts';
import { verifyLedger } from '../../gateway/ledger/verify.ts';
import { ASKING } from '../gateway/door.ts';
import { eventually } from '../kill/estate.ts';
import { startWorld, type WireAnswer, type World } from '../world/world.ts';

/** A disk of this size holds what is there already, and then a little. */
const DISK = '16m';
const MOST_ASKED = 400;

const disk = mkdtempSync(join(tmpdir(), 'wijkpoort-schijf-'));
const isMounted =
  spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK},mode=0777`, 'tmpfs', disk], { stdio: 'ignore' })
    .status === 0;
if (!isMounted)
  console.warn(
    'OVERGESLAGEN: hier mag geen schijf worden aangekoppeld; alleen de nagebootste volle schijf is getoetst.',
  );

let world: World;
let server: Database;
const place = `schijf_${process.pid}`;
const inside = join(disk, 'plek');
const filler = join(disk, 'vol');

beforeAll(async () => {
  if (!isMounted) return;
  world = await startWorld();
  server = openDatabase(process.env['WORLD_SERVER'] ?? '');
  mkdirSync(inside);
  chmodSync(inside, 0o777);
  await giveToServer();
  await server.query(`CREATE TABLESPACE ${place} LOCATION '${inside}'`);
  await moveLedger();
}, 60_000);
afterAll(async () => {
  if (isMounted) {
    rmSync(filler, { force: true });
    await world.close();
    await server.query(`DROP TABLESPACE ${place}`);
    await server.close();
    spawnSync('umount', [disk], { stdio: 'ignore' });
  }
  rmSync(disk, { recursive: true, force: true });
});

/** PostgreSQL wants to be the owner of the folder, and it may work under an account of its own. */
async function giveToServer(): Promise<void> {
  const [row] = await server.query<{ folder: string }>(`SELECT current_setting('data_directory') AS folder`);
  const { stdout } = spawnSync('stat', ['-c', '%u:%g', row?.folder ?? ''], { encoding: 'utf8' });
  spawnSync('chown', [stdout.trim(), inside]);
}

/** The months of the log onto the small disk. */
async function moveLedger(): Promise<void> {
  const months = await world.database.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_inherits i ON i.inhrelid = c.oid
      WHERE i.inhparent = 'ledger_entry'::regclass`,
  );
  for (const { name } of months) await world.database.query(`ALTER TABLE "${name}" SET TABLESPACE ${place}`);
}

/** Everything that is left, to the last block. */
function fill(): void {
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(filler, Buffer.alloc(bavail * bsize));
}

const ask = async (): Promise<WireAnswer> =>
  await world.sendAs('zayaz', '/v1/verstrekkingen', {
    ...ASKING,
    betrokkene: await world.koppelsleutel('zayaz', 'anja'),
  });

/** A page that was begun takes a few entries more. */
async function untilRefused(): Promise<WireAnswer> {
  for (let n = 0; n < MOST_ASKED; n++) {
    const answer = await ask();
    if (answer.status !== 200) return answer;
  }
  throw new Error('the disk never became full');
}

const lineCount = async (): Promise<number> => (await world.ledger()).length;
const whenMounted = isMounted ? describe : describe.skip;

whenMounted('the disk of the database is full, in earnest', () => {
  it('nothing leaves, it is said what is wrong, and with room again it goes on by itself with nothing lost', async () => {
    expect((await ask()).status).toBe(200);
    fill();
    const refused = await untilRefused();
    expect(refused).toMatchObject({
      status: 503,
      json: { type: expect.stringContaining('logboek-schrijft-niet') },
    });
    expect(refused.text).not.toContain('gegevens"');
    expect((await world.send('/readyz')).status).toBe(503);
    expect(world.logged.filter(line => line.includes('ledger-cannot-append')).join()).toContain('53100');
    const before = await lineCount();
    rmSync(filler);
    await eventually(async () => {
      const { status } = await world.send('/readyz');
      if (status !== 200) throw new Error(`not ready: ${status}`);
    }, 30_000);
    expect((await ask()).status).toBe(200);
    expect(await lineCount()).toBeGreaterThan(before);
    expect((await verifyLedger(world.database)).fault).toBeUndefined();
  }, 60_000);
});
