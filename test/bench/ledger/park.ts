import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CAST } from '../../../gateway/demo/cast.ts';
import { SYSTEMS } from '../../../gateway/demo/sandbox.ts';
import { migrate } from '../../../gateway/database.ts';
import { startEmbeddedPostgres } from '../../../gateway/embedded-postgres.ts';
import { makeSecrets, type Secrets } from '../../../gateway/secrets.ts';
import { createDatabase } from '../../world/databases.ts';
import type { Surroundings } from './contestants.ts';
import { fillDatabase } from './residents.ts';

/** A PostgreSQL of its own with many residents in it. */
export interface Park extends Surroundings {
  /** The process number of the database server. */
  readonly postmaster: number;
  readonly close: () => Promise<void>;
}

/** Opens a park; `preload` is a library that comes before PostgreSQL's own calls, to slow its disk down. */
export async function openPark(preload?: string): Promise<Park> {
  const folder = await mkdtemp(join(tmpdir(), 'wijkpoort-bench-'));
  if (preload !== undefined) process.env['LD_PRELOAD'] = preload;
  const postgres = await startEmbeddedPostgres(join(folder, 'postgres'), 'bench');
  delete process.env['LD_PRELOAD'];
  const secrets = await newSecrets();
  const databaseUrl = await createDatabase(postgres.url, 'bench');
  await migrate(databaseUrl);
  return {
    databaseUrl,
    secrets,
    keyFolder: join(folder, 'keys'),
    koppelsleutels: await fillDatabase(databaseUrl, secrets),
    postmaster: await postmasterOf(join(folder, 'postgres')),
    close: async () => {
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function newSecrets(): Promise<Secrets> {
  const subjects = CAST.map(
    ({ id, organisation, oin }) => [id, { organisation, commonName: id, oin }] as const,
  );
  return await makeSecrets(Object.fromEntries(subjects), SYSTEMS, randomBytes, new Date());
}

async function postmasterOf(root: string): Promise<number> {
  const data = await readFile(join(root, 'data-staat-in'), 'utf8').catch(() => join(root, 'data'));
  return Number((await readFile(join(data.trim(), 'postmaster.pid'), 'utf8')).split('\n')[0]);
}
