import type { Sql } from '../database.ts';

/**
 * Whether a source's date of birth is another than the one with which this resident was introduced. Of somebody introduced with a
 * BSN the tag goes with that number, which the source does not tell: then nothing is known, and this is false.
 */
export async function isOtherBirth(sql: Sql, resident: string, birth: Buffer): Promise<boolean> {
  const known = await sql.query<{ birth: Buffer }>(
    `SELECT birth FROM resident_identity AS seen
      WHERE resident = $1 AND kind = 'kenmerken'
        AND NOT EXISTS (SELECT FROM resident_identity AS numbered
                         WHERE numbered.resident = seen.resident AND numbered.kind = 'bsn' AND numbered.birth = seen.birth)`,
    [resident],
  );
  return known.length > 0 && !known.some(each => each.birth.equals(birth));
}
