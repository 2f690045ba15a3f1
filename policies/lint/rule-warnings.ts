import { daysBetween } from '../calendar-day.ts';
import type { Handreiking, Rule } from '../handreiking.ts';
import { DAYS_OF_GRACE } from '../in-force.ts';
import { needsNoMoreThan, openingsOf, roadOf, rulesByRoad } from '../opening.ts';
import type { Fault } from '../read-file.ts';
import { unknownDutiesIn } from './rule-faults.ts';

/**
 * What does no harm but was probably not meant, with file and line. Needs today (ISO date), because a rule past its review
 * is a warning until, ninety days later, it is off.
 */
export const warningsIn = (handreiking: Handreiking, today: string): readonly Fault[] => [
  ...idleRulesIn(handreiking),
  ...unknownDutiesIn(handreiking),
  ...purposesNeverServedBy(handreiking),
  ...handreiking.rules.flatMap(rule => overdue(handreiking, rule, today)),
];

/** Rules, and fields of rules, that make no difference: other rules or the never-lists decide in every situation. */
export function idleRulesIn(handreiking: Handreiking): readonly Fault[] {
  const byRoad = rulesByRoad(handreiking);
  return handreiking.rules.flatMap(rule => {
    const openings = openingsOf(handreiking, rule);
    const stronger = openings.map(opening =>
      (byRoad.get(roadOf(opening)) ?? []).find(other => goesFirst(other, rule, handreiking.rules)),
    );
    const neverOpens = rule.fields.filter(field => openings.every(opening => opening.field !== field));
    const messages = [
      ...(openings.length === 0 ? ['opent niets: alles staat op de nooit-lijst van de ontvanger'] : []),
      ...(openings.length > 0 && stronger.every(other => other !== undefined)
        ? [`doet er nooit toe: regel ${[...new Set(stronger.map(other => other?.id))].join(', ')} gaat voor`]
        : []),
      ...(openings.length > 0 && neverOpens.length > 0
        ? [`noemt velden die op de nooit-lijst staan: ${neverOpens.join(', ')}`]
        : []),
    ];
    return messages.map(message => ({ ...rule.at, message: `regel ${rule.id} ${message}` }));
  });
}

/** Whether, wherever this rule fits, the other one fits as well and decides: it needs less, or the same and stands earlier. */
const goesFirst = (other: Rule, rule: Rule, rules: readonly Rule[]): boolean =>
  other !== rule &&
  needsNoMoreThan(other.conditions, rule.conditions) &&
  (other.conditions.length < rule.conditions.length || rules.indexOf(other) < rules.indexOf(rule));

/** Purposes for which no field ever opens, whatever is known. */
export function purposesNeverServedBy(handreiking: Handreiking): readonly Fault[] {
  const served = new Set(
    handreiking.rules.filter(rule => openingsOf(handreiking, rule).length > 0).map(rule => rule.purpose),
  );
  return [...handreiking.purposes.values()]
    .filter(({ id }) => !served.has(id))
    .map(({ id, name, at }) => ({ ...at, message: `doel ${id} ${name} kan nooit iets opleveren` }));
}

function overdue({ rules }: Handreiking, rule: Rule, today: string): Fault[] {
  const days = daysBetween(rule.reviewBy, today);
  if (days <= 0) return [];
  const state =
    days > DAYS_OF_GRACE ? 'en is daarom uit' : `en gaat over ${DAYS_OF_GRACE - days + 1} dagen uit`;
  const successor = rules.some(other => succeeds(other, rule));
  return successor
    ? []
    : [
        {
          ...rule.at,
          message: `regel ${rule.id} had voor ${rule.reviewBy} herzien moeten zijn, heeft geen opvolger, ${state}`,
        },
      ];
}

/** A later rule on the same road that opens at least as much takes over. */
const succeeds = (later: Rule, rule: Rule): boolean =>
  later.purpose === rule.purpose &&
  later.reviewBy > rule.reviewBy &&
  rule.from.every(from => later.from.includes(from)) &&
  rule.to.every(to => later.to.includes(to)) &&
  rule.fields.every(field => later.fields.includes(field));
