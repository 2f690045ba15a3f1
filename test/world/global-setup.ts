import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../../gateway/database.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../gateway/embedded-postgres.ts';
import { CAST } from '../../gateway/demo/cast.ts';
import { SYSTEMS } from '../../gateway/demo/sandbox.ts';
import { makeSecrets } from '../../gateway/secrets.ts';
import { createDatabase, dropDatabase } from './databases.ts';

declare global {
  var stopWijkpoortTests: (() => Promise<void>) | undefined;
}

/**
 * One PostgreSQL for the whole run: ours, or the one behind TEST_DATABASE_URL. A migrated template database and one set of
 * keys are made here; each test file copies the template.
 */
export default async function setUp(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'wijkpoort-test-'));
  const own = process.env['TEST_DATABASE_URL'] === undefined ? await startOwn(folder) : undefined;
  const server = process.env['TEST_DATABASE_URL'] ?? own?.url ?? '';
  const template = `wijkpoort_template_${process.pid}`;
  await migrate(await createDatabase(server, template));
  const subjects = Object.fromEntries(
    CAST.map(({ id, organisation, oin }) => [id, { organisation, commonName: id, oin }]),
  );
  const secretsFile = join(folder, 'secrets.json');
  await writeFile(secretsFile, JSON.stringify(await makeSecrets(subjects, SYSTEMS, randomBytes, new Date())));
  Object.assign(process.env, {
    WORLD_SERVER: server,
    WORLD_TEMPLATE: template,
    WORLD_SECRETS: secretsFile,
  });
  globalThis.stopWijkpoortTests = async () => {
    await dropDatabase(server, template);
    await own?.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

const startOwn = async (folder: string): Promise<EmbeddedPostgres> =>
  await startEmbeddedPostgres(join(folder, 'postgres'), randomBytes(12).toString('hex'));
