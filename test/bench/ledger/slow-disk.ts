import { execFile } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Waits before every fsync and fdatasync, and then really does it: a disk further away. */
const SOURCE = `
#define _GNU_SOURCE
#include <dlfcn.h>
#include <unistd.h>
int fdatasync(int file) {
  usleep(MICROS);
  return ((int (*)(int)) dlsym(RTLD_NEXT, "fdatasync"))(file);
}
int fsync(int file) {
  usleep(MICROS);
  return ((int (*)(int)) dlsym(RTLD_NEXT, "fsync"))(file);
}
`;

/** Makes the library that slows a disk down by this much; none when it cannot be made here. */
export async function slowDisk(micros: number): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'wijkpoort-slow-'));
  const [source, library] = [join(folder, 'slow.c'), join(folder, 'slow.so')];
  try {
    await chmod(folder, 0o755);
    await writeFile(source, SOURCE);
    await promisify(execFile)('cc', [
      '-shared',
      '-fPIC',
      `-DMICROS=${micros}`,
      '-o',
      library,
      source,
      '-ldl',
    ]);
    return library;
  } catch {
    return undefined;
  }
}
