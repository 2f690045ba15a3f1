import type { Database, Sql } from '../database.ts';
import { tell, type Change } from './register-partner.ts';

/** Why a partner is out: a word from a closed list, for free text here would be about people. */
export const SUSPENSION_REASONS = [
  'datalek',
  'sleutel-kwijt',
  'afspraak-voorbij',
  'verzoek',
  'onderzoek',
] as const;
export type SuspensionReason = (typeof SUSPENSION_REASONS)[number];

/**
 * Takes a partner out at once: the count of facts rises with it, so that every gateway looks again before its next release, and
 * tokens it already has open nothing. Resolves to whether it was in.
 */
export const suspendPartner = async (
  database: Database,
  partner: string,
  reason: SuspensionReason,
  change: Change,
): Promise<boolean> =>
  await database.transaction(async sql => {
    const suspended = await sql.query(
      'UPDATE partner SET suspended_at = $2 WHERE id = $1 AND suspended_at IS NULL RETURNING id',
      [partner, change.now],
    );
    if (suspended.length === 0) return false;
    await tell(sql, partner, 'suspended', reason, change);
    return true;
  });

/** Lets a partner in again. Resolves to whether it was out. */
export const resumePartner = async (database: Database, partner: string, change: Change): Promise<boolean> =>
  await database.transaction(async sql => {
    const resumed = await sql.query(
      'UPDATE partner SET suspended_at = NULL WHERE id = $1 AND suspended_at IS NOT NULL RETURNING id',
      [partner],
    );
    if (resumed.length === 0) return false;
    await tell(sql, partner, 'resumed', '', change);
    return true;
  });

/** Takes out whose last agreement is over. Resolves to who they were. */
export async function suspendWithoutAgreement(
  database: Database,
  change: Change,
): Promise<readonly string[]> {
  const over = await withoutAgreement(database, change.now);
  const suspended: string[] = [];
  for (const { id } of over)
    if (await suspendPartner(database, id, 'afspraak-voorbij', change)) suspended.push(id);
  return suspended;
}

const withoutAgreement = async (sql: Sql, now: Date): Promise<readonly { readonly id: string }[]> =>
  await sql.query(
    `SELECT id FROM partner
      WHERE suspended_at IS NULL AND EXISTS (SELECT FROM partner_agreement WHERE partner = id)
        AND NOT EXISTS (
          SELECT FROM partner_agreement
           WHERE partner = id AND (until_day IS NULL OR until_day >= ($1::timestamptz AT TIME ZONE 'Europe/Amsterdam')::date))
      ORDER BY id`,
    [now],
  );
