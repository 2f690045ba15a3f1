import { changeRegister, type Acting } from '../consent/change-register.ts';
import type { Sql } from '../database.ts';
import type { OfficerContext } from '../officer/officer-context.ts';
import {
  AS_DELIVERED,
  isUsable,
  SIGNALS,
  type ReviewPolicy,
  type SignalId,
  type Thresholds,
} from './review-policy.ts';

interface Row {
  readonly version: number;
  readonly every_hours: number;
  readonly signals: readonly SignalId[];
  readonly thresholds: Thresholds;
  readonly reason: string;
  readonly proposed_by: string;
  readonly proposed_at: Date;
  readonly adopted_by: string | null;
  readonly adopted_at: Date | null;
}

/** A version of the policy, with who proposed it and why, and who adopted it. */
export interface KeptPolicy extends ReviewPolicy {
  readonly reason: string;
  readonly proposedBy: string;
  readonly adoptedBy: string | undefined;
  readonly adoptedAt: Date | undefined;
}

/** Every version there ever was, the newest first. */
export async function readPolicies(sql: Sql): Promise<readonly KeptPolicy[]> {
  const rows = await sql.query<Row>('SELECT * FROM review_policy ORDER BY version DESC');
  return rows.map(row => ({
    version: row.version,
    everyHours: row.every_hours,
    signals: row.signals.filter(each => SIGNALS.includes(each)),
    thresholds: row.thresholds,
    reason: row.reason,
    proposedBy: row.proposed_by,
    adoptedBy: row.adopted_by ?? undefined,
    adoptedAt: row.adopted_at ?? undefined,
  }));
}

/** The newest that two officers stand behind; as delivered when there is none. */
export const inForce = (policies: readonly KeptPolicy[]): ReviewPolicy =>
  policies.find(({ adoptedBy }) => adoptedBy !== undefined) ?? AS_DELIVERED;

type Proposed = Omit<ReviewPolicy, 'version'> & { readonly reason: string };

/** Puts a new version before the other officers; nothing changes yet. */
export async function proposePolicy(
  { reason, ...policy }: Proposed,
  acting: Acting,
  context: OfficerContext,
): Promise<'proposed' | 'unusable'> {
  if (!isUsable(policy)) return 'unusable';
  const { everyHours, signals, thresholds } = policy;
  return await changeRegister(acting, context, async ({ sql, record }): Promise<'proposed'> => {
    const [newest] = await readPolicies(sql);
    const version = (newest?.version ?? 0) + 1;
    await sql.query(
      `INSERT INTO review_policy (version, every_hours, signals, thresholds, reason, proposed_by, proposed_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [version, everyHours, signals, thresholds, reason, acting.actor, context.clock()],
    );
    await record(undefined, { what: 'review-policy-proposed', version });
    return 'proposed';
  });
}

/** Makes it count. Not by whoever proposed it, and never twice. */
export async function adoptPolicy(
  version: number,
  acting: Acting,
  context: OfficerContext,
): Promise<'adopted' | 'same-officer' | 'not-open'> {
  return await changeRegister(acting, context, async ({ sql, record }) => {
    const [newest] = await readPolicies(sql);
    if (newest?.version !== version || newest.adoptedBy !== undefined) return 'not-open';
    if (newest.proposedBy === acting.actor) return 'same-officer';
    await sql.query('UPDATE review_policy SET adopted_by = $2, adopted_at = $3 WHERE version = $1', [
      version,
      acting.actor,
      context.clock(),
    ]);
    await record(undefined, { what: 'review-policy-adopted', version });
    return 'adopted';
  });
}
