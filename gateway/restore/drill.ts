import type { JWK } from 'jose';
import { requireReconciled, RegisterBehindLedger } from '../consent/reconcile.ts';
import type { Acting, ChangeContext } from '../consent/change-register.ts';
import { openDatabase, type Database, type Sql } from '../database.ts';
import { committedHead } from '../ledger/checkpoint-store.ts';
import type { UpkeepContext } from '../ledger/erasure.ts';
import { verifyLedger, type Verification } from '../ledger/verify.ts';
import { compareOutside, type Comparison, type Outside } from './compare-outside.ts';
import { tryDestroyedKeys, type DestroyedKeys } from './destroyed-keys.ts';
import { readReceipts } from './read-receipts.ts';
import { lostAmong, reapply, type LostDecision } from './reapply-withdrawals.ts';
import { restoreElsewhere, type Backup } from './restore-elsewhere.ts';

/** What a drill needs of the installation whose backup it is. */
export interface DrillSetup {
  readonly backup: Backup;
  /** How the gateway logs in on its database; the drill does so on the copy, which holds the same passwords. */
  readonly databaseUrl: string;
  readonly outside: Outside;
  readonly subjectKey: string;
  readonly receiptKeys: readonly JWK[];
  /** Where copies of receipts are. */
  readonly receipts: string | undefined;
  /** The keys of the installation; what the drill makes or destroys must not reach its vault. */
  readonly upkeepOn: (database: Database) => Promise<UpkeepContext>;
  readonly policiesOn: (database: Database) => Promise<ChangeContext['policies']>;
  readonly acting: Acting;
  readonly onStep: (step: string) => void;
}

/** What a drill found. */
export interface DrillReport {
  readonly size: number;
  readonly verification: Verification;
  readonly comparisons: readonly Comparison[];
  /** Decisions that the log knows and the register does not. */
  readonly unregistered: number;
  readonly lost: readonly LostDecision[];
  /** Files among the copies that are not receipts of ours. */
  readonly refused: number;
  /** Entries that somebody outside knows of and the restored log lacks; and those of which nobody brought a copy. */
  readonly missing: number;
  readonly unclaimed: number;
  readonly keys: DestroyedKeys;
  /** Pages that were read and are not as PostgreSQL wrote them. */
  readonly damagedPages: number;
}

/** Puts a backup back elsewhere, looks whether it can be trusted, and takes it away again, also when something fails. */
export async function drillRestore(setup: DrillSetup): Promise<DrillReport> {
  setup.onStep('De kopie wordt ernaast teruggezet');
  const restored = await restoreElsewhere(setup.backup);
  try {
    const database = openDatabase(onPort(setup.databaseUrl, restored.port));
    try {
      return await lookAt(database, setup);
    } finally {
      await database.close();
    }
  } finally {
    setup.onStep('De server stopt en de map gaat weg');
    await restored.close();
  }
}

const onPort = (address: string, port: number): string => {
  const { username, password, pathname } = new URL(address);
  return `postgresql://${username}:${password}@127.0.0.1:${port}${pathname}`;
};

async function lookAt(database: Database, setup: DrillSetup): Promise<DrillReport> {
  const { outside, onStep } = setup;
  const { size } = await committedHead(database);
  onStep(`Het logboek wordt nagerekend (${size} regels)`);
  const verification = await verifyLedger(database);
  onStep('Het wordt vergeleken met wat buiten de database bekend is');
  const comparisons = await compareOutside(database, outside);
  onStep('Het register wordt naast het logboek gelegd');
  const unregistered = await unregisteredIn(database);
  const upkeep = await setup.upkeepOn(database);
  onStep('Vernietigde sleutels worden geprobeerd');
  const keys = await tryDestroyedKeys(database, upkeep.vault, { ...upkeep, subjectKey: setup.subjectKey });
  onStep('Intrekkingen van na de kopie worden opnieuw toegepast');
  const { lost, refused } = await bringBack(database, upkeep, setup);
  const missing = Math.max(0, ...comparisons.map(each => (each.kind === 'behind' ? each.entries : 0)));
  const claimed = new Set(
    lost.map(({ index }) => index).filter(index => index < size + missing && index >= size),
  );
  return {
    size,
    verification,
    comparisons,
    unregistered,
    lost,
    refused,
    missing,
    unclaimed: missing - claimed.size,
    keys,
    damagedPages: await damagedPagesIn(database),
  };
}

async function damagedPagesIn(sql: Sql): Promise<number> {
  const [row] = await sql.query<{ pages: string | null }>(
    'SELECT sum(checksum_failures) AS pages FROM pg_stat_database',
  );
  return Number(row?.pages ?? 0);
}

async function unregisteredIn(sql: Sql): Promise<number> {
  try {
    await requireReconciled(sql);
    return 0;
  } catch (error) {
    if (error instanceof RegisterBehindLedger) return error.missing;
    throw error;
  }
}

async function bringBack(
  database: Database,
  upkeep: UpkeepContext,
  { receipts, receiptKeys, policiesOn, acting }: DrillSetup,
): Promise<Pick<DrillReport, 'lost' | 'refused'>> {
  if (receipts === undefined) return { lost: [], refused: 0 };
  const brought = await readReceipts(receipts, receiptKeys);
  const lost = await lostAmong(database, brought.receipts);
  if (lost.length === 0) return { lost: [], refused: brought.refused };
  const context = { ...upkeep, policies: await policiesOn(database) };
  return { lost: await reapply(lost, acting, context), refused: brought.refused };
}
