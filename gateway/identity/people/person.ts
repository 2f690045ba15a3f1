/** Who is behind a browser, by our own ids. One account has one role. */
export type Person =
  | { readonly role: 'resident'; readonly resident: string }
  | { readonly role: 'representative'; readonly resident: string; readonly representation: string }
  /** Looks along because the resident asked; decides nothing. */
  | { readonly role: 'helper'; readonly resident: string }
  | { readonly role: 'professional'; readonly partner: string; readonly professional: string }
  | { readonly role: 'officer' | 'auditor' | 'administrator'; readonly professional: string };

export type PersonRole = Person['role'];

/** Who did it, as the ledger writes it down. */
export function actorOf(person: Person): string {
  switch (person.role) {
    case 'resident':
      return 'resident';
    case 'representative':
      return `representative: ${person.representation}`;
    case 'helper':
      return 'helper';
    case 'professional':
      return `${person.partner}: ${person.professional}`;
    case 'officer':
    case 'auditor':
    case 'administrator':
      return `${person.role}: ${person.professional}`;
  }
}
