import type { Sql } from '../database.ts';

/**
 * With which dates of birth this resident was introduced. Of somebody introduced with a BSN the tag goes with that number, which a
 * source does not tell: then nothing is known, and there are none.
 */
export async function birthsKnownOf(sql: Sql, resident: string): Promise<readonly Buffer[]> {
  const known = await sql.query<{ birth: Buffer }>(
    `SELECT birth FROM resident_identity AS seen
      WHERE resident = $1 AND kind = 'kenmerken'
        AND NOT EXISTS (SELECT FROM resident_identity AS numbered
                         WHERE numbered.resident = seen.resident AND numbered.kind = 'bsn' AND numbered.birth = seen.birth)`,
    [resident],
  );
  return known.map(({ birth }) => birth);
}

/** Whether a source's date of birth is another than all that are known; of somebody of whom none is known it is not. */
export const isOtherBirth = (known: readonly Buffer[], birth: Buffer): boolean =>
  known.length > 0 && !known.some(each => each.equals(birth));
