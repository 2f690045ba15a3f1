import type { ShownRepresentation } from '../../portal/resident/behalf.tsx';
import type { Sql } from '../database.ts';

/** Who speaks for a resident at this moment, about what and until when. */
export async function representationsOf(
  sql: Sql,
  resident: string,
  now: Date,
): Promise<readonly ShownRepresentation[]> {
  const rows = await sql.query<
    Pick<ShownRepresentation, 'id' | 'kind' | 'reach'> & { readonly until: Date | null }
  >(
    `SELECT id, kind, reach, least(valid_until, ended_at) AS until FROM representation
      WHERE resident = $1 AND valid_from <= $2 AND (least(valid_until, ended_at) IS NULL OR least(valid_until, ended_at) > $2)
      ORDER BY valid_from`,
    [resident, now],
  );
  return rows.map(({ until, ...row }) => ({ ...row, until: until ?? undefined }));
}
