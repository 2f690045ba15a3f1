import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readHead } from '../../gateway/ledger/append.ts';
import { findEntries } from '../../gateway/ledger/queries.ts';
import { cutoffAt, expireEntries, planRetention } from '../../gateway/ledger/retention.ts';
import { sealTiles } from '../../gateway/ledger/tile-store.ts';
import { verifyLedger } from '../../gateway/ledger/verify.ts';
import { keepLedger, ORDER, type LedgerKeeping } from '../world/ledger-keeping.ts';

const MONTHS_OF_TILE = 64;
const now = new Date();
const monthsAgo = (months: number, day = 15): Date =>
  new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, day));

let ledger: LedgerKeeping;
let clockAt = now;
let jan: string;

async function noteMany(count: number, at: Date, about?: string): Promise<void> {
  clockAt = at;
  for (let n = 0; n < count; n++) await ledger.note(about);
}

async function makeMonth(at: Date): Promise<void> {
  await ledger.database.query('SELECT ledger_make_month($1::date)', [at.toISOString().slice(0, 10)]);
}

const months = async (): Promise<readonly string[]> =>
  (
    await ledger.database.query<{ name: string }>(
      `SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'ledger_entry'::regclass ORDER BY 1`,
    )
  ).map(({ name }) => name);

const nameOf = (at: Date): string => `ledger_entry_${at.toISOString().slice(0, 7).replace('-', '_')}`;

beforeAll(async () => {
  ledger = await keepLedger(() => clockAt);
  jan = await ledger.newResident();
  for (const ago of [62, 61, 1]) await makeMonth(monthsAgo(ago));
  await noteMany(4 * MONTHS_OF_TILE, monthsAgo(62));
  await noteMany(MONTHS_OF_TILE, monthsAgo(61));
  // A clock that was set back: later in the log, dated earlier.
  await noteMany(MONTHS_OF_TILE, monthsAgo(1), jan);
  await noteMany(1, monthsAgo(62));
  await noteMany(4 * MONTHS_OF_TILE, monthsAgo(1));
  await sealTiles(ledger.database, (await readHead(ledger.database)).frontier);
  clockAt = now;
});
afterAll(async () => await ledger.close());

describe('a ledger of which months have passed their term', () => {
  it('tells what would go, and lets nothing go', async () => {
    const plan = await planRetention(ledger.database, now);
    expect(plan).toMatchObject({ entries: 5 * MONTHS_OF_TILE, cutoff: cutoffAt(now), oldest: monthsAgo(62) });
    expect(plan.months).toEqual([monthsAgo(62), monthsAgo(61)].map(at => at.toISOString().slice(0, 7)));
    expect(await verifyLedger(ledger.database)).toMatchObject({ firstKept: 0, fault: undefined });
  });

  it('lets nothing go of which the term has not passed, whoever asks', async () => {
    await expect(
      ledger.database.query(`SELECT ledger_expire(now() - interval '4 years 11 months', 0)`),
    ).rejects.toMatchObject({ code: '42501' });
  });

  it('lets nothing go without an entry that says so', async () => {
    await expect(ledger.database.query('SELECT ledger_expire($1, 0)', [cutoffAt(now)])).rejects.toMatchObject(
      { code: '42501' },
    );
    expect(await months()).toContain(nameOf(monthsAgo(62)));
  });

  it('lets whole months go, keeps the rest, and still verifies', async () => {
    const before = await verifyLedger(ledger.database);
    expect(await expireEntries(ORDER, ledger)).toBe(5 * MONTHS_OF_TILE);
    expect(await months()).not.toEqual(expect.arrayContaining([nameOf(monthsAgo(62))]));
    expect(await months()).not.toEqual(expect.arrayContaining([nameOf(monthsAgo(61))]));
    const after = await verifyLedger(ledger.database);
    expect(after).toMatchObject({ firstKept: 5 * MONTHS_OF_TILE, fault: undefined });
    expect(after.root).not.toBe(before.root);
    expect(
      await ledger.database.query(
        'SELECT FROM ledger_facet NATURAL FULL JOIN ledger_field WHERE index < (SELECT first FROM ledger_kept)',
      ),
    ).toHaveLength(0);
    const [last] = (await findEntries(ledger.database, { event: 'expired' })).entries;
    expect(last?.leaf).toMatchObject({ event: 'expired', reason: 'term' });
  });

  it('still finds who is kept, and an entry that a wrong clock dated too early', async () => {
    const { entries } = await findEntries(ledger.database, {
      subject: ledger.subjectTag(jan),
      limit: MONTHS_OF_TILE + 1,
    });
    expect(entries).toHaveLength(MONTHS_OF_TILE);
    const [early] = await ledger.database.query<{ index: string }>(
      'SELECT index FROM ledger_entry WHERE recorded_at < $1',
      [cutoffAt(now)],
    );
    expect(Number(early?.index)).toBe(6 * MONTHS_OF_TILE);
  });

  it('has nothing more to let go', async () => {
    expect((await planRetention(ledger.database, now)).entries).toBe(0);
    expect(await expireEntries(ORDER, ledger)).toBe(0);
  });

  it('goes on as a ledger', async () => {
    await ledger.note(jan);
    expect(await verifyLedger(ledger.database)).toMatchObject({ fault: undefined });
    await expect(ledger.database.query('DELETE FROM ledger_entry_otherwise')).rejects.toMatchObject({
      code: '42501',
    });
  });
});
