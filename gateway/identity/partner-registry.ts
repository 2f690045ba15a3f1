import type { Sql } from '../database.ts';
import type { PurposeId, RoleId } from '../../policies/vocabulary.ts';

/** One organisation-unit that takes part, with its one role. The registry says who it is, never the caller. */
export interface Partner {
  readonly id: string;
  readonly name: string;
  readonly organisation: string;
  readonly oin: string;
  readonly role: RoleId;
  readonly certificate: string;
  readonly purposes: ReadonlySet<PurposeId>;
}

type Row = Omit<Partner, 'purposes'> & { readonly purposes: readonly string[] };

/** The partner, unless it is unknown or suspended. Read anew each time: suspending works at the next request. */
export async function findPartner(sql: Sql, id: string): Promise<Partner | undefined> {
  const [row] = await sql.query<Row>(
    `SELECT id, name, organisation, oin, role, certificate,
            ARRAY(SELECT purpose FROM partner_purpose WHERE partner = partner.id) AS purposes
       FROM partner WHERE id = $1 AND suspended_at IS NULL`,
    [id],
  );
  return row === undefined ? undefined : { ...row, purposes: new Set(row.purposes) };
}
