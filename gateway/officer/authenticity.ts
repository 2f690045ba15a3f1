import type { Acting } from '../consent/change-register.ts';
import type { Sql } from '../database.ts';
import { committedHead, newestCheckpoint } from '../ledger/checkpoint-store.ts';
import { rootOf } from '../ledger/merkle-tree.ts';
import { verifyLedger, type Verification } from '../ledger/verify.ts';
import type { OfficerContext } from './officer-context.ts';

/** How the log stands: what is signed, who signed along, what partners say they got. */
export interface Authenticity {
  readonly size: number;
  readonly root: string;
  /** Entries before this one are gone because their term had passed. */
  readonly firstKept: number;
  readonly checkpoint:
    { readonly size: number; readonly at: Date; readonly witnesses: readonly Witnessed[] } | undefined;
  readonly receipts: readonly PartnerReceipts[];
  readonly checks: readonly LedgerCheck[];
}

export interface Witnessed {
  readonly witness: string;
  readonly size: number;
  readonly at: Date;
}

/** What left for a partner, and what it says of that; only of those who agreed to say so. */
export interface PartnerReceipts {
  readonly partner: string;
  readonly matches: number;
  readonly silent: number;
  readonly differs: readonly { readonly entry: number; readonly outcome: string; readonly at: Date }[];
}

export interface LedgerCheck {
  readonly at: Date;
  readonly by: string;
  readonly first: number;
  readonly past: number;
  readonly fault: string | undefined;
  readonly faultAt: number | undefined;
}

export async function readAuthenticity(sql: Sql): Promise<Authenticity> {
  const head = await committedHead(sql);
  const [kept] = await sql.query<{ first: string }>('SELECT first FROM ledger_kept');
  return {
    size: head.size,
    root: rootOf(head).toString('hex'),
    firstKept: Number(kept?.first ?? 0),
    checkpoint: await checkpointNow(sql),
    receipts: await receiptsOf(sql),
    checks: await checksOf(sql),
  };
}

async function checkpointNow(sql: Sql): Promise<Authenticity['checkpoint']> {
  const newest = await newestCheckpoint(sql);
  if (newest === undefined) return undefined;
  const [row] = await sql.query<{ at: Date }>(
    'SELECT signed_at AS at FROM ledger_checkpoint WHERE size = $1',
    [newest.size],
  );
  const witnesses = await sql.query<{ witness: string; size: string; at: Date }>(
    `SELECT DISTINCT ON (witness) witness, size, cosigned_at AS at FROM ledger_cosignature
      ORDER BY witness, size DESC, cosigned_at DESC`,
  );
  return {
    size: newest.size,
    at: row?.at ?? new Date(0),
    witnesses: witnesses.map(each => ({ ...each, size: Number(each.size) })),
  };
}

const MOST_DIFFERENCES = 20;

async function receiptsOf(sql: Sql): Promise<readonly PartnerReceipts[]> {
  const totals = await sql.query<{ partner: string; matches: number; silent: number }>(
    `SELECT partner, count(*) FILTER (WHERE outcome = 'matches')::int AS matches,
            count(*) FILTER (WHERE outcome = 'silent')::int AS silent
       FROM counter_receipt GROUP BY partner ORDER BY partner`,
  );
  const differs = await sql.query<{ partner: string; entry: string; outcome: string; at: Date }>(
    `SELECT partner, entry, outcome, received_at AS at FROM counter_receipt
      WHERE outcome NOT IN ('matches', 'silent', 'received-before') ORDER BY received_at DESC LIMIT ${MOST_DIFFERENCES}`,
  );
  return totals.map(total => ({
    ...total,
    differs: differs
      .filter(({ partner }) => partner === total.partner)
      .map(({ entry, outcome, at }) => ({ entry: Number(entry), outcome, at })),
  }));
}

async function checksOf(sql: Sql): Promise<readonly LedgerCheck[]> {
  const rows = await sql.query<{
    checked_at: Date;
    checked_by: string;
    first: string;
    past: string;
    fault: string | null;
    fault_at: string | null;
  }>('SELECT * FROM ledger_check ORDER BY checked_at DESC LIMIT 10');
  return rows.map(row => ({
    at: row.checked_at,
    by: row.checked_by,
    first: Number(row.first),
    past: Number(row.past),
    fault: row.fault ?? undefined,
    faultAt: row.fault_at === null ? undefined : Number(row.fault_at),
  }));
}

/** More takes longer than somebody waits for a page; the rest is for the command line. */
const MOST_AT_ONCE = 200_000;

/** Reads the newest entries anew, writes down that it was done and what came out. Everything before still has to add up. */
export async function checkLedgerNow(
  { actor }: Acting,
  { database, clock, newId }: OfficerContext,
): Promise<Verification & { readonly first: number }> {
  const { size } = await committedHead(database);
  const first = Math.max(0, size - MOST_AT_ONCE);
  const verification = await verifyLedger(database, first === 0 ? {} : { range: { begin: first } });
  const begin = Math.max(first, verification.firstKept);
  const { fault, root } = verification;
  await database.query(
    `INSERT INTO ledger_check (id, checked_at, checked_by, first, past, root, fault, fault_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [newId(), clock(), actor, begin, size, root, fault?.kind ?? null, fault?.index ?? null],
  );
  return { ...verification, first: begin };
}
