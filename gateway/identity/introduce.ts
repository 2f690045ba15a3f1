import type { Sql } from '../database.ts';
import type { HeldRegister } from '../consent/change-register.ts';
import type { PersonTags } from './person-seen.ts';

/** Whom a partner has before it. In doubt it is somebody new: two people taken for one would read each other's file. */
export type Recognised =
  { readonly as: 'known'; readonly resident: string } | { readonly as: 'new'; readonly inDoubt: boolean };

interface Row {
  readonly resident: string;
  readonly birth: Buffer;
  readonly has_bsn: boolean;
}

/** Never on one feature: the BSN with the date of birth that goes with it, or name, date of birth and address together. */
export async function recognise(sql: Sql, { features, bsn, birth }: PersonTags): Promise<Recognised> {
  const byBsn = bsn === undefined ? [] : await withTag(sql, 'bsn', bsn);
  const [named] = byBsn;
  if (named !== undefined)
    return named.birth.equals(birth)
      ? { as: 'known', resident: named.resident }
      : { as: 'new', inDoubt: true };
  const alike = await withTag(sql, 'kenmerken', features);
  const [only, ...more] = alike;
  if (only === undefined) return { as: 'new', inDoubt: false };
  const hasOtherNumber = bsn !== undefined && only.has_bsn;
  return more.length > 0 || hasOtherNumber
    ? { as: 'new', inDoubt: true }
    : { as: 'known', resident: only.resident };
}

const withTag = async (sql: Sql, kind: 'bsn' | 'kenmerken', tag: Buffer): Promise<readonly Row[]> =>
  await sql.query<Row>(
    `SELECT resident, birth, EXISTS (SELECT FROM resident_identity AS own
                                      WHERE own.resident = known.resident AND own.kind = 'bsn') AS has_bsn
       FROM resident_identity AS known WHERE kind = $1 AND tag = $2 LIMIT 2`,
    [kind, tag],
  );

/** Remembers by what somebody can be recognised next time, by whichever partner. */
export async function rememberTags(
  { sql }: Pick<HeldRegister, 'sql'>,
  resident: string,
  { features, bsn, birth }: PersonTags,
  notedBy: string,
  now: Date,
): Promise<void> {
  for (const [kind, tag] of [
    ['kenmerken', features],
    ['bsn', bsn],
  ] as const) {
    if (tag === undefined) continue;
    await sql.query(
      `INSERT INTO resident_identity (kind, tag, resident, birth, noted_by, noted_at) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT DO NOTHING`,
      [kind, tag, resident, birth, notedBy, now],
    );
  }
}
