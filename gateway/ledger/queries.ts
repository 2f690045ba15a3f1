import type { Database, Sql } from '../database.ts';
import type { FieldRecord } from './entry.ts';
import type { LedgerQuestion, Place } from './ledger-question.ts';
import { byTime, pageStatement, wordsIn } from './page-statement.ts';

/** An entry as it stands in the log: what is personal is still sealed. */
export interface FoundEntry {
  readonly index: number;
  readonly at: Date;
  readonly leaf: PublicLeaf;
  readonly personal: string | undefined;
  readonly actor: string;
}

export interface PublicLeaf {
  readonly event: string;
  readonly direction: string;
  readonly purpose: string;
  readonly policyVersion: string;
  readonly sender: string;
  readonly recipient: string;
  readonly requestId: string;
  readonly traceId: string;
  readonly spanId?: string;
  readonly parentSpanId?: string;
  readonly at: string;
  readonly fields: Readonly<Record<string, FieldRecord>>;
  readonly reason?: string;
  readonly about?: number;
}

export interface FoundPage {
  readonly entries: readonly FoundEntry[];
  /** Where the next page starts; none when this was the last. */
  readonly next: Place | undefined;
}

const MOST_AT_ONCE = 200;
const USUAL_AT_ONCE = 50;
const PROJECTED_AT_ONCE = 2_000;

/** Makes what is searched by follow the log up to now. */
export async function followLog(sql: Sql): Promise<void> {
  for (;;) {
    const [row] = await sql.query<{ taken: string }>('SELECT ledger_project($1) AS taken', [
      PROJECTED_AT_ONCE,
    ]);
    if (Number(row?.taken ?? 0) < PROJECTED_AT_ONCE) return;
  }
}

/** How far following is: what was not taken over yet, of how much there is. */
export interface Followed {
  readonly behind: number;
  readonly size: number;
}

const PROJECTED_A_STEP = 10_000;

/** Follows the log for one step, and says how far it is: for who cannot wait until all of it is done. */
export async function followSome(sql: Sql, most: number = PROJECTED_A_STEP): Promise<Followed> {
  const atOnce = Math.min(most, PROJECTED_AT_ONCE);
  for (let taken = 0; taken < most; taken += atOnce) {
    const [row] = await sql.query<{ taken: string }>('SELECT ledger_project($1) AS taken', [atOnce]);
    if (Number(row?.taken ?? 0) < atOnce) break;
  }
  const [now] = await sql.query<{ behind: number; size: number }>(
    `SELECT greatest(size - next, 0)::int AS behind, size::int FROM ledger_head, ledger_projected`,
  );
  // What came in meanwhile is little, and taken along by whoever asks next.
  return now === undefined || now.behind < atOnce ? { behind: 0, size: now?.size ?? 0 } : now;
}

/** One page of what was asked for, the newest first. Everything that was written before the question is looked at. */
export async function findEntries(database: Database, question: LedgerQuestion): Promise<FoundPage> {
  await followLog(database);
  const limit = Math.max(1, Math.min(question.limit ?? USUAL_AT_ONCE, MOST_AT_ONCE));
  return await database.transaction(async sql => {
    // A plan for these values: what is rare is found by another way than what is common.
    await sql.query('SET LOCAL plan_cache_mode = force_custom_plan');
    const places = await findPlaces(sql, question, limit);
    const last = places.length < limit ? undefined : places.at(-1);
    return {
      entries: await readEntries(sql, places),
      next: last === undefined ? undefined : { at: last.recorded_at, index: Number(last.index) },
    };
  });
}

interface FoundPlace {
  readonly recorded_at: Date;
  readonly index: string;
}

async function findPlaces(sql: Sql, question: LedgerQuestion, limit: number): Promise<readonly FoundPlace[]> {
  const words = wordsIn(question);
  const rows = await sql.query<{ word: string; id: number }>(
    'SELECT word, id FROM ledger_word WHERE word = ANY ($1::text[])',
    [[...words, ...(question.within ?? [])]],
  );
  const ids = new Map(rows.map(({ word, id }) => [word, id]));
  // A word that was never used is in no entry.
  if (!words.every(word => ids.has(word))) return [];
  const { text, values } = pageStatement(question, ids, limit, await isRareField(sql, question, ids));
  return await sql.query<FoundPlace>(text, values);
}

const RARE = 5_000;

/** Whether a field stands in so few entries that they can be gone through; otherwise the other properties lead the way. */
async function isRareField(
  sql: Sql,
  question: LedgerQuestion,
  words: ReadonlyMap<string, number>,
): Promise<boolean> {
  if (question.field === undefined) return false;
  const values: unknown[] = [words.get(question.field)];
  const conditions = ['field.field = $1', ...byTime(question, 'field', value => `$${values.push(value)}`)];
  const rows = await sql.query<{ many: boolean }>(
    `SELECT count(*) > ${RARE} AS many FROM (SELECT FROM ledger_field AS field WHERE ${conditions.join(' AND ')} LIMIT ${RARE + 1}) AS counted`,
    values,
  );
  return rows[0]?.many === false;
}

interface Row {
  readonly index: string;
  readonly recorded_at: Date;
  readonly leaf: string;
  readonly personal: string | null;
  readonly actor: string;
}

// By the moments too: then only the months in which they fall are looked at. All places at once, not one after the other, so that
// a disk with much to find is asked for it together.
export const READ_ENTRIES = `
SELECT index, recorded_at, leaf, personal, actor FROM ledger_entry
 WHERE recorded_at = ANY ($1::timestamptz[]) AND index = ANY ($2::bigint[]) ORDER BY recorded_at DESC, index DESC`;

async function readEntries(sql: Sql, places: readonly FoundPlace[]): Promise<readonly FoundEntry[]> {
  if (places.length === 0) return [];
  await sql.query('SET LOCAL enable_indexscan = off');
  const rows = await sql.query<Row>(READ_ENTRIES, [
    places.map(({ recorded_at }) => recorded_at),
    places.map(({ index }) => index),
  ]);
  return rows.map(entryFrom);
}

const entryFrom = ({ index, recorded_at, leaf, personal, actor }: Row): FoundEntry => ({
  index: Number(index),
  at: recorded_at,
  leaf: JSON.parse(leaf) as PublicLeaf,
  personal: personal ?? undefined,
  actor,
});
