// What the officer and the resident ask, at 10,000 and at a million entries (or other sizes), interleaved in one run:
// `npm run bench:ledger-queries [-- sizes] [--fill] [--drop]`. Needs TEST_DATABASE_URL, or starts its own PostgreSQL. On a server of
// yours what was filled stays for the next run: with --fill nothing is measured, with --drop it goes afterwards.
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, openDatabase, type Database } from '../../../gateway/database.ts';
import { startEmbeddedPostgres } from '../../../gateway/embedded-postgres.ts';
import type { LedgerQuestion } from '../../../gateway/ledger/ledger-question.ts';
import { findEntries } from '../../../gateway/ledger/queries.ts';
import { createDatabase, dropDatabase } from '../../world/databases.ts';
import { fillMany } from './fill-many.ts';

const ROUNDS = 60;
const NOW = new Date(Date.UTC(2026, 10, 20));
const DAY_MS = 86_400_000;

const hashed = (text: string): Buffer => createHash('sha256').update(text).digest();
const someMonth = (round: number): Pick<LedgerQuestion, 'from' | 'until'> => {
  const from = new Date(NOW.getTime() - (60 + ((round * 37) % 1_500)) * DAY_MS);
  return { from, until: new Date(from.getTime() + 30 * DAY_MS) };
};

/** What is asked, differently every round. */
const QUESTIONS: Readonly<Record<string, (round: number, size: number) => LedgerQuestion>> = {
  'one resident': (round, size) => ({
    subject: hashed(`bewoner-${(round * 7_919) % Math.max(size / 20, 1)}`),
  }),
  'one person acting': round => ({ actor: hashed(`medewerker-${(round * 31) % 2_000}`) }),
  'a large partner': () => ({ partner: 'zender-0' }),
  'a small partner': () => ({ partner: 'ontvanger-39' }),
  'a partner, a purpose, a month': round => ({ partner: 'zender-3', purpose: 'D07', ...someMonth(round) }),
  'a purpose in a month': round => ({ purpose: `D0${1 + (round % 9)}`, ...someMonth(round) }),
  'a rare event': () => ({ event: 'not-delivered' }),
  'a field that left, in a month': round => ({ field: 'groep.veld-8', released: true, ...someMonth(round) }),
  'a field at a small partner': () => ({ field: 'groep.veld-8', recipient: 'ontvanger-38' }),
  'a policy version': () => ({ policyVersion: '3'.repeat(64) }),
  'page 2,000 of everything': (round, size) => ({
    after: { at: new Date(NOW.getTime() - 4 * 365 * DAY_MS), index: Math.floor(size / 5) + round },
  }),
};

interface Ledger {
  readonly size: number;
  readonly name: string;
  readonly database: Database;
}

async function timed(database: Database, question: LedgerQuestion): Promise<number> {
  const before = performance.now();
  await findEntries(database, question);
  return performance.now() - before;
}

const quantile = (times: readonly number[], part: number): number =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0;

async function sizesOf({ size, database }: Ledger): Promise<string> {
  const rows = await database.query<{ name: string; bytes: string }>(
    `SELECT 'entries' AS name, sum(pg_relation_size(inhrelid) + coalesce(pg_relation_size(nullif(reltoastrelid, 0)), 0))::text AS bytes
       FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid WHERE inhparent = 'ledger_entry'::regclass
     UNION ALL SELECT 'entries by index', sum(pg_indexes_size(inhrelid))::text FROM pg_inherits WHERE inhparent = 'ledger_entry'::regclass
     UNION ALL SELECT relname::text, pg_relation_size(oid)::text FROM pg_class
                WHERE relname IN ('ledger_facet', 'ledger_field') OR relname LIKE 'ledger\\_by\\_%' OR relname IN ('ledger_facet_pkey', 'ledger_field_pkey')`,
  );
  return rows.map(({ name, bytes }) => `| ${name} | ${(Number(bytes) / size).toFixed(0)} |`).join('\n');
}

/** The ledger of this size on this server: as an earlier run left it, or made now. */
async function ledgerOf(server: string, size: number): Promise<Ledger> {
  const name = `bench_queries_${size}`;
  const url = await createDatabase(server, name).catch(() => undefined);
  if (url !== undefined) {
    const before = performance.now();
    await migrate(url);
    await fillMany(url, size, NOW);
    process.stderr.write(`${size}: filled in ${((performance.now() - before) / 1_000).toFixed(0)} s\n`);
  }
  return {
    size,
    name,
    database: openDatabase(Object.assign(new URL(server), { pathname: `/${name}` }).href),
  };
}

async function measure(ledgers: readonly Ledger[]): Promise<void> {
  process.stdout.write(
    `| question | ${ledgers.map(({ size }) => `p50 / p95 ms at ${size}`).join(' | ')} | ratio of p95 |\n`,
  );
  for (const [name, questionFor] of Object.entries(QUESTIONS)) {
    const times = ledgers.map((): number[] => []);
    for (let round = 0; round < ROUNDS; round++) {
      for (const [n, { size, database }] of ledgers.entries()) {
        times[n]?.push(await timed(database, questionFor(round, size)));
      }
    }
    const cells = times.map(each => `${quantile(each, 0.5).toFixed(1)} / ${quantile(each, 0.95).toFixed(1)}`);
    const [first, last] = [times[0] ?? [], times.at(-1) ?? []];
    const ratio = quantile(last, 0.95) / quantile(first, 0.95);
    process.stdout.write(`| ${name} | ${cells.join(' | ')} | ${ratio.toFixed(1)} |\n`);
  }
  const largest = ledgers.at(-1);
  if (largest !== undefined)
    process.stdout.write(`\nbytes an entry at ${largest.size}\n${await sizesOf(largest)}\n`);
}

const words = process.argv.slice(2);
const given = words.filter(word => !word.startsWith('--')).map(Number);
const sizes = given.length === 0 ? [10_000, 1_000_000] : given;
const ready = process.env['TEST_DATABASE_URL'];
const folder = await mkdtemp(join(tmpdir(), 'wijkpoort-bench-'));
const own =
  ready === undefined ? await startEmbeddedPostgres(folder, randomBytes(12).toString('hex')) : undefined;
const server = ready ?? own?.url ?? '';
try {
  const ledgers: Ledger[] = [];
  for (const size of sizes) ledgers.push(await ledgerOf(server, size));
  if (!words.includes('--fill')) await measure(ledgers);
  for (const { database } of ledgers) await database.close();
  if (words.includes('--drop')) for (const { name } of ledgers) await dropDatabase(server, name);
} finally {
  await own?.stop();
  await rm(folder, { recursive: true, force: true });
}
