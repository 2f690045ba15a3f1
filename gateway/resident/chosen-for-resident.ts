import type { Sql } from '../database.ts';

/** Which of a resident's decisions somebody made who speaks for them. */
export async function chosenForResident(sql: Sql, resident: string): Promise<ReadonlySet<string>> {
  const rows = await sql.query<{ id: string }>(
    `SELECT DISTINCT consent.id FROM consent JOIN consent_event ON consent_event.consent = consent.id
      WHERE resident = $1 AND decided_by = 'representative'
        AND state IN ('ConsentGiven', 'RenewedConsentGiven', 'Refused', 'RequestDeferred')`,
    [resident],
  );
  return new Set(rows.map(({ id }) => id));
}
