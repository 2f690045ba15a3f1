import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportToFile, fileMark } from '../../gateway/command-line/export-to-file.ts';
import { DatabaseFailure, openDatabase, type Database, type Sql } from '../../gateway/database.ts';
import { exportPages } from '../../gateway/ledger/exports/export-ledger.ts';
import type { LedgerQuestion, Place } from '../../gateway/ledger/ledger-question.ts';
import { pageStatement } from '../../gateway/ledger/page-statement.ts';
import { findEntries, READ_ENTRIES } from '../../gateway/ledger/queries.ts';
import { actorTagger } from '../../gateway/ledger/subject-keys.ts';
import { fillLedger } from '../world/fill-ledger.ts';
import { keepLedger, type LedgerKeeping } from '../world/ledger-keeping.ts';
import { newDatabase } from '../world/world.ts';

const at = (day: number): Date => new Date(Date.UTC(2026, 9, day));

const hashed = (text: string): Buffer => createHash('sha256').update(text).digest();

describe('an officer who searches the ledger', () => {
  let ledger: LedgerKeeping;
  let jan: string;
  let day = 1;
  beforeAll(async () => {
    ledger = await keepLedger(() => at(day));
    jan = await ledger.newResident();
    await ledger.note(jan, {
      event: 'released',
      fields: { 'woning.woonwens': { decision: 'released', rule: '1.1' } },
    });
    day = 2;
    await ledger.note(undefined, { purpose: 'D05', recipient: 'schuldhulp', sender: 'zayaz' });
    day = 3;
    await ledger.note(jan, { assertedActor: 'zayaz: mw-9', policyVersion: 'c'.repeat(64) });
    day = 4;
    await ledger.note(jan, { fields: { 'woning.woonwens': { decision: 'withheld', rule: '1.1' } } });
  });
  afterAll(async () => await ledger.close());

  const indexes = async (question: LedgerQuestion): Promise<readonly number[]> =>
    (await findEntries(ledger.database, question)).entries.map(({ index }) => index);

  it.each<[string, () => LedgerQuestion, readonly number[]]>([
    ['everything, the newest first', () => ({}), [3, 2, 1, 0]],
    ['one resident', () => ({ subject: ledger.subjectTag(jan) }), [3, 2, 0]],
    ['a partner, on whichever side', () => ({ partner: 'zayaz' }), [3, 2, 1, 0]],
    ['a partner who sent', () => ({ sender: 'zayaz' }), [1]],
    ['a partner who received', () => ({ recipient: 'zayaz' }), [3, 2, 0]],
    ['a purpose', () => ({ purpose: 'D05' }), [1]],
    ['an event', () => ({ event: 'released' }), [0]],
    ['a policy version', () => ({ policyVersion: 'c'.repeat(64) }), [2]],
    ['a person acting', () => ({ actor: actorTagger(ledger.subjectKey)('zayaz: mw-9') }), [2]],
    ['a field that was asked', () => ({ field: 'woning.woonwens' }), [3, 0]],
    ['a field that left', () => ({ field: 'woning.woonwens', released: true }), [0]],
    ['a period, of which the end is no part', () => ({ from: at(2), until: at(4) }), [2, 1]],
    ['several at once', () => ({ subject: ledger.subjectTag(jan), event: 'refused', from: at(4) }), [3]],
    ['a partner and a field', () => ({ partner: 'wijkteam-zuidoost', field: 'woning.woonwens' }), [3, 0]],
    ['a word nobody ever used', () => ({ purpose: 'D99' }), []],
    ['what is no word', () => ({ partner: `' OR true --` }), []],
  ])('finds %s', async (_what, question, found) => {
    expect(await indexes(question())).toEqual(found);
  });

  it('finds what was written a moment ago', async () => {
    const fatima = await ledger.newResident();
    await ledger.note(fatima);
    expect(await indexes({ subject: ledger.subjectTag(fatima) })).toEqual([4]);
  });

  it('reads page after page, each entry once, also when entries come in between', async () => {
    const seen: number[] = [];
    let next: Place | undefined;
    do {
      const page = await findEntries(ledger.database, {
        partner: 'zayaz',
        limit: 2,
        ...(next === undefined ? {} : { after: next }),
      });
      seen.push(...page.entries.map(({ index }) => index));
      next = page.next;
      await ledger.note(jan);
    } while (next !== undefined && seen.length < 10);
    expect(seen.slice(-4)).toEqual([3, 2, 1, 0]);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('gets at most two hundred at once, and at least one', async () => {
    expect(await indexes({ limit: 0 })).toHaveLength(1);
    expect((await findEntries(ledger.database, { limit: 1_000_000 })).entries.length).toBeLessThanOrEqual(
      200,
    );
  });
});

describe('a ledger of twenty thousand entries', () => {
  let database: Database;
  const now = new Date(Date.UTC(2026, 10, 20));
  beforeAll(async () => {
    database = openDatabase(await newDatabase());
    await fillLedger(database, 20_000, now);
  });
  afterAll(async () => await database.close());

  const planOf = async (text: string, values: readonly unknown[]): Promise<string> =>
    (await database.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, values))
      .map(line => line['QUERY PLAN'])
      .join('\n');

  const month = { from: new Date(Date.UTC(2026, 8, 1)), until: new Date(Date.UTC(2026, 9, 1)) };
  it.each<[string, LedgerQuestion]>([
    ['a resident', { subject: hashed('bewoner-17') }],
    ['a person acting', { actor: hashed('medewerker-17') }],
    ['a large partner', { partner: 'zender-0' }],
    ['a small partner', { partner: 'ontvanger-38' }],
    ['a purpose in a month', { purpose: 'D07', ...month }],
    ['a rare event', { event: 'not-delivered' }],
    ['a field that left in a month', { field: 'groep.veld-8', released: true, ...month }],
    ['a field of a small partner', { field: 'groep.veld-8', recipient: 'ontvanger-38' }],
    ['a policy version', { policyVersion: '3'.repeat(64) }],
    ['everything in a month', month],
    ['everything, far back', { after: { at: new Date(Date.UTC(2023, 0, 1)), index: 5_000 } }],
  ])('is searched for %s without reading it all', async (_what, question) => {
    const words = await database.query<{ word: string; id: number }>('SELECT word, id FROM ledger_word');
    const { text, values } = pageStatement(question, new Map(words.map(({ word, id }) => [word, id])), 50);
    expect(await planOf(text, values)).not.toMatch(/Seq Scan on ledger_(facet|field)/);
    const { entries } = await findEntries(database, question);
    expect(entries.length).toBeGreaterThan(0);
    const places = [entries.map(each => each.at), entries.map(({ index }) => index)];
    // An empty month costs nothing to read.
    expect(await planOf(READ_ENTRIES, places)).not.toMatch(
      /Seq Scan on ledger_entry\S* .*cost=0\.00\.\.(?!0\.00)/,
    );
  });

  /** The same database, until it has answered this often: then its server goes. */
  const goingAfter = (answers: number): Sql => {
    let count = 0;
    return {
      query: async (text, values) => {
        if (++count > answers) throw new DatabaseFailure('57P01');
        return await database.query(text, values);
      },
    };
  };

  const EXPORTED = {
    form: 'vng',
    partner: 'zender-0',
    openAbout: async () => await Promise.resolve(undefined),
    naming: { pseudonymOf: () => '', register: 'https://register.voorbeeld.nl', service: 'wijkpoort' },
  } as const;

  it('is taken out while its server restarts twice: it goes on where it broke off, and comes out as in one go', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'wijkpoort-uitvoer-'));
    try {
      const takeOut = async (path: string, sql: Sql): Promise<number> => {
        const mark = await fileMark(path);
        return await exportToFile(path, mark, exportPages(sql, { ...EXPORTED, fromIndex: mark.next }));
      };
      const [whole, broken] = [join(folder, 'heel'), join(folder, 'gebroken')];
      expect(await takeOut(whole, database)).toBeGreaterThan(1_000);
      const reached: number[] = [];
      for (const answers of [8, 9]) {
        await expect(takeOut(broken, goingAfter(answers))).rejects.toThrow('57P01');
        reached.push((await fileMark(broken)).next);
      }
      expect(reached[0]).toBeGreaterThan(0);
      expect(reached[1]).toBeGreaterThan(reached[0] ?? 0);
      await takeOut(broken, database);
      expect((await readFile(broken)).equals(await readFile(whole))).toBe(true);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
