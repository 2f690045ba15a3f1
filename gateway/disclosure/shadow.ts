import { decide } from '../../policies/decide.ts';
import { inForceOn } from '../../policies/in-force.ts';
import type { Rule } from '../../policies/handreiking.ts';
import { compileTable, type DecisionTable } from '../../policies/table.ts';
import type { FieldId, PurposeId, RoleId } from '../../policies/vocabulary.ts';
import type { Database, Sql } from '../database.ts';
import { findProposedFiles } from '../officer/proposals.ts';
import { readHandreiking } from '../read-handreiking.ts';
import { repeat } from '../ledger/repeat.ts';
import { questionOf, type KeyedDecisions, type KnownFacts } from './policy.ts';
import { callerOf, type DisclosureRequest } from './request.ts';
import type { Situation } from './situation.ts';

/** A disclosure that was decided, recorded and answered. */
export interface Decided {
  readonly request: DisclosureRequest;
  readonly situation: Pick<Situation, 'factsUnder'>;
  readonly decisions: KeyedDecisions;
}

/** Decides under a proposed version beside the one that counts, for the partners for which that is switched on. */
export interface Shadows {
  /** Never waits, never throws, and changes nothing: without a partner that is switched on it does nothing at all. */
  readonly observe: (decided: Decided) => void;
  /** Looks which are switched on, and writes down what was counted. */
  readonly settle: () => Promise<void>;
  /** Writes down what was counted, and counts no more. */
  readonly stop: () => Promise<void>;
}

interface Shadow {
  readonly version: string;
  readonly table: DecisionTable;
  readonly rules: readonly Rule[];
}

interface Count {
  decisions: number;
  different: number;
}

/** What was counted and is not written down yet; by partner, version and day, and by road, field and change. */
interface Tally {
  readonly counts: Map<string, Count>;
  readonly differences: Map<string, number>;
}

const emptyTally = (): Tally => ({ counts: new Map(), differences: new Map() });
const BETWEEN = '\t';
const PAUSE_MS = 30_000;

export function openShadows(
  { database, clock }: { readonly database: Database; readonly clock: () => Date },
  onFailure: () => void,
): Shadows {
  let active: ReadonlyMap<string, readonly Shadow[]> = new Map();
  let tally = emptyTally();
  const settle = async (): Promise<void> => {
    const counted = tally;
    tally = emptyTally();
    await writeDown(database, counted);
    active = await readActive(database, clock());
  };
  const round = repeat(async () => await settle().catch(onFailure), PAUSE_MS);
  return {
    observe: decided => {
      if (active.size === 0) return;
      const shadows = active.get(callerOf(decided.request).id);
      if (shadows === undefined) return;
      const day = clock().toISOString().slice(0, 10);
      // After the answer: whoever asked does not wait for it.
      setImmediate(() => {
        try {
          for (const shadow of shadows) compare(shadow, decided, day, tally);
        } catch {
          onFailure();
        }
      });
    },
    settle,
    stop: async () => {
      await round.stop();
      await settle().catch(onFailure);
    },
  };
}

function compare(
  { version, table, rules }: Shadow,
  { request, situation, decisions }: Decided,
  day: string,
  { counts, differences }: Tally,
): void {
  const found = differencesUnder(table, situation.factsUnder(rules), request, decisions);
  const key = [callerOf(request).id, version, day].join(BETWEEN);
  const count = counts.get(key) ?? { decisions: 0, different: 0 };
  count.decisions += 1;
  if (found.length > 0) count.different += 1;
  counts.set(key, count);
  for (const { purpose, from, to, field, change } of found) {
    const difference = [key, purpose, from, to, field, change].join(BETWEEN);
    differences.set(difference, (differences.get(difference) ?? 0) + 1);
  }
}

interface Difference {
  readonly purpose: PurposeId;
  readonly from: RoleId;
  readonly to: RoleId;
  readonly field: FieldId;
  readonly change: 'would-open' | 'would-close';
}

function differencesUnder(
  table: DecisionTable,
  facts: KnownFacts,
  request: DisclosureRequest,
  decisions: KeyedDecisions,
): readonly Difference[] {
  const { purpose, from, to, ...question } = questionOf(request);
  const next = decide(table, { purpose, from, to, ...question }, facts);
  return [...next].flatMap(([field, { outcome }]): Difference[] => {
    const opens = outcome === 'release';
    const opened = decisions.get(field)?.outcome === 'release';
    if (opens === opened || facts.restricted.has(field)) return [];
    return [{ purpose, from, to, field, change: opens ? 'would-open' : 'would-close' }];
  });
}

async function readActive(sql: Sql, now: Date): Promise<ReadonlyMap<string, readonly Shadow[]>> {
  const rows = await sql.query<{ partner: string; version: string }>(
    `SELECT partner, version FROM shadow_mode
      WHERE ended_at IS NULL AND started_at <= $1 AND ends_at > $1 ORDER BY started_at`,
    [now],
  );
  const compiled = new Map<string, Shadow | undefined>();
  for (const version of new Set(rows.map(each => each.version)))
    compiled.set(version, await compileShadow(sql, version, now));
  const active = new Map<string, Shadow[]>();
  for (const { partner, version } of rows) {
    const shadow = compiled.get(version);
    if (shadow !== undefined) active.set(partner, [...(active.get(partner) ?? []), shadow]);
  }
  return active;
}

async function compileShadow(sql: Sql, version: string, now: Date): Promise<Shadow | undefined> {
  const files = await findProposedFiles(sql, version);
  if (files === undefined) return undefined;
  const handreiking = inForceOn(readHandreiking(files), now.toISOString().slice(0, 10));
  return { version, table: compileTable(handreiking), rules: handreiking.rules };
}

async function writeDown(database: Database, { counts, differences }: Tally): Promise<void> {
  if (counts.size === 0) return;
  await database.transaction(async sql => {
    const rows = [...counts].map(([key, { decisions, different }]) => [
      ...key.split(BETWEEN),
      decisions,
      different,
    ]);
    await sql.query(
      `INSERT INTO shadow_count (partner, version, day, decisions, different)
       SELECT * FROM unnest($1::text[], $2::text[], $3::date[], $4::bigint[], $5::bigint[])
       ON CONFLICT (partner, version, day) DO UPDATE
          SET decisions = shadow_count.decisions + excluded.decisions, different = shadow_count.different + excluded.different`,
      columnsOf(rows, 5),
    );
    await sql.query(
      `INSERT INTO shadow_difference (partner, version, day, purpose, from_role, to_role, field, change, times)
       SELECT * FROM unnest($1::text[], $2::text[], $3::date[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bigint[])
       ON CONFLICT (partner, version, day, purpose, from_role, to_role, field, change) DO UPDATE
          SET times = shadow_difference.times + excluded.times`,
      columnsOf(
        [...differences].map(([key, times]) => [...key.split(BETWEEN), times]),
        9,
      ),
    );
  });
}

const columnsOf = (rows: readonly (readonly unknown[])[], width: number): unknown[][] =>
  Array.from({ length: width }, (_column, at) => rows.map(row => row[at]));
