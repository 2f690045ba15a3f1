import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import type { Database, Sql } from '../database.ts';
import { newestCheckpoint, type StoredCheckpoint } from '../ledger/checkpoint-store.ts';
import { appendUpkeep } from '../ledger/erasure.ts';
import { proveInclusion } from '../ledger/proofs.ts';
import { followLog } from '../ledger/queries.ts';
import { nodesOf } from '../ledger/tile-store.ts';
import { UsageError } from './command.ts';
import { orderBy, upkeepOf } from './upkeep.ts';

/** One entry about somebody, with what shows that it stands in the signed log. */
export interface ProvenEntry {
  readonly nummer: number;
  readonly regel: string;
  /** What the leaf holds the salted hash of; both gone when it was erased. */
  readonly zout: string | null;
  readonly kenmerk: string | null;
  readonly verzegeld: string | null;
  readonly pad: readonly string[];
}

export interface ProvenEntries {
  readonly soort: 'wijkpoort-regels-1';
  readonly checkpoint: string;
  readonly regels: readonly ProvenEntry[];
}

interface Row {
  readonly index: string;
  readonly leaf: string;
  readonly salt: Buffer | null;
  readonly subject: Buffer | null;
  readonly personal: string | null;
}

/** Who works at this machine, as far as it knows. */
export const atTheCommandLine = (door: string | undefined): string =>
  `officer: ${door ?? userInfo().username}`;

/** Everything about one resident that was signed, each with its proof; that it was taken out is an entry itself. */
export async function proveResident(
  database: Database,
  partner: string,
  koppelsleutel: string,
  door: string | undefined,
): Promise<ProvenEntries | undefined> {
  const checkpoint = await newestCheckpoint(database);
  if (checkpoint === undefined) return undefined;
  const upkeep = await upkeepOf(database);
  const resident = await residentOf(database, partner, koppelsleutel);
  const regels = await entriesAbout(upkeep.subjectTag(resident), checkpoint, database);
  const order = { ...(await orderBy(atTheCommandLine(door), database)), requestId: randomUUID(), resident };
  await database.transaction(async sql => await appendUpkeep(sql, 'viewed', 'mijn-regels', order, upkeep));
  return { soort: 'wijkpoort-regels-1', checkpoint: checkpoint.note, regels };
}

export async function residentOf(sql: Sql, partner: string, koppelsleutel: string): Promise<string> {
  const [row] = await sql.query<{ resident: string }>(
    'SELECT resident FROM link WHERE partner = $1 AND koppelsleutel::text = lower($2)',
    [partner, koppelsleutel],
  );
  if (row === undefined) throw new UsageError('Deze partner kent niemand onder deze koppelsleutel.');
  return row.resident;
}

async function entriesAbout(
  tag: Buffer,
  { size }: StoredCheckpoint,
  database: Database,
): Promise<readonly ProvenEntry[]> {
  await followLog(database);
  const rows = await database.query<Row>(
    `SELECT entry.index, entry.leaf, entry.salt, entry.subject, entry.personal
       FROM ledger_facet AS facet
       JOIN ledger_entry AS entry ON entry.recorded_at = facet.recorded_at AND entry.index = facet.index
      WHERE facet.subject = $1 AND facet.index < $2 ORDER BY facet.index`,
    [tag, size],
  );
  const read = nodesOf(database, size);
  const entries: ProvenEntry[] = [];
  for (const { index, leaf, salt, subject, personal } of rows) {
    const path = await proveInclusion(Number(index), size, read);
    entries.push({
      nummer: Number(index),
      regel: leaf,
      zout: salt?.toString('hex') ?? null,
      kenmerk: subject?.toString('hex') ?? null,
      verzegeld: personal,
      pad: path.map(hash => hash.toString('hex')),
    });
  }
  return entries;
}
