/** Who works with Wijkpoort, besides the resident. */
export type StaffRole = 'professional' | 'officer' | 'auditor' | 'administrator';

export interface NavigationEntry {
  readonly href: string;
  readonly label: string;
  readonly group: NavigationGroup;
  readonly roles: readonly StaffRole[];
}

/** The headings of the menu, in this order; one without an entry for this role is not shown. */
export const GROUPS = ['Werk', 'Toezicht', 'Verantwoording', 'Leren', 'Beheer'] as const;
export type NavigationGroup = (typeof GROUPS)[number];

/** Every page of the staff that stands in a menu. Whoever adds a page adds its line here; a page guards itself all the same. */
export const NAVIGATION: readonly NavigationEntry[] = [
  { href: '/werk', label: 'Vandaag', group: 'Werk', roles: ['officer', 'auditor', 'administrator'] },
  { href: '/werk/nood', label: 'Nood', group: 'Werk', roles: ['officer'] },
  { href: '/werk/signalen', label: 'Signalen en beleid', group: 'Toezicht', roles: ['officer'] },
  { href: '/werk/logboek', label: 'Logboek', group: 'Toezicht', roles: ['officer', 'auditor'] },
  { href: '/werk/later-zichtbaar', label: 'Later zichtbaar', group: 'Toezicht', roles: ['officer'] },
  { href: '/werk/inzage', label: 'Inzageverzoeken', group: 'Werk', roles: ['officer'] },
  { href: '/werk/beperkingen', label: 'Stilgezet', group: 'Werk', roles: ['officer'] },
  { href: '/werk/datalek', label: 'Datalekken', group: 'Werk', roles: ['officer'] },
  { href: '/werk/beleid', label: 'Beleid', group: 'Toezicht', roles: ['officer'] },
  { href: '/werk/echtheid', label: 'Echtheid', group: 'Toezicht', roles: ['officer', 'auditor'] },
  { href: '/werk/register', label: 'Register', group: 'Verantwoording', roles: ['officer', 'auditor'] },
  {
    href: '/werk/bewaren',
    label: 'Bewaren en wissen',
    group: 'Verantwoording',
    roles: ['officer', 'auditor'],
  },
  { href: '/werk/rapport', label: 'Kwartaalrapport', group: 'Verantwoording', roles: ['officer', 'auditor'] },
  { href: '/casussen', label: 'Mijn casussen', group: 'Werk', roles: ['professional'] },
  { href: '/oefenen', label: 'Oefenen', group: 'Leren', roles: ['professional', 'officer'] },
  { href: '/leren', label: 'Leerverhalen', group: 'Leren', roles: ['professional', 'officer'] },
  { href: '/weeffouten', label: 'Weeffouten', group: 'Leren', roles: ['professional', 'officer', 'auditor'] },
  { href: '/in-beeld', label: 'In beeld', group: 'Verantwoording', roles: ['officer', 'auditor'] },
  {
    href: '/gronden',
    label: 'Gronden',
    group: 'Verantwoording',
    roles: ['professional', 'officer', 'auditor'],
  },
];

const STAFF: readonly string[] = ['professional', 'officer', 'auditor', 'administrator'];

/** The menu of one role, by its headings. Who is no staff has none. */
export function menuOf(
  role: string | undefined,
): readonly { readonly group: NavigationGroup; readonly entries: readonly NavigationEntry[] }[] {
  if (role === undefined || !STAFF.includes(role)) return [];
  const own = NAVIGATION.filter(({ roles }) => roles.some(each => each === role));
  return GROUPS.map(group => ({ group, entries: own.filter(entry => entry.group === group) })).filter(
    ({ entries }) => entries.length > 0,
  );
}

/** Where somebody of this role begins: the first page of their menu; nowhere for who is no staff. */
export const homeOfRole = (role: string | undefined): string | undefined => menuOf(role)[0]?.entries[0]?.href;
