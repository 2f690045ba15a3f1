import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { openDatabase } from '../../gateway/database.ts';
import { eventually } from './estate.ts';
import { killed } from './killed.ts';

export const BINARIES = '/usr/lib/postgresql/15/bin';

const run = promisify(execFile);

/** Installs a Debian package that is missing, when we may; tells whether the file is there afterwards. */
export async function isHad(file: string, debianPackage: string): Promise<boolean> {
  if (existsSync(file)) return true;
  if (process.getuid?.() !== 0) return false;
  const install = ['install', '-y', '--no-install-recommends', debianPackage];
  await run('apt-get', install, { timeout: 120_000 }).catch(() => undefined);
  return existsSync(file);
}

/** PostgreSQL and PgBouncer refuse to run as root. */
export async function accountOfPostgres(): Promise<{ readonly uid: number; readonly gid: number } | object> {
  if (process.getuid?.() !== 0) return {};
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map(line => line.split(':'));
  const [, , uid, gid] = lines.find(([name]) => name === 'postgres') ?? [];
  if (uid === undefined || gid === undefined) throw new Error('there is no account postgres here');
  return { uid: Number(uid), gid: Number(gid) };
}

/** A server of Debian's PostgreSQL 15 that can be ended as a power failure would. */
export interface DebianServer {
  readonly url: string;
  readonly kill: () => Promise<void>;
  /** Makes a standby the one that writes. */
  readonly promote: () => Promise<void>;
}

const USER = 'postgres';

/** Makes a first server that waits for its standby with every commit, and a standby that follows it. */
export async function startPair(
  folder: string,
  ports: readonly [number, number],
): Promise<{ readonly primary: DebianServer; readonly standby: DebianServer }> {
  const [account, [first, second]] = [await accountOfPostgres(), ports];
  await chmod(folder, 0o777);
  const [data, copy] = [`${folder}/primary`, `${folder}/standby`];
  await run(
    `${BINARIES}/initdb`,
    ['-D', data, '-U', USER, '--auth', 'trust', '-E', 'UTF8', '--locale', 'C'],
    {
      ...account,
      cwd: folder,
    },
  );
  // Until the standby is there nothing waits for it.
  const primary = await startServer(data, first, [], account);
  const from = `host=127.0.0.1 port=${first} user=${USER} application_name=standby`;
  await run(`${BINARIES}/pg_basebackup`, ['-D', copy, '-R', '-X', 'stream', '-c', 'fast', '-d', from], {
    ...account,
    cwd: folder,
  });
  const standby = await startServer(copy, second, [], account);
  await waitForEachCommit(primary.url);
  return { primary, standby };
}

async function waitForEachCommit(url: string): Promise<void> {
  const database = openDatabase(url);
  try {
    await database.query(`ALTER SYSTEM SET synchronous_standby_names = 'standby'`);
    await database.query('SELECT pg_reload_conf()');
    await eventually(async () => {
      const [row] = await database.query<{ sync_state: string }>(
        'SELECT sync_state FROM pg_stat_replication',
      );
      if (row?.sync_state !== 'sync') throw new Error('the standby does not follow in step');
    }, 30_000);
  } finally {
    await database.close();
  }
}

async function startServer(
  data: string,
  port: number,
  settings: readonly string[],
  account: object,
): Promise<DebianServer> {
  await mkdir(data, { recursive: true, mode: 0o700 });
  const words = [
    '-D',
    data,
    '-p',
    String(port),
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    'unix_socket_directories=',
  ];
  const child = spawn(`${BINARIES}/postgres`, [...words, ...settings], {
    ...account,
    cwd: data,
    stdio: 'ignore',
  });
  const url = `postgresql://${USER}@127.0.0.1:${port}/postgres`;
  await eventually(async () => await isUp(url), 30_000);
  return {
    url,
    kill: async () => await killed(child),
    promote: async () => {
      await run(`${BINARIES}/pg_ctl`, ['promote', '-w', '-D', data], { ...account, cwd: data });
    },
  };
}

async function isUp(url: string): Promise<void> {
  const database = openDatabase(url);
  try {
    await database.query('SELECT 1');
  } finally {
    await database.close();
  }
}
