import type { Database, Sql } from '../database.ts';
import type { FieldRecord } from './entry.ts';

/** What somebody wants to find; everything that is said must hold. */
export interface LedgerQuestion {
  /** The keyed hash of a resident. */
  readonly subject?: Buffer;
  /** The keyed hash of a person acting. */
  readonly actor?: Buffer;
  /** Sender or recipient, whichever. */
  readonly partner?: string;
  readonly sender?: string;
  readonly recipient?: string;
  readonly purpose?: string;
  readonly event?: string;
  readonly policyVersion?: string;
  /** A field that was asked or brought; with `released`, one that left. */
  readonly field?: string;
  readonly released?: boolean;
  readonly from?: Date;
  /** This moment itself no more. */
  readonly until?: Date;
  /** Only what one of these sent or received: what its reader answers for. */
  readonly within?: readonly string[];
  /** Where the page before ended. */
  readonly after?: Place;
  /** At most this many; 200 when more is asked. */
  readonly limit?: number;
}

/** A place in the log, the newest first. */
export interface Place {
  readonly at: Date;
  readonly index: number;
}

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

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

const WORDS = {
  sender: 'sender',
  recipient: 'recipient',
  purpose: 'purpose',
  event: 'event',
  policyVersion: 'policy_version',
} as const;

/** The words of a question that the log must know. */
export const wordsIn = (question: LedgerQuestion): readonly string[] =>
  [
    question.partner,
    question.field,
    ...Object.keys(WORDS).map(name => question[name as keyof typeof WORDS]),
  ].filter(word => word !== undefined);

/** The statement that finds the places of one page; the names of columns come from this file alone. */
export function pageStatement(
  question: LedgerQuestion,
  words: ReadonlyMap<string, number>,
  limit: number,
  isRare = false,
): Statement {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const word = (value: string): string => `${bind(words.get(value))}::integer`;
  const columns = byColumn(question, bind, word);
  const sides = sidesOf(question, words, bind);
  const isOfFieldAlone = columns.length === 0 && sides.every(side => side.length === 0);
  const lead = question.field !== undefined && (isRare || isOfFieldAlone) ? 'field' : 'facet';
  const pages = sides.map(side => {
    const ofFacet = [...side, ...columns];
    const parts = { facet: ofFacet, field: byField(question, bind, word) };
    const all = [...parts[lead], ...byTime(question, lead, bind)];
    return `SELECT ${lead}.recorded_at, ${lead}.index FROM ledger_${lead} AS ${lead}${besides(lead, parts)}
             ${all.length === 0 ? '' : `WHERE ${all.join(' AND ')}`}
             ORDER BY ${lead}.recorded_at DESC, ${lead}.index DESC LIMIT ${limit}`;
  });
  const [only, ...more] = pages;
  if (only !== undefined && more.length === 0) return { values, text: only };
  const united = pages.map(each => `(${each})`).join(' UNION ALL ');
  return {
    values,
    text: `SELECT recorded_at, index FROM (${united}) AS side ORDER BY recorded_at DESC, index DESC LIMIT ${limit}`,
  };
}

type Bind = (value: unknown) => string;
type Word = (value: string) => string;

type Side = 'facet' | 'field';

/**
 * What must be true of the same entry in the other table, looked up place by place. A join would be planned as if a moment and a
 * number had nothing to do with each other, and then goes through all of both.
 */
function besides(lead: Side, parts: Readonly<Record<Side, readonly string[]>>): string {
  const other = lead === 'field' ? 'facet' : 'field';
  if (parts[other].length === 0) return '';
  const same = [`${other}.recorded_at = ${lead}.recorded_at`, `${other}.index = ${lead}.index`];
  return `, LATERAL (SELECT FROM ledger_${other} AS ${other} WHERE ${[...same, ...parts[other]].join(' AND ')} LIMIT 1) AS besides`;
}

const byField = ({ field, released }: LedgerQuestion, bind: Bind, word: Word): string[] => [
  ...(field === undefined ? [] : [`field.field = ${word(field)}`]),
  ...(field === undefined || released === undefined ? [] : [`field.released = ${bind(released)}`]),
];

/**
 * A partner is the sender or else the recipient: two ways through the log, each by its own index; so is each of the partners a
 * reader answers for.
 */
function sidesOf(
  { partner, within }: LedgerQuestion,
  words: ReadonlyMap<string, number>,
  bind: Bind,
): readonly (readonly string[])[] {
  const own = within?.flatMap(id => words.get(id) ?? []);
  const asked = partner === undefined ? own : [words.get(partner) ?? -1];
  if (asked === undefined) return [[]];
  if (asked.length === 0) return [['false']];
  const mine = (): string => `${bind(own ?? [])}::integer[]`;
  const scope =
    own === undefined || partner === undefined || within?.includes(partner) === true
      ? []
      : [`(facet.sender = ANY (${mine()}) OR facet.recipient = ANY (${mine()}))`];
  return asked.flatMap(id => [
    [`facet.sender = ${bind(id)}::integer`, ...scope],
    [`facet.recipient = ${bind(id)}::integer`, `facet.sender <> ALL (${bind(asked)}::integer[])`, ...scope],
  ]);
}

const byColumn = (question: LedgerQuestion, bind: Bind, word: Word): string[] => [
  ...(question.subject === undefined ? [] : [`facet.subject = ${bind(question.subject)}`]),
  ...(question.actor === undefined ? [] : [`facet.actor = ${bind(question.actor)}`]),
  ...Object.entries(WORDS).flatMap(([name, column]) => {
    const said = question[name as keyof typeof WORDS];
    return said === undefined ? [] : [`facet.${column} = ${word(said)}`];
  }),
];

const byTime = ({ from, until, after }: LedgerQuestion, place: Side, bind: Bind): string[] => [
  ...(from === undefined ? [] : [`${place}.recorded_at >= ${bind(from)}`]),
  ...(until === undefined ? [] : [`${place}.recorded_at < ${bind(until)}`]),
  ...(after === undefined
    ? []
    : [`(${place}.recorded_at, ${place}.index) < (${bind(after.at)}, ${bind(after.index)})`]),
];
