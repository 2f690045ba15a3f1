import type { Database, Sql } from '../database.ts';
import { tell, type Change } from './register-partner.ts';

/** What a partner promised: within how many hours it says what it received, since when. */
export interface ReceiptAgreement {
  readonly withinHours: number;
  readonly since: Date;
}

/**
 * From now on silence of this partner is a signal. Said again it changes the hours; what left before the first time never counts.
 * Resolves to whether anything changed: not for a partner that is not there, or had promised just this.
 */
export const agreeReceipts = async (
  database: Database,
  partner: string,
  withinHours: number,
  change: Change,
): Promise<boolean> =>
  await database.transaction(async sql => {
    const agreed = await sql.query(
      `INSERT INTO receipt_agreement AS known (partner, since, within, looked_until)
       SELECT id, $3, make_interval(hours => $2), $3 FROM partner WHERE id = $1
       ON CONFLICT (partner) DO UPDATE
          SET within = excluded.within, ended_at = NULL,
              since = CASE WHEN known.ended_at IS NULL THEN known.since ELSE excluded.since END,
              looked_until = CASE WHEN known.ended_at IS NULL THEN known.looked_until ELSE excluded.looked_until END
        WHERE known.ended_at IS NOT NULL OR known.within <> excluded.within
       RETURNING partner`,
      [partner, withinHours, change.now],
    );
    if (agreed.length === 0) return false;
    await tell(sql, partner, 'receipts-agreed', `${withinHours} uur`, change);
    return true;
  });

/** From now on silence says nothing any more. Resolves to whether it did until now. */
export const endReceipts = async (database: Database, partner: string, change: Change): Promise<boolean> =>
  await database.transaction(async sql => {
    const ended = await sql.query(
      'UPDATE receipt_agreement SET ended_at = $2 WHERE partner = $1 AND ended_at IS NULL RETURNING partner',
      [partner, change.now],
    );
    if (ended.length === 0) return false;
    await tell(sql, partner, 'receipts-ended', '', change);
    return true;
  });

export async function receiptAgreementOf(sql: Sql, partner: string): Promise<ReceiptAgreement | undefined> {
  const [agreement] = await sql.query<ReceiptAgreement>(
    `SELECT (extract(epoch FROM within) / 3600)::float8 AS "withinHours", since
       FROM receipt_agreement WHERE partner = $1 AND ended_at IS NULL`,
    [partner],
  );
  return agreement;
}
