import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { RegisterContext } from '../../gateway/consent/register-context.ts';
import { readDocuments, type CaseFileContext } from '../../gateway/case-file/case-file-store.ts';
import type { Database } from '../../gateway/database.ts';
import { eraseResident } from '../../gateway/ledger/erasure.ts';
import { openText, sealText } from '../../gateway/ledger/sealing.ts';
import { findKey, findOrMakeKey } from '../../gateway/ledger/subject-keys.ts';
import { keepLedger, ORDER, type LedgerKeeping } from '../world/ledger-keeping.ts';

/** What erasing a resident does with each table that points at residents. A table that is not here makes this fail. */
const ERASING: Readonly<
  Record<string, 'gone' | 'cut loose' | 'words gone' | 'stays as proof' | 'stays to be known again'>
> = {
  subject_key: 'gone',
  case_file_key: 'gone',
  case_document: 'gone',
  resident_words: 'gone',
  read_aloud: 'gone',
  table_code: 'gone',
  look_along_code: 'gone',
  access_request: 'cut loose',
  objection: 'words gone',
  officer_item: 'words gone',
  restriction: 'words gone',
  consent: 'stays as proof',
  declaration: 'stays as proof',
  information_given: 'stays as proof',
  minority: 'stays as proof',
  notice: 'stays as proof',
  representation: 'stays as proof',
  social_case: 'stays as proof',
  wake_signal: 'stays as proof',
  link: 'stays to be known again',
  resident_identity: 'stays to be known again',
  resident_login: 'stays to be known again',
};
const GONE = Object.keys(ERASING).filter(table => ERASING[table] === 'gone');
const SECRET = 'woorden-van-jan';

let ledger: LedgerKeeping;
let backup: Database;
let jan: string;
let fatima: string;
const context = (): CaseFileContext & RegisterContext =>
  ({ ...ledger, newId: randomUUID }) as unknown as CaseFileContext & RegisterContext;

/** Something of everything that is sealed or written about somebody. */
async function fill(resident: string): Promise<void> {
  const { database, subjectKeys, randomBytes } = ledger;
  await ledger.note(resident);
  const { subject } = await subjectKeys.keysFor(database, resident);
  const file = await findOrMakeKey(database, resident, context(), 'case_file_key');
  const sealed = (key: typeof file): string =>
    sealText(JSON.stringify({ tekst: SECRET }), key, randomBytes(12));
  const socialCase = randomUUID();
  const consent = randomUUID();
  const statements: readonly (readonly [text: string, values: readonly unknown[]])[] = [
    [
      `INSERT INTO case_document (id, resident, kind, version, sealed, written_at) VALUES ($1, $2, 'afspraken', 1, $3, now())`,
      [randomUUID(), resident, sealed(file)],
    ],
    ['INSERT INTO social_case (id, resident, opened_at) VALUES ($1, $2, now())', [socialCase, resident]],
    [
      `INSERT INTO case_label (social_case, partner, sealed) SELECT $1, id, $2 FROM partner ORDER BY id LIMIT 1`,
      [socialCase, sealed(file)],
    ],
    [
      'INSERT INTO resident_words (id, resident, about, sealed, written_at) VALUES ($1, $2, $1, $3, now())',
      [randomUUID(), resident, sealed(subject)],
    ],
    [
      `INSERT INTO consent (id, resident, purpose, sender, recipient, fields, kinds, text_shown, language, valid_until)
       VALUES ($1, $2, 'D01', 'a-1', 'a-1', '{a.b}', '{T-9}', 'x', 'nl', now())`,
      [consent, resident],
    ],
    [
      `INSERT INTO read_aloud (question, resident, sealed, read_by, read_at) VALUES ($1, $2, $3, 'a-1: mw', now())`,
      [consent, resident, sealed(subject)],
    ],
    [
      `INSERT INTO table_code (hash, resident, given_by, expires_at) VALUES (sha256($1), $2, 'a-1: mw', now())`,
      [Buffer.from(resident), resident],
    ],
    [
      'INSERT INTO look_along_code (hash, resident, expires_at) VALUES (sha256($1), $2, now())',
      [Buffer.from(resident), resident],
    ],
    [
      `INSERT INTO objection (id, resident, purpose, raised_at, dismissed_at, reasons) VALUES ($1, $2, 'D01', now(), now(), '${SECRET}')`,
      [randomUUID(), resident],
    ],
    [
      `INSERT INTO officer_item (id, kind, resident, about, raised_at, done_at, reasons)
       VALUES ($1, 'objection', $2, $1, now(), now(), '${SECRET}')`,
      [randomUUID(), resident],
    ],
    [
      `INSERT INTO restriction (id, resident, ground, asked_by, channel, started_at, started_by, announced_at, reasons)
       VALUES ($1, $2, 'accuracy', 'resident', 'portaal', now(), 'resident', now(), '${SECRET}')`,
      [randomUUID(), resident],
    ],
    [
      `INSERT INTO access_request (id, resident, asker, identity, received_on, recorded_by, recorded_at, extended_because)
       VALUES ($1, $2, 'bewoner', 'gezien', now(), 'officer: po-1', now(), '${SECRET}')`,
      [randomUUID(), resident],
    ],
    [
      `INSERT INTO person_session (hash, person, sealed, started_at, idle_until, ends_at)
       VALUES (sha256($1), jsonb_build_object('role', 'resident', 'resident', $2::text), '${SECRET}', now(), now(), now())`,
      [Buffer.from(resident), resident],
    ],
  ];
  for (const [text, values] of statements) await database.query(text, values);
}

const rowsOf = async (table: string, resident: string): Promise<readonly unknown[]> =>
  await ledger.database.query(`SELECT * FROM ${table} WHERE resident = $1`, [resident]);
const filled = async (resident: string): Promise<readonly string[]> => {
  const found = [];
  for (const table of GONE) if ((await rowsOf(table, resident)).length > 0) found.push(table);
  return found;
};

beforeAll(async () => {
  ledger = await keepLedger();
  [jan, fatima] = [await ledger.newResident(), await ledger.newResident()];
  await ledger.database.query(
    `INSERT INTO partner (id, name, organisation, oin, role, certificate) VALUES ('a-1', 'A', 'A', '00000000000000000001', 'corporatie', '')`,
  );
  await fill(jan);
  await fill(fatima);
  backup = await ledger.backUp();
});
afterAll(async () => {
  await backup?.close();
  await ledger?.close();
});

describe('every table that points at a resident', () => {
  it('is one of which is said here what erasing does', async () => {
    const pointing = await ledger.database.query<{ name: string }>(
      `SELECT DISTINCT conrelid::regclass::text AS name FROM pg_constraint WHERE contype = 'f' AND confrelid = 'resident'::regclass
        UNION SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'resident'
        ORDER BY 1`,
    );
    expect(pointing.map(({ name }) => name)).toEqual(Object.keys(ERASING).sort());
  });
});

describe('a resident who is erased', () => {
  it('had something everywhere, which nobody but an erasure may take away', async () => {
    expect(await filled(jan)).toEqual(GONE);
    for (const table of ['resident_words', 'read_aloud'])
      await expect(ledger.database.query(`DELETE FROM ${table}`)).rejects.toMatchObject({ code: '42501' });
  });

  it('has nothing left that was sealed or written in words, while others keep all of theirs', async () => {
    await eraseResident(jan, 'request', ORDER, ledger);
    expect([await filled(jan), await filled(fatima)]).toEqual([[], GONE]);
    const words = async (resident: string): Promise<boolean> => {
      const rows = [];
      for (const table of Object.keys(ERASING)) rows.push(...(await rowsOf(table, resident)));
      return JSON.stringify(rows).includes(SECRET);
    };
    expect([await words(jan), await words(fatima)]).toEqual([false, true]);
    expect(await rowsOf('access_request', jan)).toEqual([]);
    const [session] = await ledger.database.query(
      'SELECT person, sealed FROM person_session WHERE hash = sha256($1)',
      [Buffer.from(jan)],
    );
    expect(session).toEqual({ person: null, sealed: null });
  });

  it('cannot be read in the backup of yesterday either: neither the case file nor their own words', async () => {
    expect(await backup.query('SELECT FROM case_document WHERE resident = $1', [jan])).toHaveLength(1);
    expect(await readDocuments(backup, jan, ['afspraken'], ledger)).toEqual([]);
    expect(await readDocuments(backup, fatima, ['afspraken'], ledger)).toMatchObject([
      { parts: { tekst: SECRET } },
    ]);
    const keyOf = async (resident: string) => await findKey(backup, resident, ledger, 'subject_key');
    expect(await keyOf(jan)).toBeUndefined();
    const key = await keyOf(fatima);
    const [row] = await backup.query<{ sealed: string }>(
      'SELECT sealed FROM resident_words WHERE resident = $1',
      [fatima],
    );
    expect(key && openText(row?.sealed ?? '', key)).toContain(SECRET);
  });
});

describe('a request to see that was answered long ago', () => {
  it('is about nobody two years after, and not before', async () => {
    const { database } = ledger;
    await database.query(`UPDATE access_request SET sent_at = '2024-03-01' WHERE resident = $1`, [fatima]);
    const forget = async (moment: string): Promise<unknown> =>
      (await database.query<{ gone: string }>('SELECT forget_access_requests($1) AS gone', [moment]))[0]
        ?.gone;
    expect([await forget('2026-02-28'), await forget('2026-03-02')]).toEqual(['0', '1']);
    expect(await rowsOf('access_request', fatima)).toEqual([]);
    expect(await database.query('SELECT sent_at FROM access_request WHERE sent_at IS NOT NULL')).toHaveLength(
      1,
    );
  });
});
