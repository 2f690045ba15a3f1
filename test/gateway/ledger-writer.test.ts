import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Receipt } from '../../gateway/ledger/append.ts';
import { createLedgerWriter, type LedgerWriter, type Pending } from '../../gateway/ledger/writer.ts';
import { entries, entry, sealed, startWriting, type LogWriting } from './log-writing.ts';

let log: LogWriting;
beforeEach(async () => {
  log = await startWriting();
});
afterEach(async () => await log.close());

const raiseEpoch = async (): Promise<unknown> =>
  await log.database.query('UPDATE ledger_head SET epoch = epoch + 1');

describe('many ask at the same moment', () => {
  it('are written in one batch that forms by itself, each with its own place and proof', async () => {
    const receipts = await log.appendAll(entries(200));
    await log.expectWhole(receipts, 200);
    const [{ commits } = { commits: 0 }] = await log.database.query<{ commits: number }>(
      'SELECT count(DISTINCT xmin::text)::int AS commits FROM ledger_entry',
    );
    expect(commits).toBe(1);
  });

  it('more than fit in one batch are all written', async () => {
    await log.expectWhole(await log.appendAll(entries(1_100)), 1_100);
  });
});

const oneByOne = async (by: LedgerWriter, prefix: string): Promise<Receipt[]> => {
  const receipts: Receipt[] = [];
  for (let n = 0; n < 60; n++) {
    receipts.push(...(await log.appendAll([entry(`${prefix}-${n}-a`), entry(`${prefix}-${n}-b`)], by)));
  }
  return receipts;
};

const first = (all: readonly Receipt[]): number => Math.min(...all.map(({ index }) => index));
const last = (all: readonly Receipt[]): number => Math.max(...all.map(({ index }) => index));

describe('two gateways on one database', () => {
  it('both get their turn, and nothing is lost or written twice', async () => {
    const far = log.open(log.url);
    const other = createLedgerWriter(far);
    // Both stand ready: else the one that connects first could be done before the other begins.
    await Promise.all([log.database, far].map(async each => await each.query('SELECT 1')));
    const [ours, theirs] = await Promise.all([oneByOne(log.writer, 'wij'), oneByOne(other, 'zij')]);
    await log.expectWhole([...ours, ...theirs], 240);
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
    await log.appendAll([entry('eerste')]);
    await raiseEpoch();
    const { pending, decisions } = decided(0, epochIn);
    await log.writer.append(pending);
    expect(decisions).toEqual([0, 1]);
    expect(await log.requestIds()).toEqual(['eerste', 'besloten-bij-1']);
  });

  it('it is decided again as often as facts change, and in the end with the facts held still', async () => {
    const { pending, decisions } = decided(-1, async sql => {
      const epoch = await epochIn(sql);
      if (epoch < 3) await raiseEpoch();
      return epoch;
    });
    const receipt = await log.writer.append(pending);
    expect(decisions).toEqual([-1, 0, 1, 2, 3]);
    expect(await log.requestIds()).toEqual(['besloten-bij-3']);
    await log.expectWhole([receipt], 1);
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
        [before, { ...entry('bedorven'), ...spoil }, after].map(async each => await log.writer.append(each)),
      );
      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect(await log.requestIds()).toEqual(['verzoek-0', 'verzoek-1']);
      await log.writer.append(entry('daarna'));
      expect(await log.requestIds()).toHaveLength(3);
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
      [restless, spoiledOne].map(async each => await log.writer.append(each)),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(await log.requestIds()).toEqual(['besloten-bij-3']);
  });
});
