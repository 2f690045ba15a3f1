import type { Acting } from '../consent/change-register.ts';
import type { Sql } from '../database.ts';
import { findProposedFiles } from './proposals.ts';
import type { OfficerContext } from './officer-context.ts';
import { recordSwitch } from './record-switch.ts';

/** A partner for which a proposal is decided too, and what came of it so far. */
export interface ShadowMode {
  readonly partner: string;
  readonly version: string;
  readonly startedAt: Date;
  readonly endsAt: Date;
  readonly isOn: boolean;
  readonly decisions: number;
  readonly different: number;
  readonly differences: readonly ShadowDifference[];
}

export interface ShadowDifference {
  readonly purpose: string;
  readonly from: string;
  readonly to: string;
  readonly field: string;
  readonly change: 'would-open' | 'would-close';
  readonly times: number;
}

const DAY_MS = 86_400_000;
const LONGEST_DAYS = 90;

/** Switches it on for so many days, ninety at most; the log says who did. */
export async function startShadow(
  { partner, version, days }: { readonly partner: string; readonly version: string; readonly days: number },
  acting: Acting,
  context: OfficerContext,
): Promise<'started' | 'unknown' | 'already-on' | 'bad-term'> {
  const { database, clock } = context;
  if (!Number.isInteger(days) || days < 1 || days > LONGEST_DAYS) return 'bad-term';
  const known = await database.query('SELECT FROM partner WHERE id = $1', [partner]);
  if (known.length === 0 || (await findProposedFiles(database, version)) === undefined) return 'unknown';
  const now = clock();
  const started = await database.query(
    `INSERT INTO shadow_mode (partner, version, started_at, ends_at, started_by)
     SELECT $1, $2, $3::timestamptz, $4::timestamptz, $5
      WHERE NOT EXISTS (SELECT FROM shadow_mode WHERE partner = $1 AND version = $2 AND ended_at IS NULL AND ends_at > $3)
     RETURNING partner`,
    [partner, version, now, new Date(now.getTime() + days * DAY_MS), acting.actor],
  );
  if (started.length === 0) return 'already-on';
  await recordSwitch('schaduw-aan', partner, acting, context);
  return 'started';
}

/** Switches it off. Resolves to whether it was on. */
export async function endShadow(
  partner: string,
  version: string,
  acting: Acting,
  context: OfficerContext,
): Promise<boolean> {
  const ended = await context.database.query(
    `UPDATE shadow_mode SET ended_at = $3 WHERE partner = $1 AND version = $2 AND ended_at IS NULL RETURNING partner`,
    [partner, version, context.clock()],
  );
  if (ended.length === 0) return false;
  await recordSwitch('schaduw-uit', partner, acting, context);
  return true;
}

/** What came of this version, for each partner for which it was switched on. */
export async function shadowsOf(sql: Sql, version: string, now: Date): Promise<readonly ShadowMode[]> {
  const modes = await sql.query<{
    partner: string;
    started_at: Date;
    ends_at: Date;
    ended_at: Date | null;
    decisions: string;
    different: string;
  }>(
    `SELECT DISTINCT ON (partner) partner, started_at, ends_at, ended_at,
            (SELECT coalesce(sum(decisions), 0) FROM shadow_count AS c WHERE c.partner = mode.partner AND c.version = $1) AS decisions,
            (SELECT coalesce(sum(different), 0) FROM shadow_count AS c WHERE c.partner = mode.partner AND c.version = $1) AS different
       FROM shadow_mode AS mode WHERE version = $1 ORDER BY partner, started_at DESC`,
    [version],
  );
  const differences = await sql.query<Omit<ShadowDifference, 'times'> & { partner: string; times: string }>(
    `SELECT partner, purpose, from_role AS from, to_role AS to, field, change, sum(times) AS times
       FROM shadow_difference WHERE version = $1
      GROUP BY partner, purpose, from_role, to_role, field, change ORDER BY sum(times) DESC, field`,
    [version],
  );
  return modes.map(mode => ({
    partner: mode.partner,
    version,
    startedAt: mode.started_at,
    endsAt: mode.ended_at ?? mode.ends_at,
    isOn: mode.ended_at === null && mode.ends_at > now,
    decisions: Number(mode.decisions),
    different: Number(mode.different),
    differences: differences
      .filter(({ partner }) => partner === mode.partner)
      .map(({ partner: _partner, times, ...difference }) => ({ ...difference, times: Number(times) })),
  }));
}
