import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import type { Database } from '../../gateway/database.ts';
import { appendEntry, holdHead } from '../../gateway/ledger/append.ts';
import { destroyLeftKeys, eraseResident } from '../../gateway/ledger/erasure.ts';
import { findEntries } from '../../gateway/ledger/queries.ts';
import { verifyLedger } from '../../gateway/ledger/verify.ts';
import { keepLedger, ORDER, type LedgerKeeping } from '../world/ledger-keeping.ts';

let ledger: LedgerKeeping;
let jan: string;
let fatima: string;
beforeEach(async () => {
  ledger = await keepLedger();
  [jan, fatima] = [await ledger.newResident(), await ledger.newResident()];
  await ledger.note(jan, { socialCase: 'casus-van-jan' });
  await ledger.note(fatima);
  await ledger.note(jan, { assertedActor: 'zayaz: mw-99' });
  await ledger.note(undefined);
});
afterEach(async () => await ledger.close());

const aboutOf = (lines: Awaited<ReturnType<LedgerKeeping['read']>>): unknown[] =>
  lines.map(({ personal }) => personal['subject']);
const everything = async (database: Database): Promise<string> =>
  JSON.stringify(await database.query('SELECT * FROM ledger_entry, subject_key'));
const found = async (resident: string): Promise<readonly number[]> =>
  (await findEntries(ledger.database, { subject: ledger.subjectTag(resident) })).entries.map(
    ({ index }) => index,
  );

describe('a ledger about residents', () => {
  it('can be read by who holds the keys, and tells nobody else who it is about or who acted', async () => {
    expect(aboutOf(await ledger.read())).toEqual([jan, fatima, jan, 'unknown']);
    expect(await found(jan)).toEqual([2, 0]);
    const stored = await ledger.database.query<Record<string, unknown>>(
      `SELECT leaf, personal, actor, encode(subject, 'hex') AS subject FROM ledger_entry`,
    );
    for (const secret of [jan, fatima, 'mw-417', 'mw-99', 'casus-van-jan']) {
      expect(JSON.stringify(stored)).not.toContain(secret);
    }
  });

  it('keeps the same resident under one key, and every resident under another', async () => {
    const keys = await ledger.database.query<{ resident: string; vault_id: string }>(
      'SELECT resident, vault_id FROM subject_key',
    );
    expect(keys.map(({ resident }) => resident).sort()).toEqual([jan, fatima].sort());
    expect(new Set(keys.map(({ vault_id }) => vault_id)).size).toBe(2);
  });

  it('gives one resident one key, also when many first entries come at once', async () => {
    const els = await ledger.newResident();
    await Promise.all(Array.from({ length: 12 }, async () => await ledger.note(els)));
    const lines = await ledger.read();
    expect(lines.filter(({ personal }) => personal['subject'] === els)).toHaveLength(12);
  });
});

describe('a resident who is erased from the ledger', () => {
  it('is found no more and read no more, while the others are', async () => {
    const { entries } = await eraseResident(jan, 'request', ORDER, ledger);
    expect(entries).toBe(2);
    expect(await found(jan)).toEqual([]);
    expect(await found(fatima)).toEqual([1]);
    expect(aboutOf(await ledger.read())).toEqual([undefined, fatima, undefined, 'unknown', 'nobody']);
  });

  it('leaves a tree that verifies, and an entry that says that somebody was erased, not who', async () => {
    const before = await verifyLedger(ledger.database);
    const { receipt } = await eraseResident(jan, 'request', ORDER, ledger);
    const after = await verifyLedger(ledger.database);
    expect([before.fault, after.fault, after.entries]).toEqual([undefined, undefined, before.entries + 1]);
    expect(after.root).toBe(receipt?.root);
    const last = (await ledger.read()).at(-1);
    expect(last?.leaf).toMatchObject({ event: 'erased', reason: 'request', fields: {} });
    expect(JSON.stringify(last)).not.toContain(jan);
  });

  it('is nobody in what was found in the log, while the finding, its verdict and the others stay', async () => {
    const [jansTag, fatimasTag] = [jan, fatima].map(each => ledger.subjectTag(each).toString('hex'));
    await ledger.database.query(
      `INSERT INTO review_finding (id, key, signal, severity, sentence, reasons, partner, actor, subject, happened_at, raised_at)
       SELECT gen_random_uuid(), 'S10 ab12 ' || tag || ' veld 2026-11', 'S10', 'let-op', 'Een zin.', '{}', 'zayaz', 'ab12', tag, now(), now()
         FROM unnest($1::text[]) AS tag`,
      [[jansTag, fatimasTag]],
    );
    await ledger.database.query(
      `INSERT INTO review_verdict (finding, position, verdict, reason, officer, at)
       SELECT id, 1, 'onderzoek', 'nagevraagd', 'po-1', now() FROM review_finding`,
    );
    await eraseResident(jan, 'request', ORDER, ledger);
    const left = await ledger.database.query<{ subject: string | null }>(
      `SELECT finding.*, verdict FROM review_finding AS finding JOIN review_verdict ON finding = id ORDER BY subject NULLS FIRST`,
    );
    expect(left).toMatchObject([
      { subject: null, actor: 'ab12', verdict: 'onderzoek' },
      { subject: fatimasTag, actor: 'ab12', verdict: 'onderzoek' },
    ]);
    expect(JSON.stringify(left)).not.toContain(jansTag);
    expect(JSON.stringify(left)).toContain(`S10 ab12 ${String(fatimasTag)} veld`);
  });

  it('leaves to the officer who acted', async () => {
    await eraseResident(jan, 'request', ORDER, ledger);
    expect((await ledger.read()).map(({ personal }) => personal['assertedActor'])).toEqual([
      'zayaz: mw-417',
      'zayaz: mw-417',
      'zayaz: mw-99',
      'zayaz: mw-417',
      'officer: po-1',
    ]);
  });

  it('gets a new key when something new happens, and what was before stays erased', async () => {
    await eraseResident(jan, 'request', ORDER, ledger);
    await ledger.note(jan);
    expect(await found(jan)).toEqual([5]);
    expect(aboutOf(await ledger.read())).toEqual([undefined, fatima, undefined, 'unknown', 'nobody', jan]);
  });

  it('is erased again when something was written about them since, and when nothing was, nothing changes', async () => {
    await eraseResident(jan, 'request', ORDER, ledger);
    await ledger.note(jan);
    expect((await eraseResident(jan, 'request', ORDER, ledger)).entries).toBe(1);
    const before = await ledger.read();
    expect(await eraseResident(jan, 'request', ORDER, ledger)).toEqual({ entries: 0, receipt: undefined });
    expect(await ledger.read()).toEqual(before);
  });

  it('cannot be read in a backup of the day before either', async () => {
    const backup = await ledger.backUp();
    try {
      expect(aboutOf(await ledger.read(backup))).toEqual([jan, fatima, jan, 'unknown']);
      await eraseResident(jan, 'request', ORDER, ledger);
      // Everything the backup ever held is there again, the sealed key with it; the other half is gone.
      expect(await backup.query('SELECT FROM subject_key')).toHaveLength(2);
      expect(aboutOf(await ledger.read(backup))).toEqual([undefined, fatima, undefined, 'unknown']);
      expect((await verifyLedger(backup)).fault).toBeUndefined();
    } finally {
      await backup.close();
    }
  });

  it('is erased as a whole or not at all', async () => {
    const failing = ledger.database.transaction(async sql => {
      const held = await holdHead(sql);
      await sql.query('SELECT ledger_erase($1, $2, $3)', [jan, ledger.subjectTag(jan), held.frontier.size]);
    });
    await expect(failing).rejects.toMatchObject({ code: '42501' });
    expect(await found(jan)).toEqual([2, 0]);
    expect(aboutOf(await ledger.read())).toEqual([jan, fatima, jan, 'unknown']);
  });

  it('is not erased by an entry that was written about another erasure', async () => {
    const { receipt } = await eraseResident(fatima, 'request', ORDER, ledger);
    await expect(
      ledger.database.query('SELECT ledger_erase($1, $2, $3)', [jan, ledger.subjectTag(jan), receipt?.index]),
    ).rejects.toMatchObject({ code: '42501' });
  });

  it('is closed in every backup later, when the vault could not be reached', async () => {
    const unreachable = {
      ...ledger.vault,
      destroy: async () => await Promise.reject(new Error('the vault is away')),
    };
    await expect(eraseResident(jan, 'request', ORDER, { ...ledger, vault: unreachable })).rejects.toThrow(
      'away',
    );
    expect(await found(jan)).toEqual([]);
    const [left] = await ledger.database.query<{ vault_id: string }>('SELECT vault_id FROM key_to_destroy');
    expect(await ledger.vault.find(left?.vault_id ?? '')).toBeDefined();
    expect(await destroyLeftKeys(ledger.database, ledger.vault)).toBe(1);
    expect(await ledger.vault.find(left?.vault_id ?? '')).toBeUndefined();
    expect(await destroyLeftKeys(ledger.database, ledger.vault)).toBe(0);
  });
});

describe('an entry that is written without keys', () => {
  it('can be read by nobody', async () => {
    await ledger.database.transaction(
      async sql =>
        await appendEntry(
          sql,
          await holdHead(sql),
          {
            public: {
              event: 'refused',
              at: new Date(),
              direction: 'ask',
              purpose: 'D01',
              policyVersion: 'b'.repeat(64),
              sender: 'a',
              recipient: 'b',
              requestId: 'c',
              traceId: 'd',
              fields: {},
            },
            personal: { subject: jan, assertedActor: 'zayaz: mw-417' },
          },
          { salt: randomBytes(32), subject: undefined },
        ),
    );
    await expect(ledger.read()).rejects.toThrow('this seal does not open');
    expect(await everything(ledger.database)).not.toContain('mw-417');
  });
});
