import type { Database } from '../../gateway/database.ts';
import { verifyLedger } from '../../gateway/ledger/verify.ts';
import type { Answer } from './askers.ts';

interface Stored {
  readonly index: string;
  readonly leaf: string;
  readonly leaf_hash: Buffer;
}

/** Every answer stands in the ledger, at its place, under its hash, with exactly the fields that left. One fault a line. */
export async function faultsInAnswers(
  database: Database,
  answers: readonly Answer[],
): Promise<readonly string[]> {
  const rows = await database.query<Stored>(
    'SELECT index, leaf, leaf_hash FROM ledger_entry WHERE index = ANY ($1)',
    [answers.map(({ index }) => index)],
  );
  const byIndex = new Map(rows.map(row => [Number(row.index), row]));
  const twice = answers.length - new Set(answers.map(({ index }) => index)).size;
  return [
    ...(twice > 0 ? [`${twice} answers point at a place that another answer also has`] : []),
    ...answers.flatMap(answer => faultIn(answer, byIndex.get(answer.index))),
  ];
}

function faultIn({ index, leafHash, released }: Answer, row: Stored | undefined): string[] {
  if (row === undefined) return [`answer ${index} has no entry`];
  if (row.leaf_hash.toString('hex') !== leafHash) return [`entry ${index} is another one than was answered`];
  const { fields } = JSON.parse(row.leaf) as { fields: Record<string, { decision: string }> };
  const recorded = Object.keys(fields).filter(field => fields[field]?.decision === 'released');
  return recorded.sort().join() === released.join() ? [] : [`entry ${index} names other fields than left`];
}

/** The log verifies, from this entry on; each place and each request stands there once. */
export async function faultsInLog(database: Database, begin: number): Promise<readonly string[]> {
  const { fault } = await verifyLedger(database, { range: { begin } });
  const [count] = await database.query<{ entries: number; places: number; requests: number; size: string }>(
    `SELECT count(*)::int AS entries, count(DISTINCT index)::int AS places,
            count(DISTINCT leaf::jsonb ->> 'requestId')::int AS requests, (SELECT size - $1 FROM ledger_head) AS size
       FROM ledger_entry WHERE index >= $1`,
    [begin],
  );
  if (count === undefined) return ['the log cannot be counted'];
  const { entries, places, requests, size } = count;
  const isWhole = entries === Number(size) && entries === places && entries === requests;
  return [
    ...(fault === undefined ? [] : [`the log does not verify: ${fault.kind} at ${fault.index}`]),
    ...(isWhole ? [] : [`${entries} entries, ${places} places, ${requests} requests, ${size} in the tree`]),
  ];
}

export async function sizeOf(database: Database): Promise<number> {
  const [head] = await database.query<{ size: string }>('SELECT size FROM ledger_head');
  return Number(head?.size ?? 0);
}
