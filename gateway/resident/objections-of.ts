import { DECIDE_WITHIN_MS } from '../../consent/objection.ts';
import type { ShownObjection } from '../../portal/resident/objection-view.ts';
import type { Sql } from '../database.ts';

interface Row {
  readonly id: string;
  readonly purpose: string;
  readonly raised_at: Date;
  readonly decide_by: Date | null;
  readonly dismissed_at: Date | null;
  readonly upheld_at: Date | null;
  readonly withdrawn_at: Date | null;
  readonly reasons: string | null;
}

/** What a resident objected to, the newest first, and what became of it. */
export async function objectionsOf(sql: Sql, resident: string): Promise<readonly ShownObjection[]> {
  const rows = await sql.query<Row>(
    `SELECT id, purpose, raised_at, decide_by, dismissed_at, upheld_at, withdrawn_at, reasons FROM objection
      WHERE resident = $1 ORDER BY raised_at DESC LIMIT 50`,
    [resident],
  );
  return rows.map(row => ({
    id: row.id,
    purpose: row.purpose,
    at: row.raised_at,
    decideBy: row.decide_by ?? new Date(row.raised_at.getTime() + DECIDE_WITHIN_MS),
    state: stateOf(row),
    officerSaid: row.reasons ?? undefined,
  }));
}

function stateOf({ dismissed_at, upheld_at, withdrawn_at }: Row): ShownObjection['state'] {
  if (withdrawn_at !== null) return 'withdrawn';
  if (upheld_at !== null) return 'upheld';
  return dismissed_at === null ? 'open' : 'dismissed';
}
