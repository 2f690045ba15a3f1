import type { Database, Sql } from '../database.ts';
import type { Receipt } from '../ledger/append.ts';
import { followLog, type PublicLeaf } from '../ledger/queries.ts';
import { recordAside, type Aside } from '../ledger/record-aside.ts';
import type { DisclosureContext } from './context.ts';

/** What a recipient says it received. */
export interface CounterReceipt {
  readonly partner: string;
  readonly entry: number;
  readonly leafHash: string;
  readonly transaction: string;
  /** When it says so: the fields that came in. */
  readonly fields: readonly string[] | undefined;
}

/** How it compares with what we recorded. An entry of others is as unknown as one that is not there. */
export type Comparison = 'matches' | 'unknown' | 'hash-differs' | 'fields-differ' | 'received-before';

export interface Acknowledged {
  readonly id: string;
  readonly comparison: Comparison;
  readonly receipt: Receipt;
}

type Acting = Pick<Aside, 'actor' | 'trace'>;

/** Lays what a recipient says beside the entry, and writes down how they compare; a difference is for the officer to look at. */
export async function acknowledge(
  said: CounterReceipt,
  acting: Acting,
  context: DisclosureContext,
): Promise<Acknowledged> {
  const { database, newId, clock } = context;
  const comparison = await compare(said, database);
  const receipt = await recordAside(
    {
      ...acting,
      event: comparison === 'matches' ? 'acknowledged' : 'acknowledgement-differs',
      purpose: 'unstated',
      sender: 'unstated',
      recipient: said.partner,
      transaction: said.transaction,
      ...(comparison === 'unknown' ? {} : { about: said.entry }),
      ...(comparison === 'matches' ? {} : { reason: comparison }),
    },
    context,
  );
  const id = newId();
  await database.query(
    `INSERT INTO counter_receipt (id, partner, entry, transaction, outcome, received_at, ledger_index)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
    [id, said.partner, said.entry, said.transaction, comparison, clock(), receipt.index],
  );
  return { id, comparison, receipt };
}

async function compare(said: CounterReceipt, sql: Sql): Promise<Comparison> {
  const recorded = await releaseTo(said, sql);
  if (recorded === undefined) return 'unknown';
  if (recorded.leafHash !== said.leafHash) return 'hash-differs';
  if (said.fields !== undefined && !areSame(said.fields, recorded.fields)) return 'fields-differ';
  const [earlier] = await sql.query<{ transaction: string }>(
    `SELECT transaction FROM counter_receipt WHERE partner = $1 AND entry = $2 AND outcome = 'matches'`,
    [said.partner, said.entry],
  );
  return earlier === undefined || earlier.transaction === said.transaction ? 'matches' : 'received-before';
}

/** What left for this partner in this entry; none when nothing did. */
async function releaseTo(
  { partner, entry }: CounterReceipt,
  sql: Sql,
): Promise<{ readonly leafHash: string; readonly fields: readonly string[] } | undefined> {
  const [row] = await sql.query<{ leaf: string; leaf_hash: Buffer }>(
    'SELECT leaf, leaf_hash FROM ledger_entry WHERE index = $1 LIMIT 1',
    [entry],
  );
  if (row === undefined) return undefined;
  const leaf = JSON.parse(row.leaf) as PublicLeaf;
  if (leaf.recipient !== partner || leaf.event !== 'released') return undefined;
  return { leafHash: row.leaf_hash.toString('hex'), fields: releasedIn(leaf) };
}

const releasedIn = ({ fields }: PublicLeaf): readonly string[] =>
  Object.entries(fields).flatMap(([field, { decision }]) => (decision === 'released' ? [field] : []));

const areSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && new Set([...a, ...b]).size === a.length;

/** Longer than a transaction that wrote an entry may have taken. */
const LOOK_BACK = '10 minutes';

// What left for a partner that says what it receives, whose time to say so has passed, and about which nothing was said.
const SILENT = `
SELECT agreement.partner, facet.index::text AS entry
  FROM receipt_agreement AS agreement
  JOIN ledger_word AS recipient ON recipient.word = agreement.partner
  JOIN ledger_word AS event ON event.word = 'released'
  JOIN ledger_facet AS facet ON facet.recipient = recipient.id AND facet.event = event.id
   AND facet.recorded_at >= greatest(agreement.since, agreement.looked_until - interval '${LOOK_BACK}')
   AND facet.recorded_at < $1::timestamptz - agreement.within
 WHERE agreement.ended_at IS NULL
   AND NOT EXISTS (SELECT FROM counter_receipt WHERE counter_receipt.partner = agreement.partner
                      AND counter_receipt.entry = facet.index AND counter_receipt.outcome IN ('matches', 'silent'))
 ORDER BY facet.recorded_at, facet.index LIMIT 500`;

interface Silence {
  readonly partner: string;
  readonly entry: string;
}

/** Writes down, once each, what left and was not acknowledged in time. Resolves to how many. */
export async function noticeSilence(context: DisclosureContext): Promise<number> {
  const { database, clock, newId } = context;
  const now = clock();
  await followLog(database);
  const silent = await database.query<Silence>(SILENT, [now]);
  for (const each of silent) await noteSilence(each, context, newId());
  if (silent.length < 500) await lookedUntil(database, now);
  return silent.length;
}

async function noteSilence(
  { partner, entry }: Silence,
  context: DisclosureContext,
  id: string,
): Promise<void> {
  const trace = { requestId: context.newId(), traceId: context.randomBytes(16).toString('hex') };
  const { index } = await recordAside(
    {
      event: 'not-acknowledged',
      purpose: 'unstated',
      sender: 'unstated',
      recipient: partner,
      about: Number(entry),
      actor: 'poort',
      trace,
    },
    context,
  );
  await context.database.query(
    `INSERT INTO counter_receipt (id, partner, entry, transaction, outcome, received_at, ledger_index)
     VALUES ($1, $2, $3, '', 'silent', $4, $5) ON CONFLICT DO NOTHING`,
    [id, partner, entry, context.clock(), index],
  );
}

const lookedUntil = async (database: Database, now: Date): Promise<unknown> =>
  await database.query(
    'UPDATE receipt_agreement SET looked_until = greatest(looked_until, $1::timestamptz - within) WHERE ended_at IS NULL',
    [now],
  );
