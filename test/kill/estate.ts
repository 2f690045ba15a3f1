import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, openDatabase } from '../../gateway/database.ts';
import { CAST } from '../../gateway/demo/cast.ts';
import { startSandboxSystems, SYSTEMS, type Sandbox } from '../../gateway/demo/sandbox.ts';
import { seed } from '../../gateway/demo/seed.ts';
import { makeSecrets, type Secrets } from '../../gateway/secrets.ts';
import { servingUrl } from '../../gateway/serving-login.ts';
import type { GatewayStart } from './gateway-process.ts';

/** All that a gateway stands on: a filled database, partner systems in this process, secrets and a folder. */
export interface Estate {
  readonly folder: string;
  readonly secrets: Secrets;
  readonly sandbox: Sandbox;
  readonly gatewayStart: GatewayStart;
}

/** Fills an empty database and starts the partner systems. */
export async function layOut(folder: string, ownerUrl: string): Promise<Estate> {
  const subjects = CAST.map(
    ({ id, organisation, oin }) => [id, { organisation, commonName: id, oin }] as const,
  );
  const secrets = await makeSecrets(Object.fromEntries(subjects), SYSTEMS, randomBytes, new Date());
  await migrate(ownerUrl);
  const sandbox = await fill(ownerUrl, secrets);
  return {
    folder,
    secrets,
    sandbox,
    gatewayStart: {
      databaseUrl: (await servingUrl(ownerUrl, secrets.databasePassword)) ?? ownerUrl,
      secrets,
      systems: sandbox.systems,
      port: await freePort(),
      keyFolder: join(folder, 'keys'),
      rememberedIn: join(folder, 'remembered.json'),
      logFile: join(folder, 'gateway.log'),
    },
  };
}

async function fill(ownerUrl: string, secrets: Secrets): Promise<Sandbox> {
  const database = openDatabase(ownerUrl);
  try {
    await seed(database, secrets, { now: new Date(), newId: randomUUID });
    return await startSandboxSystems(database, secrets);
  } finally {
    await database.close();
  }
}

/** A folder that is gone when the work is done. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'wijkpoort-kill-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * For what must have its port before it listens, or again after it stopped. Below those that the system hands out itself: else a
 * connection from here to anywhere could take it meanwhile.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(12_000, 32_000);
    const probe = createServer();
    const isFree = await new Promise<boolean>(resolve => {
      probe.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
    });
    await new Promise(resolve => probe.close(resolve));
    if (isFree) return port;
  }
}

/** Tries again until it works; rejects with the last error when that takes too long. */
export async function eventually<T>(work: () => Promise<T>, longestMs: number): Promise<T> {
  const end = performance.now() + longestMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (performance.now() > end) throw error;
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  }
}
