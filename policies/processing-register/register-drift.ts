import { listed } from '../in-dutch.ts';
import type { PersonalData, ProcessingActivity, ProcessingRegister, Side } from './processing-register.ts';

/** What is different now from the register that was adopted, in sentences; empty means that it is still true. */
export function registerDrift(adopted: ProcessingRegister, now: ProcessingRegister): readonly string[] {
  const [before, after] = [byId(adopted), byId(now)];
  return [
    ...(adopted.functionaris === now.functionaris
      ? []
      : [`Bij wie men terechtkan is nu: ${now.functionaris}.`]),
    ...listDrift('het register', 'de verantwoordelijke', adopted.verantwoordelijken, now.verantwoordelijken),
    ...listDrift('het register', 'de maatregel', adopted.maatregelen, now.maatregelen),
    ...[...before.values()].filter(({ id }) => !after.has(id)).map(({ id }) => `${id} is er niet meer.`),
    ...[...after.values()].flatMap(activity => {
      const old = before.get(activity.id);
      return old === undefined
        ? [`${activity.id} is nieuw: ${activity.naam}.`]
        : activityDrift(old, activity);
    }),
  ];
}

const byId = ({ activiteiten }: ProcessingRegister): ReadonlyMap<string, ProcessingActivity> =>
  new Map(activiteiten.map(activity => [activity.id, activity]));

function activityDrift(old: ProcessingActivity, now: ProcessingActivity): readonly string[] {
  const { id } = now;
  const words = (
    ['naam', 'doel', 'noodzaak', 'grondslag', 'vertrouwelijkheid', 'doorgifteBuitenEer'] as const
  )
    .filter(key => old[key] !== now[key])
    .map(key => `${id}: de tekst bij ${WORDS[key]} is anders.`);
  return [
    ...words,
    ...listDrift(
      id,
      'het gegeven',
      old.gegevens.map(({ veld }) => veld),
      now.gegevens.map(({ veld }) => veld),
    ),
    ...listDrift(id, 'de bewaartermijn', old.bewaartermijn, now.bewaartermijn),
    ...listDrift(id, 'de soort betrokkenen', old.betrokkenen, now.betrokkenen),
    ...sidesDrift(id, 'verstrekker', old.verstrekkers, now.verstrekkers),
    ...sidesDrift(id, 'ontvanger', old.ontvangers, now.ontvangers),
    ...rulesDrift(id, old, now),
    ...dataDrift(id, old, now),
  ];
}

const WORDS = {
  naam: 'de naam',
  doel: 'het doel',
  noodzaak: 'de noodzaak',
  grondslag: 'de grondslag',
  vertrouwelijkheid: 'de vertrouwelijkheid',
  doorgifteBuitenEer: 'doorgifte buiten de EER',
} as const;

function listDrift(
  where: string,
  what: string,
  before: readonly string[],
  after: readonly string[],
): readonly string[] {
  const added = after.filter(each => !before.includes(each));
  const gone = before.filter(each => !after.includes(each));
  return [
    ...(added.length === 0 ? [] : [`${where}: erbij is ${what} ${listed(added)}.`]),
    ...(gone.length === 0 ? [] : [`${where}: weg is ${what} ${listed(gone)}.`]),
  ];
}

const sidesDrift = (
  id: string,
  what: 'verstrekker' | 'ontvanger',
  before: readonly Side[],
  after: readonly Side[],
): readonly string[] => [
  ...listDrift(id, `de soort ${what}`, namesOf(before), namesOf(after)),
  ...listDrift(id, `de ${what}`, partnersOf(before), partnersOf(after)),
];

const namesOf = (sides: readonly Side[]): readonly string[] => sides.map(({ naam }) => naam);

/** With their agreements and system: a partner that is asked in another way is another line. */
const partnersOf = (sides: readonly Side[]): readonly string[] => [
  ...new Set(
    sides.flatMap(({ partners }) =>
      partners.map(
        ({ naam, oin, afspraken, systeem }) =>
          `${naam} (OIN ${oin}; ${afspraken.length === 0 ? 'zonder afspraak' : listed(afspraken)}; ${systeem})`,
      ),
    ),
  ),
];

function rulesDrift(id: string, old: ProcessingActivity, now: ProcessingActivity): readonly string[] {
  const before = new Map(old.regels.map(rule => [rule.regel, rule]));
  const changed = now.regels.filter(({ regel, wet, zin }) => {
    const known = before.get(regel);
    return known !== undefined && (known.wet !== wet || known.zin !== zin);
  });
  return [
    ...listDrift(
      id,
      'de regel',
      old.regels.map(({ regel }) => regel),
      now.regels.map(({ regel }) => regel),
    ),
    ...changed.map(({ regel }) => `${id}: de wet of de zin van regel ${regel} is anders.`),
  ];
}

function dataDrift(id: string, old: ProcessingActivity, now: ProcessingActivity): readonly string[] {
  const before = new Map(old.gegevens.map(data => [data.veld, wordsOf(data)]));
  return now.gegevens
    .filter(data => before.has(data.veld) && before.get(data.veld) !== wordsOf(data))
    .map(({ veld }) => `${id}: van ${veld} is de naam, de rubriek of de gevoeligheid anders.`);
}

const wordsOf = ({ naam, rubriek, bijzonder }: PersonalData): string => [naam, rubriek, bijzonder].join('\n');
