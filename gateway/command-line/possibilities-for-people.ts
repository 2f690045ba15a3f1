import { groupBy } from '../../policies/group-by.ts';
import type { Handreiking } from '../../policies/handreiking.ts';
import { fieldName, purposeName, purposesOf, shortRoleName } from '../../policies/possibilities/in-words.ts';
import type {
  FieldRoads,
  Possibilities,
  RecipientPossibilities,
} from '../../policies/possibilities/possibilities.ts';
import { ROAD_KINDS, type Road, type RoadKind } from '../../policies/possibilities/road.ts';
import type { FieldId, RoleId } from '../../policies/vocabulary.ts';
import { foldText } from './fold-text.ts';

const HEADINGS: Readonly<Record<RoadKind, string>> = {
  direct: 'MAG, zonder toestemming te vragen',
  consent: 'MAG, als de bewoner ja zegt',
  declaration: 'MAG, als dit eerst is vastgelegd',
  'consent-and-declaration': 'MAG, als de bewoner ja zegt én dit eerst is vastgelegd',
};

/** The answer for someone in a hurry: first what is possible and what it takes, last what is not. */
export function possibilitiesForPeople(handreiking: Handreiking, answer: Possibilities): string {
  const { query, recipients } = answer;
  const parts = [
    query.fields === undefined ? [] : [`over ${namesOf(handreiking, query.fields)}`],
    query.from === undefined ? [] : [`van ${shortRoleName(handreiking, query.from)}`],
    query.to === undefined ? [] : [`naar ${shortRoleName(handreiking, query.to)}`],
    query.purpose === undefined ? [] : [`voor ${query.purpose} ${purposeName(handreiking, query.purpose)}`],
  ].flat();
  const title = foldText(['Wat mag wél', parts.join(', ')].join(' ').trim() + '?', '');
  const sections = recipients.flatMap(recipient => forRecipient(handreiking, answer, recipient));
  const nothing = recipients.some(({ possible }) => possible.length > 0) ? [] : ['Niets van wat u vraagt.'];
  return [title, ...nothing, ...sections, ...duties(recipients)].join('\n\n');
}

/** What has to happen afterwards, each duty once. */
function duties(recipients: readonly RecipientPossibilities[]): string[] {
  const roads = recipients.flatMap(({ possible }) => possible.flatMap(each => each.roads));
  const rules = new Set(roads.map(({ rule }) => rule));
  const carried = roads.flatMap(({ rule, obligations }) => obligations.map(({ text }) => ({ text, rule })));
  const items = [...groupBy(carried, ({ text }) => text)].map(([text, group]) => {
    const own = new Set(group.map(({ rule }) => rule));
    const which = own.size === rules.size ? '' : ` (regel ${[...own].join(', ')})`;
    return `  • ${foldText(`${text}${which}`, '    ').trimStart()}`;
  });
  return section('WAT ER DAARNA MOET', items);
}

function forRecipient(
  handreiking: Handreiking,
  { query }: Possibilities,
  recipient: RecipientPossibilities,
): string[] {
  const heading = query.to === undefined ? [`── Naar ${shortRoleName(handreiking, recipient.to)} ──`] : [];
  const isWhole = query.to !== undefined || query.fields !== undefined;
  return [
    ...heading,
    ...byKind(handreiking, recipient.possible),
    ...(isWhole ? section('WEL VIA EEN ANDERE PARTNER', byRule(handreiking, recipient.viaAnother)) : []),
    ...(isWhole ? whatIsNot(handreiking, recipient) : neverOnly(handreiking, recipient)),
  ];
}

function byKind(handreiking: Handreiking, fields: readonly FieldRoads[]): string[] {
  return ROAD_KINDS.flatMap(kind => {
    const ofKind = fields
      .map(({ field, roads }) => ({ field, roads: roads.filter(road => road.kind === kind) }))
      .filter(({ roads }) => roads.length > 0);
    return section(HEADINGS[kind], byRule(handreiking, ofKind));
  });
}

const section = (heading: string, items: readonly string[]): string[] =>
  items.length === 0 ? [] : [[heading, ...items].join('\n')];

/** Fields that travel the same road are told together. */
function byRule(handreiking: Handreiking, fields: readonly FieldRoads[]): string[] {
  const travelled = fields.flatMap(({ field, roads }) => roads.map(road => ({ field, road })));
  return [...groupBy(travelled, ({ road }) => road.rule).values()].flatMap(group =>
    group.slice(0, 1).map(({ road }) =>
      roadForPeople(
        handreiking,
        road,
        group.map(({ field }) => field),
      ),
    ),
  );
}

function roadForPeople(handreiking: Handreiking, road: Road, fields: readonly FieldId[]): string {
  const facts = road.conditions.map(({ fact }) => fact);
  return [
    `  • ${foldText(namesOf(handreiking, fields), '    ').trimStart()}`,
    foldText(`“${road.sentence}”`, '      '),
    foldText(`van: ${sendersOf(handreiking, road.from)}`, '      '),
    ...(facts.length === 0 ? [] : [foldText(`als: ${facts.join('; ')}`, '      ')]),
    foldText(`regel ${road.rule} (${road.purpose}) · ${road.law}${toConfirm(road)}`, '      '),
  ].join('\n');
}

const toConfirm = (road: Road): string =>
  road.isToBeConfirmed ? ' · nog te bevestigen door de privacy officer' : '';

const sendersOf = (handreiking: Handreiking, roles: readonly RoleId[]): string =>
  roles.map(role => shortRoleName(handreiking, role)).join('; ');

const namesOf = (handreiking: Handreiking, fields: readonly FieldId[]): string =>
  fields.map(field => fieldName(handreiking, field)).join(' · ');

function whatIsNot(handreiking: Handreiking, recipient: RecipientPossibilities): string[] {
  const other = recipient.otherPurpose.map(
    ({ field, roads }) => `${fieldName(handreiking, field)} (${purposesOf(roads).join(', ')})`,
  );
  return [
    ...section('ALLEEN VOOR EEN ANDER DOEL', listed(other)),
    ...section('GEEN REGEL, dus nee', listed(recipient.noRule.map(field => fieldName(handreiking, field)))),
    ...neverOnly(handreiking, recipient),
  ];
}

const neverOnly = (handreiking: Handreiking, { never }: RecipientPossibilities): string[] =>
  section('NOOIT, ook niet met handtekening', listed(never.map(field => fieldName(handreiking, field))));

const listed = (names: readonly string[]): string[] =>
  names.length === 0 ? [] : [foldText(names.join(' · '), '    ')];
