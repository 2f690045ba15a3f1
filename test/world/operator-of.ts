import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { World } from './world.ts';

/** From here on commands are about this world, with its database and its keys. Resolves to how that ends. */
export async function becomeOperatorOf(world: World): Promise<() => Promise<void>> {
  const before = { ...process.env };
  const folder = await mkdtemp(join(tmpdir(), 'wijkpoort-beheer-'));
  await writeFile(join(folder, 'geheimen.json'), JSON.stringify(world.secrets));
  await symlink(world.keyFolder, join(folder, 'sleutels'));
  Object.assign(process.env, { DATABASE_URL: world.databaseUrl, WIJKPOORT_MAP: folder });
  return async () => {
    for (const name of ['DATABASE_URL', 'WIJKPOORT_MAP']) delete process.env[name];
    Object.assign(process.env, before);
    await rm(folder, { recursive: true, force: true });
  };
}
