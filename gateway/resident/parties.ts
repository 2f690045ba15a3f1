import type { RoleId } from '../../policies/vocabulary.ts';
import type { Sql } from '../database.ts';

/** A partner as a resident knows it. */
export interface PartyKnown {
  readonly id: string;
  readonly name: string;
  readonly organisation: string;
  readonly role: RoleId;
  readonly isSuspended: boolean;
}

export type Parties = ReadonlyMap<string, PartyKnown>;

/** Every partner there is or was, also those that were suspended: what they received stays told. */
export async function readParties(sql: Sql): Promise<Parties> {
  const rows = await sql.query<PartyKnown>(
    'SELECT id, name, organisation, role, suspended_at IS NOT NULL AS "isSuspended" FROM partner',
  );
  return new Map(rows.map(row => [row.id, row]));
}

/** Its name and the organisation it is of, when those differ; of one we do not know its id. */
export function nameOfParty(parties: Parties, id: string): string {
  const party = parties.get(id);
  if (party === undefined) return id;
  const { name, organisation } = party;
  return name.startsWith(organisation) || organisation.startsWith(name) ? name : `${name} (${organisation})`;
}
