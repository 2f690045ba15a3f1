import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { randomBytes } from 'node:crypto';
import { openDatabase, type Database } from '../../gateway/database.ts';
import { holdHead, sealEntry, type Receipt, type SealedEntry } from '../../gateway/ledger/append.ts';
import { isIncluded } from '../../gateway/ledger/merkle-tree.ts';
import { verifyLedger } from '../../gateway/ledger/verify.ts';
import { createLedgerWriter, type LedgerWriter, type Pending } from '../../gateway/ledger/writer.ts';
import { eventually } from '../kill/estate.ts';
import { newDatabase } from '../world/world.ts';

let url: string;
let database: Database;
let writer: LedgerWriter;
const opened: Database[] = [];
const servers: Server[] = [];

const open = (address: string): Database => {
  const each = openDatabase(address);
  opened.push(each);
  return each;
};

beforeEach(async () => {
  url = await newDatabase();
  database = open(url);
  writer = createLedgerWriter(database);
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map(async each => await each.close()));
  for (const server of servers.splice(0)) server.close();
});

const sealed = (name: string, at = new Date('2026-11-22T10:00:00Z')): SealedEntry =>
  sealEntry(
    {
      public: {
        event: 'refused',
        at,
        direction: 'ask',
        purpose: 'D01',
        policyVersion: 'b'.repeat(64),
        sender: 'wijkteam-zuidoost',
        recipient: 'zayaz',
        requestId: name,
        traceId: 'c'.repeat(32),
        fields: { 'identiteit.naam': { decision: 'withheld', rule: '1.6', missing: ['toestemming'] } },
      },
      personal: { subject: 'unknown', assertedActor: 'zayaz: mw-417' },
    },
    { salt: randomBytes(32), subject: undefined },
  );

/** An entry that rests on no facts. */
const entry = (name: string, at?: Date): Pending => ({
  epoch: () => undefined,
  refresh: async () => await Promise.resolve(),
  seal: () => sealed(name, at),
});

const entries = (count: number, prefix = 'verzoek'): Pending[] =>
  Array.from({ length: count }, (_, n) => entry(`${prefix}-${n}`));

const appendAll = async (all: readonly Pending[], by = writer): Promise<Receipt[]> =>
  await Promise.all(all.map(async each => await by.append(each)));

interface Stored {
  readonly index: string;
  readonly leaf: string;
  readonly leaf_hash: Buffer;
}

const stored = async (): Promise<readonly Stored[]> =>
  await database.query<Stored>('SELECT index, leaf, leaf_hash FROM ledger_entry ORDER BY index');

const requestIds = async (): Promise<string[]> =>
  (await stored()).map(({ leaf }) => (JSON.parse(leaf) as { requestId: string }).requestId);

/** Every receipt points at its own entry and proves it; every entry stands there once; the log verifies. */
async function expectWhole(receipts: readonly Receipt[], count: number): Promise<void> {
  const rows = await stored();
  expect(rows.map(({ index }) => Number(index))).toEqual(Array.from({ length: count }, (_, n) => n));
  expect(new Set(await requestIds()).size).toBe(count);
  for (const { index, leafHash, treeSize, root, proof } of receipts) {
    expect(rows[index]?.leaf_hash.toString('hex')).toBe(leafHash);
    const path = proof.map(each => Buffer.from(each, 'hex'));
    expect(isIncluded(Buffer.from(leafHash, 'hex'), index, treeSize, path, Buffer.from(root, 'hex'))).toBe(
      true,
    );
  }
  expect(await verifyLedger(database)).toMatchObject({ entries: count, fault: undefined });
}

const raiseEpoch = async (): Promise<unknown> =>
  await database.query('UPDATE ledger_head SET epoch = epoch + 1');

describe('many ask at the same moment', () => {
  it('are written in a few batches that form by themselves, each with its own place and proof', async () => {
    const receipts = await appendAll(entries(200));
    await expectWhole(receipts, 200);
    const [{ commits } = { commits: 0 }] = await database.query<{ commits: number }>(
      'SELECT count(DISTINCT xmin::text)::int AS commits FROM ledger_entry',
    );
    expect(commits).toBe(2);
  });

  it('more than fit in one batch are all written', async () => {
    await expectWhole(await appendAll(entries(1_100)), 1_100);
  });
});

const oneByOne = async (by: LedgerWriter, prefix: string): Promise<Receipt[]> => {
  const receipts: Receipt[] = [];
  for (let n = 0; n < 60; n++) {
    receipts.push(...(await appendAll([entry(`${prefix}-${n}-a`), entry(`${prefix}-${n}-b`)], by)));
  }
  return receipts;
};

const first = (all: readonly Receipt[]): number => Math.min(...all.map(({ index }) => index));
const last = (all: readonly Receipt[]): number => Math.max(...all.map(({ index }) => index));

describe('two gateways on one database', () => {
  it('both get their turn, and nothing is lost or written twice', async () => {
    const other = createLedgerWriter(open(url));
    const [ours, theirs] = await Promise.all([oneByOne(writer, 'wij'), oneByOne(other, 'zij')]);
    await expectWhole([...ours, ...theirs], 240);
    expect(first(ours)).toBeLessThan(last(theirs));
    expect(first(theirs)).toBeLessThan(last(ours));
  });
});

/** An entry that rests on facts: decided at an epoch, decided again when they changed. */
const decided = (at: number, decideAgain: (sql: Parameters<Pending['refresh']>[0]) => Promise<number>) => {
  const decisions = [at];
  const pending: Pending = {
    epoch: () => decisions.at(-1),
    refresh: async sql => void decisions.push(await decideAgain(sql)),
    seal: () => sealed(`besloten-bij-${decisions.at(-1)}`),
  };
  return { pending, decisions };
};

const epochIn = async (sql: Parameters<Pending['refresh']>[0]): Promise<number> => {
  const [row] = await sql.query<{ epoch: string }>('SELECT epoch FROM ledger_head');
  return Number(row?.epoch);
};

describe('a fact changes while an entry waits', () => {
  it('the entry is decided again, and that is what is written', async () => {
    await appendAll([entry('eerste')]);
    await raiseEpoch();
    const { pending, decisions } = decided(0, epochIn);
    await writer.append(pending);
    expect(decisions).toEqual([0, 1]);
    expect(await requestIds()).toEqual(['eerste', 'besloten-bij-1']);
  });

  it('it is decided again as often as facts change, and in the end with the facts held still', async () => {
    const { pending, decisions } = decided(-1, async sql => {
      const epoch = await epochIn(sql);
      if (epoch < 3) await raiseEpoch();
      return epoch;
    });
    const receipt = await writer.append(pending);
    expect(decisions).toEqual([-1, 0, 1, 2, 3]);
    expect(await requestIds()).toEqual(['besloten-bij-3']);
    await expectWhole([receipt], 1);
  });
});

const boom = (): never => {
  throw new RangeError('this entry cannot be made');
};

describe('one entry that cannot be made', () => {
  const spoiled: readonly [string, Partial<Pending>][] = [
    ['cannot be sealed', { seal: boom }],
    [
      'cannot be decided again',
      { epoch: () => -1, refresh: async () => await Promise.reject(new RangeError('no')) },
    ],
    ['does not know when it was decided', { epoch: boom }],
  ];

  it.each(spoiled)(
    'because it %s: fails alone, and the others of its batch are written',
    async (_name, spoil) => {
      const [before = entry(''), after = entry('')] = entries(2);
      const outcomes = await Promise.allSettled(
        [before, { ...entry('bedorven'), ...spoil }, after].map(async each => await writer.append(each)),
      );
      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect(await requestIds()).toEqual(['verzoek-0', 'verzoek-1']);
      await writer.append(entry('daarna'));
      expect(await requestIds()).toHaveLength(3);
    },
  );

  it('fails alone too when the head had to be taken', async () => {
    const restless: Pending = decided(-1, async sql => {
      const epoch = await epochIn(sql);
      if (epoch < 3) await raiseEpoch();
      return epoch;
    }).pending;
    const spoiledOne: Pending = { ...entry('bedorven'), seal: boom };
    const outcomes = await Promise.allSettled(
      [restless, spoiledOne].map(async each => await writer.append(each)),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(await requestIds()).toEqual(['besloten-bij-3']);
  });
});

/** Stands between a gateway and its database; can lose the next answer on its way back, with the connection. */
async function lossyRoad(): Promise<{ readonly url: string; readonly loseNextAnswer: () => void }> {
  const { hostname, port } = new URL(url);
  let isLosing = false;
  const server = createServer((near: Socket) => {
    const far = connect({ host: hostname, port: Number(port) });
    const end = (): void => void (near.destroy(), far.destroy());
    near
      .on('data', bytes => far.write(bytes))
      .on('close', end)
      .on('error', end);
    far
      .on('close', end)
      .on('error', end)
      .on('data', bytes => {
        if (!isLosing) return void near.write(bytes);
        isLosing = false;
        end();
      });
  });
  servers.push(server);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const road = Object.assign(new URL(url), {
    hostname: '127.0.0.1',
    port: String((server.address() as AddressInfo).port),
  });
  return { url: road.href, loseNextAnswer: () => void (isLosing = true) };
}

describe('the connection is lost in the middle of a batch', () => {
  it('after the commit: it is looked up, every receipt is given, and nothing stands there twice', async () => {
    const road = await lossyRoad();
    const far = createLedgerWriter(open(road.url));
    await far.append(entry('eerste'));
    road.loseNextAnswer();
    const receipts = await appendAll(entries(20), far);
    await expectWhole(receipts, 21);
  });

  it('before the commit: it is written after all, once', async () => {
    await writer.append(entry('eerste'));
    let receipts: Promise<Receipt[]> | undefined;
    await database.transaction(async sql => {
      await holdHead(sql);
      receipts = appendAll(entries(20));
      await terminateWaiting();
    });
    await expectWhole((await receipts) ?? [], 21);
  });

  it('between two statements of a transaction: that fails, and the gateway lives', async () => {
    const work = database.transaction(async sql => {
      const [{ pid } = { pid: 0 }] = await sql.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      await open(url).query('SELECT pg_terminate_backend($1)', [pid]);
      await eventually(async () => {
        const left = await open(url).query('SELECT FROM pg_stat_activity WHERE pid = $1', [pid]);
        expect(left).toEqual([]);
      }, 60_000);
      await sql.query('SELECT 1');
    });
    await expect(work).rejects.toMatchObject({ name: 'DatabaseFailure' });
    await expectWhole(await appendAll(entries(3)), 3);
  });
});

/** Ends the connection that waits for the head, as soon as there is one. */
async function terminateWaiting(): Promise<void> {
  const watcher = open(url);
  await eventually(async () => {
    const ended = await watcher.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    expect(ended).not.toEqual([]);
  }, 60_000);
}

describe('somebody edits the head by hand', () => {
  it.each([
    ['back, over entries that exist', 'UPDATE ledger_head SET size = size - 1'],
    ['ahead, past entries that do not', 'UPDATE ledger_head SET size = size + 2'],
    ['without its hashes', `UPDATE ledger_head SET frontier = '{}'`],
  ])('%s: nothing is written until it is put right, and then all is well', async (_name, edit) => {
    await appendAll(entries(5));
    const [before] = await database.query<{ size: string; frontier: Buffer[] }>(
      'SELECT size, frontier FROM ledger_head',
    );
    await database.query(edit);
    const fresh = createLedgerWriter(open(url));
    await expect(fresh.append(entry('niet'))).rejects.toMatchObject({ code: 'head-differs' });
    expect(await stored()).toHaveLength(5);
    await database.query('UPDATE ledger_head SET size = $1, frontier = $2', [before?.size, before?.frontier]);
    await fresh.append(entry('weer'));
    await expectWhole([], 6);
  });

  it('its size, while a gateway writes: that gateway too stops, and no place is given twice', async () => {
    await appendAll(entries(5));
    await database.query('UPDATE ledger_head SET size = 3, frontier = frontier[1:1] || frontier[1:1]');
    await expect(writer.append(entry('niet'))).rejects.toMatchObject({ code: 'head-differs' });
    expect(await stored()).toHaveLength(5);
  });
});

describe('the clock jumps', () => {
  it('back or far ahead: the order is that of writing, and the log verifies', async () => {
    for (const at of [
      '2026-11-22T10:00:00Z',
      '2026-11-22T09:59:00Z',
      '2016-01-01T00:00:00Z',
      '2046-01-01T00:00:00Z',
    ]) {
      await writer.append(entry(at, new Date(at)));
    }
    expect(await requestIds()).toEqual([
      '2026-11-22T10:00:00Z',
      '2026-11-22T09:59:00Z',
      '2016-01-01T00:00:00Z',
      '2046-01-01T00:00:00Z',
    ]);
    await expectWhole([], 4);
  });
});
