import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, readdir, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '../../gateway/embedded-postgres.ts';

const MEMORY = '/dev/shm';
/** A whole run of the tests stays well below this. */
const ROOM_BYTES = 6 * 1024 ** 3;
const PREFIX = 'wijkpoort-tests-';

/**
 * A PostgreSQL for one run of the tests. It promises what it promises in earnest, with fsync; but where the machine has room its
 * data is in memory, so that nobody waits for a disk, and logging in to it costs little.
 */
export async function startTestServer(): Promise<{
  readonly url: string;
  readonly stop: () => Promise<void>;
}> {
  const place = await placeForData();
  await removeLeftBehind(place);
  const folder = await mkdtemp(join(place, `${PREFIX}${process.pid}-`));
  // Open to the account that PostgreSQL runs as when the tests run as root; then its data stays in this folder.
  await chmod(folder, 0o755);
  const password = randomBytes(12).toString('hex');
  const { url, stop } = await startEmbeddedPostgres(join(folder, 'postgres'), password);
  await makeLoggingInCheap(url, password);
  return {
    url,
    stop: async () => {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Where a server for tests keeps its data: in memory when there is room. */
export async function placeForData(): Promise<string> {
  const { bavail, bsize } = await statfs(MEMORY).catch(() => ({ bavail: 0, bsize: 0 }));
  return bavail * bsize > ROOM_BYTES ? MEMORY : tmpdir();
}

/** A test connects thousands of times; thousands of rounds of hashing for each protect nobody here. */
async function makeLoggingInCheap(url: string, password: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query('ALTER SYSTEM SET scram_iterations = 1');
  await client.query('SELECT pg_reload_conf()');
  await client.query('SET scram_iterations = 1');
  await client.query(`ALTER ROLE CURRENT_USER PASSWORD '${password}'`);
  await client.end();
}

/** What a run left that was killed: its server and its folder. A run that is alive keeps its own. */
async function removeLeftBehind(place: string): Promise<void> {
  const runs = (await readdir(place)).filter(name => name.startsWith(PREFIX));
  for (const name of runs) {
    if (isAlive(Number(name.slice(PREFIX.length).split('-')[0]))) continue;
    killServer(join(place, name, 'postgres', 'data'));
    await rm(join(place, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function killServer(data: string): void {
  try {
    const pid = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);
    if (readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres')) process.kill(pid, 'SIGQUIT');
  } catch {
    // It is gone, or it is not ours to end.
  }
}
