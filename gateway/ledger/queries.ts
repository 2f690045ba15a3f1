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

/** One page of what was asked for, the newest first. Everything that was written before the question is looked at. */
export async function findEntries(database: Database, question: LedgerQuestion): Promise<FoundPage> {
  await followLog(database);
  const limit = Math.max(1, Math.min(question.limit ?? USUAL_AT_ONCE, MOST_AT_ONCE));
  const places = await findPlaces(database, question, limit);
  const last = places.length < limit ? undefined : places.at(-1);
  return {
    entries: await readEntries(database, places),
    next: last === undefined ? undefined : { at: last.recorded_at, index: Number(last.index) },
  };
}

interface FoundPlace {
  readonly recorded_at: Date;
  readonly index: string;
}

async function findPlaces(
  database: Database,
  question: LedgerQuestion,
  limit: number,
): Promise<readonly FoundPlace[]> {
  const words = wordsIn(question);
  const rows = await database.query<{ word: string; id: number }>(
    'SELECT word, id FROM ledger_word WHERE word = ANY ($1::text[])',
    [words],
  );
  const ids = new Map(rows.map(({ word, id }) => [word, id]));
  // A word that was never used is in no entry.
  if (!words.every(word => ids.has(word))) return [];
  return await database.transaction(async sql => {
    // A plan for these values: what is rare is found by another way than what is common.
    await sql.query('SET LOCAL plan_cache_mode = force_custom_plan');
    const { text, values } = pageStatement(question, ids, limit);
    return await sql.query<FoundPlace>(text, values);
  });
}

interface Row {
  readonly index: string;
  readonly recorded_at: Date;
  readonly leaf: string;
  readonly personal: string | null;
  readonly actor: string;
}

// Each in its own month and by its key, however the page lies over the months.
export const READ_ENTRIES = `
SELECT entry.*
  FROM unnest($1::timestamptz[], $2::bigint[]) WITH ORDINALITY AS place (at, index, n),
       LATERAL (SELECT index, recorded_at, leaf, personal, actor FROM ledger_entry
                 WHERE ledger_entry.recorded_at = place.at AND ledger_entry.index = place.index LIMIT 1) AS entry
 ORDER BY n`;

async function readEntries(sql: Sql, places: readonly FoundPlace[]): Promise<readonly FoundEntry[]> {
  if (places.length === 0) return [];
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
): Statement {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const word = (value: string): string => `${bind(words.get(value))}::integer`;
  // Through the time of the field's own places, when a field is asked: a range is not passed on from table to table.
  const place = question.field === undefined ? 'facet' : 'field';
  const columns = byColumn(question, bind, word);
  const sides = sidesOf(question, word);
  const isOfField =
    question.field !== undefined && columns.length === 0 && sides.every(side => side.length === 0);
  const conditions = [...columns, ...byTime(question, place, bind)];
  const source = isOfField ? 'ledger_field AS field' : sourceOf(question);
  const pages = sides.map(side => {
    const all = [...side, ...conditions, ...byField(question, bind, word)];
    return `SELECT ${place}.recorded_at, ${place}.index FROM ${source}${all.length === 0 ? '' : ` WHERE ${all.join(' AND ')}`}
             ORDER BY ${place}.recorded_at DESC, ${place}.index DESC LIMIT ${limit}`;
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

const sourceOf = ({ field }: LedgerQuestion): string =>
  field === undefined
    ? 'ledger_facet AS facet'
    : 'ledger_facet AS facet JOIN ledger_field AS field ON field.recorded_at = facet.recorded_at AND field.index = facet.index';

const byField = ({ field, released }: LedgerQuestion, bind: Bind, word: Word): string[] => [
  ...(field === undefined ? [] : [`field.field = ${word(field)}`]),
  ...(field === undefined || released === undefined ? [] : [`field.released = ${bind(released)}`]),
];

/** A partner is the sender or else the recipient: two ways through the log, each by its own index. */
function sidesOf({ partner }: LedgerQuestion, word: Word): readonly (readonly string[])[] {
  if (partner === undefined) return [[]];
  const id = word(partner);
  return [[`facet.sender = ${id}`], [`facet.recipient = ${id}`, `facet.sender <> ${id}`]];
}

const byColumn = (question: LedgerQuestion, bind: Bind, word: Word): string[] => [
  ...(question.subject === undefined ? [] : [`facet.subject = ${bind(question.subject)}`]),
  ...(question.actor === undefined ? [] : [`facet.actor = ${bind(question.actor)}`]),
  ...Object.entries(WORDS).flatMap(([name, column]) => {
    const said = question[name as keyof typeof WORDS];
    return said === undefined ? [] : [`facet.${column} = ${word(said)}`];
  }),
];

const byTime = ({ from, until, after }: LedgerQuestion, place: 'facet' | 'field', bind: Bind): string[] => [
  ...(from === undefined ? [] : [`${place}.recorded_at >= ${bind(from)}`]),
  ...(until === undefined ? [] : [`${place}.recorded_at < ${bind(until)}`]),
  ...(after === undefined
    ? []
    : [`(${place}.recorded_at, ${place}.index) < (${bind(after.at)}, ${bind(after.index)})`]),
];
