import type { Sql } from '../../../database.ts';
import type { Person } from '../../../identity/people/person.ts';

/** With whom somebody learns: their own unit; who watches over everybody learns together. */
export interface Team {
  readonly team: string;
  /** The unit's role in the handreiking. */
  readonly role: string | undefined;
}

export async function teamOf(person: Person, sql: Sql): Promise<Team> {
  if (!('partner' in person)) return { team: 'toezicht', role: undefined };
  const [row] = await sql.query<{ role: string }>('SELECT role FROM partner WHERE id = $1', [person.partner]);
  return { team: person.partner, role: row?.role };
}
