import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openDatabase, type Database } from '../../gateway/database.ts';
import { verifyLedger } from '../../gateway/ledger/verify.ts';
import { fillDisk } from '../world/full-disk.ts';
import { startWorld, type WireAnswer, type World } from '../world/world.ts';
import { ASKING, SENT, turnedAway } from './door.ts';

let world: World;
let server: Database;
let token: string;
let koppelsleutels: Readonly<Record<'anja' | 'kees', string>>;
beforeEach(async () => {
  world = await startWorld();
  server = openDatabase(process.env['WORLD_SERVER'] ?? '');
  token = await world.tokenFor('zayaz');
  koppelsleutels = {
    anja: await world.koppelsleutel('zayaz', 'anja'),
    kees: await world.koppelsleutel('zayaz', 'kees'),
  };
});
afterEach(async () => {
  await world.close();
  await server.close();
});

const post = async (path: string, body: unknown): Promise<WireAnswer> =>
  await world.send(path, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

const ask = async (): Promise<WireAnswer> =>
  await post('/v1/verstrekkingen', { ...ASKING, betrokkene: koppelsleutels.anja });

const bring = async (): Promise<WireAnswer> =>
  await post('/v1/meldingen', {
    doel: 'D05',
    naar: 'schuldhulp',
    betrokkene: koppelsleutels.kees,
    velden: ['identiteit.naam', 'wonen.huurachterstand'],
    namens: { medewerker: 'mw-212' },
  });

const malformed = async (): Promise<WireAnswer> => await post('/v1/verstrekkingen', `{"${SENT}`);

const name = (): string => `"${new URL(world.databaseUrl).pathname.slice(1)}"`;
const cut = async (): Promise<unknown> =>
  await server.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [
    name().replaceAll('"', ''),
  ]);

let emptyDisk: () => Promise<void>;

interface Fault {
  readonly cause: () => Promise<unknown>;
  readonly cure: () => Promise<unknown>;
  readonly code: RegExp;
}

const FAULTS: Readonly<Record<string, Fault>> = {
  'is full when a line is written': {
    cause: async () => void (emptyDisk = await fillDisk(world.database)),
    cure: async () => await emptyDisk(),
    code: /^53100$/,
  },
  'is full at the very last moment, when everything was written and only had to be kept': {
    cause: async () =>
      void (emptyDisk = await fillDisk(
        world.database,
        'ledger_entry',
        'AFTER INSERT, DEFERRABLE INITIALLY DEFERRED',
      )),
    cure: async () => await emptyDisk(),
    code: /^53100$/,
  },
  'has lost its table': {
    cause: async () => await world.database.query('ALTER TABLE ledger_entry RENAME TO lost'),
    cure: async () => await world.database.query('ALTER TABLE lost RENAME TO ledger_entry'),
    code: /^42P01$/,
  },
};

/** These break connections that are in use. */
const BREAKS: Readonly<Record<string, Fault>> = {
  'may only be read': {
    cause: async () => {
      await server.query(`ALTER DATABASE ${name()} SET default_transaction_read_only = on`);
      await cut();
    },
    cure: async () => {
      await server.query(`ALTER DATABASE ${name()} RESET default_transaction_read_only`);
      await cut();
    },
    code: /^(25006|57P01|unknown)$/,
  },
  'cannot be reached': {
    cause: async () => {
      await server.query(`ALTER DATABASE ${name()} ALLOW_CONNECTIONS false`);
      await cut();
    },
    cure: async () => await server.query(`ALTER DATABASE ${name()} ALLOW_CONNECTIONS true`),
    code: /^(55000|57P01|unknown)$/,
  },
};

/** Not a word of it but that the ledger does not write; the source's values stay inside. */
async function expectNothing(send: () => Promise<WireAnswer>): Promise<void> {
  const answer = await send();
  expect({ status: answer.status, json: answer.json }).toMatchObject({
    status: 503,
    json: { type: '/docs/problemen/logboek-schrijft-niet' },
  });
  expect(answer.text).not.toMatch(/Anja|Kees|woonwens|park|disk|lost|ledger/);
}

async function losesAndRecovers({ cause, cure, code }: Fault): Promise<void> {
  expect((await ask()).status).toBe(200);
  const before = (await world.ledger()).length;
  const logBefore = world.logged.length;

  await cause();
  await expectNothing(ask);
  await expectNothing(bring);
  await expectNothing(malformed);
  expect((await world.send('/readyz')).status).toBe(503);
  expect((await world.send('/livez')).status).toBe(200);
  expect(world.sandbox.receivedSignals()).toEqual([]);
  const logged = world.logged.slice(logBefore).map(line => JSON.parse(line) as Record<string, unknown>);
  // What a proxy asks every second is written down only when it hears no.
  expect(logged.filter(({ route }) => route === '/readyz' || route === '/livez')).toMatchObject([
    { route: '/readyz', status: 503 },
  ]);
  const alarms = logged.filter(({ message }) => message === 'ledger-cannot-append');
  expect(alarms.length).toBeGreaterThanOrEqual(3);
  for (const alarm of alarms) expect(alarm['code']).toMatch(code);
  expect(world.logged.join('')).not.toMatch(/Anja|Verzonnen|no space|full_disk/);

  await cure();
  await untilReady();
  expect(await world.ledger()).toHaveLength(before);
  const { status, text } = await ask();
  expect({ status, text }).toMatchObject({ status: 200 });
  expect(text).toContain('park');
  expect((await verifyLedger(world.database)).fault).toBeUndefined();
}

const OUTCOME = 'releases nothing, brings nothing and says so; and goes on where it was once it writes again';

describe.each(Object.entries(FAULTS))('the ledger %s', (_what, fault) => {
  it(OUTCOME, async () => await losesAndRecovers(fault));
});

describe.each(Object.entries(BREAKS))('the ledger %s', (_what, fault) => {
  it(OUTCOME, async () => await losesAndRecovers(fault));
});

async function untilReady(): Promise<void> {
  for (let tries = 0; tries < 40; tries++) if ((await world.send('/readyz')).status === 200) return;
  throw new Error('the gateway did not recover');
}

describe('the connection breaks while nobody asks anything', () => {
  it('is mended by itself: the next questions are answered', async () => {
    await cut();
    await untilReady();
    await turnedAway(world, 'ongeldige-json', malformed);
    expect((await ask()).status).toBe(200);
  });
});
