import type { Handreiking, Purpose, Rule } from '../handreiking.ts';
import { partyName, purposeName, sentence } from '../in-dutch.ts';
import { isSpecial } from '../sensitivity.ts';
import type { FieldId, RoleId } from '../vocabulary.ts';

/** A partner as the register of processing names it. */
export interface RegisteredPartner {
  readonly id: string;
  readonly name: string;
  readonly organisation: string;
  readonly oin: string;
  readonly role: RoleId;
  readonly purposes: readonly string[];
  /** The agreements it takes part under, by their own number. */
  readonly agreements: readonly string[];
  /** The kind of system it is asked through; none when it only receives. */
  readonly system: string | undefined;
}

export interface RegisterInput {
  readonly handreiking: Handreiking;
  readonly version: string;
  readonly partners: readonly RegisteredPartner[];
  /** Whoever is asked about the register (AVG 30(1)(a)). */
  readonly officer: string;
}

/** The register of processing (AVG 30) as it is published: in Dutch, with the names of the VNG's register where it has them. */
export interface ProcessingRegister {
  readonly vorm: 'wijkpoort-register/1';
  readonly handreiking: string;
  readonly verantwoordelijken: readonly string[];
  readonly functionaris: string;
  readonly activiteiten: readonly ProcessingActivity[];
  readonly maatregelen: readonly string[];
}

export interface ProcessingActivity {
  readonly id: string;
  readonly naam: string;
  readonly doel: string;
  readonly noodzaak: string;
  readonly grondslag: string;
  readonly betrokkenen: readonly string[];
  readonly gegevens: readonly PersonalData[];
  readonly verstrekkers: readonly Side[];
  readonly ontvangers: readonly Side[];
  readonly regels: readonly { readonly regel: string; readonly wet: string; readonly zin: string }[];
  readonly bewaartermijn: readonly string[];
  readonly doorgifteBuitenEer: 'geen';
  readonly vertrouwelijkheid: 'normaal';
}

export interface PersonalData {
  readonly veld: FieldId;
  readonly naam: string;
  readonly rubriek: string;
  readonly bijzonder: boolean;
}

/** A role on one side of the exchange, and who plays it here. */
export interface Side {
  readonly rol: RoleId;
  readonly naam: string;
  readonly partners: readonly {
    readonly id: string;
    readonly naam: string;
    readonly organisatie: string;
    readonly oin: string;
    readonly afspraken: readonly string[];
    readonly systeem: string;
  }[];
}

const RIGHTS = 'D15';
const ACCESS_KEPT =
  'Wie om inzage vroeg: twee jaar na het antwoord; dat er geantwoord is, blijft, over niemand.';
const LOG_KEPT = 'De regel in het logboek: vijf jaar, zonder inhoud. De inhoud zelf bewaart de poort niet.';

/** What the gateway does to keep it safe (AVG 30(1)(g)); each has its test. */
const MEASURES = [
  'Wederzijds TLS met een OIN; tokens gebonden aan het certificaat.',
  'Een gegeven verlaat de poort alleen als twee los gemaakte sleutels het allebei toestaan.',
  'Elke verstrekking staat in een logboek dat niet ongemerkt te veranderen is, vóór het antwoord weggaat.',
  'Over wie een regel gaat is versleuteld per bewoner; wissen vernietigt de sleutel, ook in elke reservekopie.',
  'Een ruimere afspraak geldt pas als twee mensen haar ondertekenen.',
];

/** Makes the register out of what counts now: everything in it is read from the rules and the registry, nothing is typed. */
export const processingRegister = (input: RegisterInput): ProcessingRegister => ({
  vorm: 'wijkpoort-register/1',
  handreiking: input.version,
  verantwoordelijken: [...new Set(input.partners.map(({ organisation }) => organisation))].sort(),
  functionaris: input.officer,
  activiteiten: [...input.handreiking.purposes.values()].map(purpose => activityOf(purpose, input)),
  maatregelen: MEASURES,
});

function activityOf(purpose: Purpose, input: RegisterInput): ProcessingActivity {
  const { handreiking } = input;
  const rules = handreiking.rules.filter(rule => rule.purpose === purpose.id);
  return {
    id: purpose.id,
    naam: sentence(purposeName(handreiking, purpose.id)),
    doel: purpose.description,
    noodzaak: purpose.necessity,
    grondslag: purpose.ground,
    betrokkenen: ['Bewoners over wie een casus loopt, of om wie een partner zorgen heeft'],
    gegevens: dataOf(rules, handreiking),
    verstrekkers: sidesOf(
      rules.flatMap(({ from }) => from),
      purpose,
      input,
    ),
    ontvangers: sidesOf(
      rules.flatMap(({ to }) => to),
      purpose,
      input,
    ),
    regels: rules.map(({ id, law, sentence: zin }) => ({ regel: id, wet: law, zin })),
    bewaartermijn: [LOG_KEPT, ...(purpose.id === RIGHTS ? [ACCESS_KEPT] : []), ...keptOf(rules)],
    doorgifteBuitenEer: 'geen',
    vertrouwelijkheid: 'normaal',
  };
}

const dataOf = (rules: readonly Rule[], { fields }: Handreiking): readonly PersonalData[] =>
  [...new Set(rules.flatMap(rule => rule.fields))].sort().flatMap(id => {
    const field = fields.get(id);
    if (field === undefined) return [];
    const rubriek = field.category.replace(/^[A-Z] /, '');
    return [{ veld: id, naam: field.name, rubriek, bijzonder: isSpecial(field) }];
  });

const sidesOf = (
  roles: readonly RoleId[],
  purpose: Purpose,
  { handreiking, partners }: RegisterInput,
): readonly Side[] =>
  [...new Set(roles)].sort().map(rol => ({
    rol,
    naam: partyName(handreiking, rol),
    partners: partners
      .filter(({ role, purposes }) => role === rol && purposes.includes(purpose.id))
      .sort((one, other) => (one.id < other.id ? -1 : 1))
      .map(({ id, name, organisation, oin, agreements, system }) => ({
        id,
        naam: name,
        organisatie: organisation,
        oin,
        afspraken: [...agreements].sort(),
        systeem: system ?? 'geen: ontvangt alleen, of haalt zelf op',
      })),
  }));

const KEEPING: ReadonlySet<string> = new Set(['bewaren', 'ontvanger_bewaart', 'verwijderen']);

const keptOf = (rules: readonly Rule[]): readonly string[] => [
  ...new Set(
    rules.flatMap(({ obligations }) =>
      obligations.filter(({ kind }) => KEEPING.has(kind)).map(({ text }) => text),
    ),
  ),
];

/** A recipient without an agreement is one the register cannot account for. */
export const recipientsWithoutAgreement = ({ activiteiten }: ProcessingRegister): readonly string[] =>
  [
    ...new Set(
      activiteiten.flatMap(({ ontvangers }) =>
        ontvangers.flatMap(({ partners }) =>
          partners.filter(({ afspraken }) => afspraken.length === 0).map(({ naam }) => naam),
        ),
      ),
    ),
  ].sort();
