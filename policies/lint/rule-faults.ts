import { daysBetween } from '../calendar-day.ts';
import { groundFaults } from './ground-faults.ts';
import type { Handreiking, Rule } from '../handreiking.ts';
import { canKeepObligationsOf, KNOWN_OBLIGATIONS } from '../obligation.ts';
import type { Fault } from '../read-file.ts';
import { CONSENT, INFORMED, MEMBERSHIP, NO_OBJECTION } from '../vocabulary.ts';

/** Rules that cannot be meant as they stand. Each is a fault: with one of them the handreiking is not loaded. */
export function ruleFaultsIn(handreiking: Handreiking): readonly Fault[] {
  const seen = new Map<string, Rule>();
  return handreiking.rules.flatMap(rule => {
    const twin = seen.get(meaningOf(rule));
    seen.set(meaningOf(rule), twin ?? rule);
    const messages = [
      ...(twin === undefined ? [] : [`zegt hetzelfde als regel ${twin.id}`]),
      ...contradictionsIn(rule),
      ...groundFaults(handreiking, rule),
    ];
    return messages.map(message => ({ ...rule.at, message: `regel ${rule.id} ${message}` }));
  });
}

const meaningOf = (rule: Rule): string =>
  JSON.stringify([
    rule.purpose,
    ...[rule.from, rule.to, rule.fields, rule.conditions].map(list => [...list].sort()),
  ]);

const ORDINARY: ReadonlySet<string> = new Set([MEMBERSHIP, INFORMED, NO_OBJECTION, CONSENT]);

function contradictionsIn(rule: Rule): string[] {
  const asks = rule.conditions.includes(CONSENT);
  const faults: readonly (readonly [boolean, string])[] = [
    [rule.outcome === 'T' && !asks, 'heeft uitkomst T maar vraagt geen toestemming'],
    [rule.outcome !== 'T' && asks, `heeft uitkomst ${rule.outcome} maar vraagt wel toestemming`],
    [asks && rule.consentKinds.length === 0, 'vraagt toestemming maar zegt niet welke soort'],
    [!asks && rule.consentKinds.length > 0, 'noemt een soort toestemming maar vraagt er geen'],
    [
      rule.outcome === 'V' && rule.conditions.every(key => ORDINARY.has(key)),
      'heeft uitkomst V maar geen bijzondere voorwaarde',
    ],
    [
      rule.outcome !== 'V' && !rule.conditions.includes(INFORMED),
      `heeft uitkomst ${rule.outcome} maar de bewoner hoeft niet geïnformeerd te zijn`,
    ],
    [
      rule.from.every(from => rule.to.every(to => to === from)),
      'geldt voor niemand: zender en ontvanger zijn dezelfde',
    ],
    [daysBetween(rule.inForceFrom, rule.reviewBy) < 0, 'moet herzien zijn voordat zij ingaat'],
  ];
  return faults.flatMap(([isFault, message]) => (isFault ? [message] : []));
}

/** Not a fault: an older gateway reads newer content, and keeps closed what it cannot keep to. */
export const unknownDutiesIn = ({ rules }: Handreiking): readonly Fault[] =>
  rules
    .filter(rule => !canKeepObligationsOf(rule, KNOWN_OBLIGATIONS))
    .map(rule => ({
      ...rule.at,
      message: `regel ${rule.id} brengt een verplichting mee die deze poort niet kent: de regel opent niets`,
    }));
