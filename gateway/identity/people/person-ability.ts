import { AbilityBuilder, createMongoAbility, subject, type MongoAbility } from '@casl/ability';
import type { Person, PersonRole } from './person.ts';

/** What can be done on a page, and on what. A word that is not here is done by nobody. */
export const DEEDS = {
  'eigen-gegevens': ['inzien', 'meenemen'],
  vraag: ['inzien', 'beantwoorden'],
  toestemming: ['inzien', 'stoppen'],
  bezwaar: ['inzien', 'maken', 'beslissen'],
  meekijker: ['uitnodigen'],
  'vooraf-keuze': ['inzien', 'maken'],
  'eigen-dossier': ['inzien', 'instemmen', 'terugnemen'],
  tafeldossier: ['inzien', 'bijwerken'],
  casus: ['inzien', 'bijwerken'],
  tafelcode: ['geven'],
  werk: ['inzien'],
  wachtrij: ['inzien', 'behandelen'],
  logboek: ['inzien'],
  inzageverzoek: ['behandelen'],
  datalek: ['behandelen'],
  handreiking: ['inzien', 'vaststellen'],
  verwerkingsregister: ['inzien', 'vaststellen'],
  kwartaalrapport: ['inzien'],
  partner: ['inzien', 'beheren'],
  oefening: ['doen'],
  leerverhaal: ['inzien', 'voorleggen', 'lezen', 'vrijgeven'],
  inzicht: ['inzien'],
} as const;

export type Thing = keyof typeof DEEDS;
export type Deed = (typeof DEEDS)[Thing][number];
/** What a route declares that it needs, such as `['stoppen', 'toestemming']`. */
export type Permission = { [T in Thing]: readonly [deed: (typeof DEEDS)[T][number], thing: T] }[Thing];

const RESIDENT: readonly Permission[] = [
  ['inzien', 'eigen-gegevens'],
  ['meenemen', 'eigen-gegevens'],
  ['inzien', 'vraag'],
  ['beantwoorden', 'vraag'],
  ['inzien', 'toestemming'],
  ['stoppen', 'toestemming'],
  ['inzien', 'bezwaar'],
  ['maken', 'bezwaar'],
  ['uitnodigen', 'meekijker'],
  ['inzien', 'vooraf-keuze'],
  ['maken', 'vooraf-keuze'],
  ['inzien', 'eigen-dossier'],
  ['instemmen', 'eigen-dossier'],
  ['terugnemen', 'eigen-dossier'],
];

/** Per role what it may do; allow-lists only, because in CASL a `cannot` that misses never fires. */
const MAY: Readonly<Record<PersonRole, readonly Permission[]>> = {
  resident: RESIDENT,
  // Speaks within reach for a resident; whom to trust as a helper, what counts in bad times, and whether a woonprofiel says it
  // well, is the resident's own.
  representative: RESIDENT.filter(
    ([deed, thing]) =>
      thing !== 'meekijker' && !(deed === 'maken' && thing === 'vooraf-keuze') && deed !== 'instemmen',
  ),
  helper: RESIDENT.filter(([deed]) => deed === 'inzien'),
  professional: [
    ['inzien', 'werk'],
    ['inzien', 'casus'],
    ['bijwerken', 'casus'],
    ['inzien', 'tafeldossier'],
    ['bijwerken', 'tafeldossier'],
    ['geven', 'tafelcode'],
    ['doen', 'oefening'],
    ['inzien', 'leerverhaal'],
    ['voorleggen', 'leerverhaal'],
    ['lezen', 'leerverhaal'],
    ['inzien', 'inzicht'],
  ],
  officer: [
    ['inzien', 'werk'],
    ['inzien', 'wachtrij'],
    ['behandelen', 'wachtrij'],
    ['inzien', 'bezwaar'],
    ['beslissen', 'bezwaar'],
    ['inzien', 'logboek'],
    ['doen', 'oefening'],
    ['inzien', 'leerverhaal'],
    ['vrijgeven', 'leerverhaal'],
    ['inzien', 'inzicht'],
    ['behandelen', 'inzageverzoek'],
    ['behandelen', 'datalek'],
    ['inzien', 'handreiking'],
    ['vaststellen', 'handreiking'],
    ['inzien', 'verwerkingsregister'],
    ['vaststellen', 'verwerkingsregister'],
    ['inzien', 'kwartaalrapport'],
  ],
  auditor: [
    ['inzien', 'inzicht'],
    ['inzien', 'werk'],
    ['inzien', 'logboek'],
    ['inzien', 'verwerkingsregister'],
    ['inzien', 'kwartaalrapport'],
  ],
  administrator: [
    ['inzien', 'werk'],
    ['inzien', 'partner'],
    ['beheren', 'partner'],
  ],
};

/** What is looked at: whose it is, or of which partner. */
export interface Owned {
  readonly resident?: string;
  readonly partner?: string;
}

/** The person's own ability: a resident's reaches what is that resident's, a professional's what is that partner's. */
export function abilityOf(person: Person): MongoAbility {
  const { can, build } = new AbilityBuilder<MongoAbility>(createMongoAbility);
  const own: Owned =
    'resident' in person
      ? { resident: person.resident }
      : 'partner' in person
        ? { partner: person.partner }
        : {};
  for (const [deed, thing] of MAY[person.role]) can(deed, thing, { ...own });
  return build();
}

/** Whether this person may do this; with what it is done to, whether that is theirs. */
export function may(person: Person, [deed, thing]: Permission, owned?: Owned): boolean {
  const ability = abilityOf(person);
  return owned === undefined ? ability.can(deed, thing) : ability.can(deed, subject(thing, { ...owned }));
}

/** Which roles may do this, the first of them the one it is for. */
export const rolesFor = ([deed, thing]: Permission): readonly PersonRole[] =>
  (Object.keys(MAY) as PersonRole[]).filter(role =>
    MAY[role].some(each => each[0] === deed && each[1] === thing),
  );
