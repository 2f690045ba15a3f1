import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { holdHead, type Receipt } from '../../gateway/ledger/append.ts';
import { createLedgerWriter } from '../../gateway/ledger/writer.ts';
import { eventually } from '../kill/estate.ts';
import { entries, entry, startWriting, type LogWriting } from './log-writing.ts';

let log: LogWriting;
beforeEach(async () => {
  log = await startWriting();
});
const servers: Server[] = [];
afterEach(async () => {
  await log.close();
  for (const server of servers.splice(0)) server.close();
});

/** Stands between a gateway and its database; can lose the next answer on its way back, with the connection. */
async function lossyRoad(): Promise<{ readonly url: string; readonly loseNextAnswer: () => void }> {
  const { hostname, port } = new URL(log.url);
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
  const road = Object.assign(new URL(log.url), {
    hostname: '127.0.0.1',
    port: String((server.address() as AddressInfo).port),
  });
  return { url: road.href, loseNextAnswer: () => void (isLosing = true) };
}

describe('the connection is lost in the middle of a batch', () => {
  it('after the commit: it is looked up, every receipt is given, and nothing stands there twice', async () => {
    const road = await lossyRoad();
    const far = createLedgerWriter(log.open(road.url));
    await far.append(entry('eerste'));
    road.loseNextAnswer();
    const receipts = await log.appendAll(entries(20), far);
    await log.expectWhole(receipts, 21);
  });

  it('before the commit: it is written after all, once', async () => {
    await log.writer.append(entry('eerste'));
    let receipts: Promise<Receipt[]> | undefined;
    await log.database.transaction(async sql => {
      await holdHead(sql);
      receipts = log.appendAll(entries(20));
      await terminateWaiting();
    });
    await log.expectWhole((await receipts) ?? [], 21);
  });

  it('between two statements of a transaction: that fails, and the gateway lives', async () => {
    const work = log.database.transaction(async sql => {
      const [{ pid } = { pid: 0 }] = await sql.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      await log.open(log.url).query('SELECT pg_terminate_backend($1)', [pid]);
      await eventually(async () => {
        const left = await log.open(log.url).query('SELECT FROM pg_stat_activity WHERE pid = $1', [pid]);
        expect(left).toEqual([]);
      }, 60_000);
      await sql.query('SELECT 1');
    });
    await expect(work).rejects.toMatchObject({ name: 'DatabaseFailure' });
    await log.expectWhole(await log.appendAll(entries(3)), 3);
  });
});

/** Ends the connection that waits for the head, as soon as there is one. */
async function terminateWaiting(): Promise<void> {
  const watcher = log.open(log.url);
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
    await log.appendAll(entries(5));
    const [before] = await log.database.query<{ size: string; frontier: Buffer[] }>(
      'SELECT size, frontier FROM ledger_head',
    );
    await log.database.query(edit);
    const fresh = createLedgerWriter(log.open(log.url));
    await expect(fresh.append(entry('niet'))).rejects.toMatchObject({ code: 'head-differs' });
    expect(await log.stored()).toHaveLength(5);
    await log.database.query('UPDATE ledger_head SET size = $1, frontier = $2', [
      before?.size,
      before?.frontier,
    ]);
    await fresh.append(entry('weer'));
    await log.expectWhole([], 6);
  });

  it('its size, while a gateway writes: that gateway too stops, and no place is given twice', async () => {
    await log.appendAll(entries(5));
    await log.database.query('UPDATE ledger_head SET size = 3, frontier = frontier[1:1] || frontier[1:1]');
    await expect(log.writer.append(entry('niet'))).rejects.toMatchObject({ code: 'head-differs' });
    expect(await log.stored()).toHaveLength(5);
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
      await log.writer.append(entry(at, new Date(at)));
    }
    expect(await log.requestIds()).toEqual([
      '2026-11-22T10:00:00Z',
      '2026-11-22T09:59:00Z',
      '2016-01-01T00:00:00Z',
      '2046-01-01T00:00:00Z',
    ]);
    await log.expectWhole([], 4);
  });
});
