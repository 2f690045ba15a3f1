import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../gateway/database.ts';
import { accessTokenFor } from '../../gateway/demo/client.ts';
import { residentId } from '../../gateway/demo/seed.ts';
import { readWordList } from '../../gateway/handreiking-folder.ts';
import { verifyLedger } from '../../gateway/ledger/verify.ts';
import { servingUrl } from '../../gateway/serving-login.ts';
import { startGateway, type Gateway } from '../../gateway/wiring.ts';
import { eventually, freePort } from '../kill/estate.ts';
import { accountOfPostgres, isHad } from '../kill/servers-of-debian.ts';
import { shippedFiles } from '../policies/handreiking.ts';
import { ask, bring } from '../world/exchange.ts';
import { keysOfSecrets } from '../../gateway/keys/keys-of-secrets.ts';
import { POLICY_VERSION, startWorld, type WireAnswer, type World } from '../world/world.ts';

const PGBOUNCER = '/usr/sbin/pgbouncer';
const isThere = await isHad(PGBOUNCER, 'pgbouncer');
if (!isThere) console.error('OVERGESLAGEN: PgBouncer is hier niet en kan niet worden geïnstalleerd.');

/** Few connections for many: the next statement nearly always comes to another one. */
const settings = (databaseUrl: URL, port: number, folder: string): string => `
[databases]
* = host=${databaseUrl.hostname} port=${databaseUrl.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = trust
auth_file = ${folder}/users.txt
pool_mode = transaction
default_pool_size = 3
max_client_conn = 200
`;

let world: World;
let through: World;
let gateway: Gateway;
let pooler: ChildProcess;
let folder: string;

async function startPooler(urls: readonly string[]): Promise<number> {
  folder = await mkdtemp(join(tmpdir(), 'wijkpoort-pgbouncer-'));
  await chmod(folder, 0o755);
  const port = await freePort();
  const users = urls
    .map(each => new URL(each))
    .map(({ username, password }) => `"${username}" "${password}"\n`);
  await writeFile(join(folder, 'users.txt'), users.join(''));
  await writeFile(join(folder, 'pgbouncer.ini'), settings(new URL(world.databaseUrl), port, folder));
  const account = await accountOfPostgres();
  pooler = spawn(PGBOUNCER, ['-q', join(folder, 'pgbouncer.ini')], { ...account, stdio: 'ignore' });
  return port;
}

const pooled = (url: string, port: number): string =>
  Object.assign(new URL(url), { port: String(port), search: '?pgbouncer=true' }).href;

beforeAll(async () => {
  if (!isThere) return;
  world = await startWorld();
  const serving = (await servingUrl(world.databaseUrl, world.secrets.databasePassword)) ?? world.databaseUrl;
  const port = await startPooler([world.databaseUrl, serving]);
  gateway = await eventually(
    async () =>
      await startGateway({
        databaseUrl: pooled(serving, port),
        secrets: world.secrets,
        keys: keysOfSecrets(world.secrets),
        host: '127.0.0.1',
        port: 0,
        wordList: await readWordList(),
        start: { number: 0, version: POLICY_VERSION, files: shippedFiles },
        vault: world.vault,
        systems: world.sandbox.systems,
        log: { info: () => undefined, error: () => undefined },
      }),
    60_000,
  );
  through = throughGateway();
});

afterAll(async () => {
  if (!isThere) return;
  await gateway.close();
  pooler.kill('SIGTERM');
  await rm(folder, { recursive: true, force: true });
  await world.close();
});

/** The same world, asked by way of the gateway behind the pooler. */
function throughGateway(): World {
  const tokenFor = async (partner: string): Promise<string> =>
    await accessTokenFor(partner, gateway.issuer, world.secrets, randomUUID(), new Date());
  return {
    ...world,
    gateway,
    tokenFor,
    sendAs: async (partner, path, body) =>
      await sent(path, {
        method: 'POST',
        headers: { authorization: `Bearer ${await tokenFor(partner)}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
  };
}

async function sent(path: string, init: RequestInit): Promise<WireAnswer> {
  const response = await fetch(gateway.url + path, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: JSON.parse(text) };
}

const HOME_WISH = {
  as: 'zayaz',
  about: 'anja',
  for: 'D01',
  fields: ['identiteit.naam', 'woonprofiel.woonwens'],
} as const;

(isThere ? describe : describe.skip)('a gateway behind PgBouncer in transaction mode', () => {
  it('releases what Anja said yes to, with its entry', async () => {
    const { answer } = await ask(through, 'wijkteam-zuidoost', HOME_WISH);
    expect(Object.keys(answer.gegevens)).toEqual(HOME_WISH.fields);
  });

  it('writes what many ask at the same moment, each once', async () => {
    const before = (await world.ledger()).length;
    const token = await through.tokenFor('zayaz');
    const betrokkene = await world.koppelsleutel('zayaz', 'anja');
    const answers = await Promise.all(
      Array.from({ length: 60 }, async () => {
        const response = await fetch(`${gateway.url}/v1/verstrekkingen`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: JSON.stringify({
            doel: 'D01',
            betrokkene,
            van: 'wijkteam-zuidoost',
            velden: HOME_WISH.fields,
            namens: { medewerker: 'mw-417' },
          }),
        });
        const { bewijs } = (await response.json()) as { bewijs: { nummer: number } };
        return bewijs.nummer;
      }),
    );
    expect(answers.sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, n) => before + n));
    expect((await verifyLedger(world.database)).fault).toBeUndefined();
  });

  it('brings a signal to schuldhulp when the four steps were taken', async () => {
    const { answer } = await bring(through, 'schuldhulp', {
      as: 'zayaz',
      about: 'omar',
      for: 'D05',
      fields: ['identiteit.naam'],
    });
    expect(answer.bewijs.nummer).toBeGreaterThan(0);
  });

  it('releases nothing any more once Anja withdrew, wherever she did so', async () => {
    const direct = openDatabase(world.databaseUrl);
    await direct.query(
      `INSERT INTO consent_event (consent, position, state, at, channel)
       SELECT id, 2, 'Withdrawn', now(), 'portaal' FROM consent WHERE resident = $1`,
      [residentId('anja')],
    );
    await direct.close();
    const { answer } = await ask(through, 'wijkteam-zuidoost', HOME_WISH);
    expect(answer.gegevens).toEqual({});
  });

  it('knows at the next request that a partner was suspended', async () => {
    const token = await through.tokenFor('zayaz');
    const status = async (): Promise<number> =>
      (
        await sent('/v1/verstrekkingen', {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: '{}',
        })
      ).status;
    expect(await status()).toBe(400);
    await world.database.query(`UPDATE partner SET suspended_at = now() WHERE id = 'zayaz'`);
    expect(await status()).toBe(401);
  });
});
