import { execFile } from 'node:child_process';
import {
  chmod,
  copyFile,
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startPostgresOn } from '../embedded-postgres.ts';

/** What is put back, and up to when. */
export interface Backup {
  /** A base backup: a data folder with its `backup_label`. */
  readonly folder: string;
  /** The archived WAL; without it, what lies in the backup itself. */
  readonly wal: string | undefined;
  /** Without it, to the end of the WAL. */
  readonly until: Date | undefined;
  /** Where PostgreSQL's programs are (`bin` lies in it); our own when left out. */
  readonly programs: string | undefined;
}

export interface Restored {
  readonly port: number;
  /** Stops the server and takes away the folder. */
  readonly close: () => Promise<void>;
}

/** This backup cannot be put back: the message says why, for whoever keeps it. */
export class NotRestorable extends Error {
  override readonly name = 'NotRestorable';
}

/**
 * Puts a backup back in a folder of its own and lets PostgreSQL recover it there. Reads the backup and the WAL, never writes to
 * them. Rejects with `NotRestorable`; then nothing is left behind.
 */
export async function restoreElsewhere(backup: Backup): Promise<Restored> {
  await requireFits(backup);
  const folder = await mkdtemp(join(tmpdir(), 'wijkpoort-terugzetten-'));
  const remove = async (): Promise<void> => await rm(folder, { recursive: true, force: true });
  try {
    const data = join(folder, 'data');
    await cp(backup.folder, data, { recursive: true, filter: isOfTheBackup });
    await chmod(data, 0o700);
    const wal = join(folder, 'wal');
    await (backup.wal === undefined ? mkdir(wal) : copyWal(backup.wal, wal, backup.folder));
    await writeSettings(data, backup.until);
    const server = await startPostgresOn(data, backup.programs).catch((error: unknown) => {
      throw new NotRestorable(reasonIn(error));
    });
    return {
      port: server.port,
      close: async () => {
        try {
          await server.stop();
        } finally {
          await remove();
        }
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function requireFits({ folder, programs }: Backup): Promise<void> {
  const version = await readFile(join(folder, 'PG_VERSION'), 'utf8').catch(() => '');
  await lstat(join(folder, 'backup_label')).catch(() => {
    throw new NotRestorable('er is geen backup_label: dit is geen basiskopie van PostgreSQL');
  });
  const major = programs === undefined ? SHIPPED : await majorOf(programs);
  if (version.trim() !== major)
    throw new NotRestorable(
      `de kopie is van PostgreSQL ${Number(version) || 'onbekend'} en de programma’s zijn van ${major}; noem met --postgres die van dezelfde versie`,
    );
  if ((await readdir(join(folder, 'pg_tblspc')).catch(() => [])).length > 0)
    throw new NotRestorable(
      'er zijn tablespaces buiten de gegevensmap; die kan deze oefening niet terugzetten',
    );
}

/** The version of PostgreSQL that comes along. */
const SHIPPED = '18';

async function majorOf(programs: string): Promise<string> {
  const said = await promisify(execFile)(join(programs, 'bin', 'postgres'), ['--version']).catch(
    () => undefined,
  );
  return /\) (\d+)/.exec(said?.stdout ?? '')?.[1] ?? 'onbekend';
}

/** Only what the backup needs: an archive holds years. */
async function copyWal(from: string, to: string, backup: string): Promise<void> {
  const label = await readFile(join(backup, 'backup_label'), 'utf8');
  const first = /\(file [0-9A-F]{8}([0-9A-F]{16})\)/.exec(label)?.[1];
  if (first === undefined) throw new NotRestorable('in backup_label staat niet waar de WAL begint');
  await mkdir(to);
  for (const name of await readdir(from)) {
    const isNeeded = /^[0-9A-F]{24}$/.test(name) ? name.slice(8) >= first : name.endsWith('.history');
    if (isNeeded) await copyFile(join(from, name), join(to, name));
  }
}

// Who copied along which server runs there would have us stop that server; a link leads out of the copy.
const NOT_COPIED = /\/(postmaster\.(pid|opts)|standby\.signal|recovery\.signal)$/;

const isOfTheBackup = async (path: string): Promise<boolean> =>
  !NOT_COPIED.test(path) && (await isNoLink(path));

async function isNoLink(path: string): Promise<boolean> {
  if ((await lstat(path)).isSymbolicLink())
    throw new NotRestorable('in de kopie staat een verwijzing naar een andere map; maak een kopie zonder');
  return true;
}

/** The backup's own settings stay behind: they may name folders, archives and addresses of the server it is a copy of. */
async function writeSettings(data: string, until: Date | undefined): Promise<void> {
  const settings = [
    `restore_command = 'cp "../wal/%f" "%p"'`,
    `recovery_target_action = 'promote'`,
    // Names of time zones, Z among them, are not known yet when PostgreSQL reads this.
    ...(until === undefined ? [] : [`recovery_target_time = '${until.toISOString().replace('Z', '+00')}'`]),
    'hot_standby = off',
    'archive_mode = off',
    // A damaged page is counted and read all the same: which entry it hit is what the operator wants to know.
    'ignore_checksum_failure = on',
    `lc_messages = 'C'`,
  ];
  await writeFile(join(data, 'postgresql.conf'), `${settings.join('\n')}\n`);
  await writeFile(join(data, 'postgresql.auto.conf'), '');
  await writeFile(join(data, 'pg_hba.conf'), 'host all all 127.0.0.1/32 scram-sha-256\n');
  await writeFile(join(data, 'recovery.signal'), '');
}

/** What PostgreSQL said, as far as an operator can act on it. */
function reasonIn(error: unknown): string {
  const said = error instanceof Error ? error.message : '';
  const known = REASONS.find(([sign]) => said.includes(sign));
  return (
    known?.[1] ?? `PostgreSQL kon de kopie niet starten (${/FATAL: +(.+)/.exec(said)?.[1] ?? 'geen reden'})`
  );
}

const REASONS = [
  [
    'recovery ended before configured recovery target was reached',
    'de WAL houdt op voor het tijdstip van --tot: later dan dat is niets terug te zetten',
  ],
  ['could not locate required checkpoint record', 'de WAL waarmee de kopie begint ontbreekt: noem --wal'],
  [
    'WAL ends before end of online backup',
    'de WAL van tijdens het kopiëren ontbreekt: de kopie is niet heel',
  ],
  ['could not locate a valid checkpoint record', 'de WAL waarmee de kopie begint ontbreekt: noem --wal'],
  ['before consistent recovery point', 'het tijdstip van --tot ligt voor het einde van de kopie'],
] as const;
