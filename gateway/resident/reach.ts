import { subjectOf, type Representation } from '../../consent/representation.ts';
import type { FieldId } from '../../policies/vocabulary.ts';
import { findRepresentation } from '../consent/resident-facts.ts';
import type { Sql } from '../database.ts';
import type { Person } from '../identity/people/person.ts';

/** What of these fields somebody may see: the resident all of them, who speaks for one what that is about. */
export type Reaching = (fields: readonly FieldId[]) => readonly FieldId[];

/** Somebody who looks at what is about one resident. */
export type Looking = Extract<Person, { readonly resident: string }>;

export interface Seen {
  readonly resident: string;
  readonly reaching: Reaching;
  readonly representation: Representation | undefined;
}

/** A bewindvoerder sees what is about money, a mentor what is about care; a name or an address alone is neither. */
export async function whatIsSeen(sql: Sql, person: Looking): Promise<Seen> {
  const { resident } = person;
  if (person.role !== 'representative')
    return { resident, reaching: fields => fields, representation: undefined };
  const representation = await findRepresentation(sql, resident, person.representation);
  const reach = representation?.reach;
  if (reach === 'both') return { resident, reaching: fields => fields, representation };
  const reaching: Reaching = fields => {
    const own = fields.filter(field => subjectOf(field) === reach);
    return own.length === 0
      ? []
      : fields.filter(field => own.includes(field) || subjectOf(field) === 'neutral');
  };
  return { resident, reaching, representation };
}
