import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Another process holds the folder. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse';

  constructor(folder: string, pid: number) {
    super(
      `Wijkpoort draait al (proces ${pid}) en gebruikt ${folder}. Stop die eerst, of kies een andere WIJKPOORT_MAP.`,
    );
  }
}

/**
 * Takes the folder for this process, because two servers on one data folder would ruin it. Resolves to the release. A lock
 * left by a process that is gone is taken over. Rejects with `FolderInUse`.
 */
export async function lockFolder(folder: string): Promise<() => void> {
  await mkdir(folder, { recursive: true });
  const lock = join(folder, 'in-gebruik');
  const holder = holderOf(lock);
  if (holder !== undefined) throw new FolderInUse(folder, holder);
  rmSync(lock, { force: true });
  writeFileSync(lock, String(process.pid), { flag: 'wx' });
  return () => rmSync(lock, { force: true });
}

function holderOf(lock: string): number | undefined {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    process.kill(pid, 0);
    return pid;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? Number(readFileSync(lock, 'utf8')) : undefined;
  }
}
