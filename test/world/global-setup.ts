import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, openDatabase } from '../../gateway/database.ts';
import { CAST } from '../../gateway/demo/cast.ts';
import { SYSTEMS } from '../../gateway/demo/sandbox.ts';
import { seed } from '../../gateway/demo/seed.ts';
import { seedLogins } from '../../gateway/demo/stand-ins.ts';
import { makeSecrets, type Secrets } from '../../gateway/secrets.ts';
import { createDatabase, dropDatabase } from './databases.ts';
import { startTestServer } from './test-server.ts';

declare global {
  var stopWijkpoortTests: (() => Promise<void>) | undefined;
}

/**
 * One PostgreSQL for the whole run: ours, or the one behind TEST_DATABASE_URL. One set of keys is made here, and two template
 * databases that each test copies: a migrated one that is empty, and one in which the personas live.
 */
export default async function setUp(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'wijkpoort-test-'));
  const subjects = Object.fromEntries(
    CAST.map(({ id, organisation, oin }) => [id, { organisation, commonName: id, oin }]),
  );
  const [own, secrets] = await Promise.all([
    process.env['TEST_DATABASE_URL'] === undefined ? startTestServer() : undefined,
    makeSecrets(subjects, SYSTEMS, randomBytes, new Date()),
  ]);
  const server = process.env['TEST_DATABASE_URL'] ?? own?.url ?? '';
  const template = `wijkpoort_template_${process.pid}`;
  await migrate(await createDatabase(server, template));
  const secretsFile = join(folder, 'secrets.json');
  await writeFile(secretsFile, JSON.stringify(secrets));
  const inhabited = `wijkpoort_inhabited_${process.pid}`;
  await inhabit(await createDatabase(server, inhabited, template), secrets);
  Object.assign(process.env, {
    WORLD_SERVER: server,
    WORLD_TEMPLATE: template,
    WORLD_INHABITED: inhabited,
    WORLD_SECRETS: secretsFile,
  });
  globalThis.stopWijkpoortTests = async () => {
    await dropDatabase(server, inhabited);
    await dropDatabase(server, template);
    await own?.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

async function inhabit(url: string, secrets: Secrets): Promise<void> {
  const database = openDatabase(url);
  await seed(database, secrets, { now: new Date(), newId: randomUUID });
  await seedLogins(database, secrets, new Date());
  await database.close();
}
