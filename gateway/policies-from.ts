import type { TrustedKey } from '../policies/bundle/trusted-key.ts';
import type { KnownVersion } from '../policies/bundle/version-in-force.ts';
import type { Sql } from './database.ts';
import { openPolicyInForce, type PolicyInForce } from './policy-in-force.ts';
import type { ProcessLog } from './process-log.ts';

export interface PolicyOptions {
  readonly start: KnownVersion;
  readonly trustedKeys?: readonly TrustedKey[];
  readonly log: ProcessLog;
}

/** The handreiking in force, from where it began and what was signed since; what is refused is in the process log. */
export const policiesFrom = async (
  { start, trustedKeys = [], log }: PolicyOptions,
  sql: Sql,
  now: Date,
): Promise<PolicyInForce> =>
  await openPolicyInForce(
    { sql, start, trustedKeys, onRefused: count => log.error({ event: 'handreiking-refused', count }) },
    now,
  );
