import { GATES, type Gate, type Handreiking, type Rule } from '../handreiking.ts';
import { isSpecial } from '../sensitivity.ts';
import { CONSENT, type RoleId } from '../vocabulary.ts';

const BSN = 'BSN';
/** Where a choice is really free, so that consent may be the ground itself (T-6; handreiking 1.3). */
const FREE_CHOICE: ReadonlySet<RoleId> = new Set([
  'leerkring',
  'leverancier',
  'naaste',
  'ervaringsdeskundige',
]);
/** UAVG 30 does not name them: without danger to life only 9(2)(a) lets them have health data (handreiking 1.2, P3). */
const NO_EXCEPTION: ReadonlySet<RoleId> = new Set([
  'corporatie',
  'wijkagent',
  'naaste',
  'leverancier',
  'leerkring',
]);
/** What an article 6 ground is not: an exception to the ban on special categories, or police law. */
const EXCEPTION = /AVG 9\(2\)|AVG 15|UAVG (5|22|23|30|31|32|33)|Wgs 8a|Wpg|Wvggz/;

/** What is wrong with the law a rule rests on, and with the consent it asks (handreiking 1.2 to 1.4). */
export const groundFaults = (handreiking: Handreiking, rule: Rule): readonly string[] => [
  ...gatesOf(handreiking, rule)
    .filter(gate => rule.gates[gate] === undefined)
    .map(gate => `noemt geen wet voor poort ${gate}`),
  ...specialFaults(handreiking, rule),
  ...bsnFaults(handreiking, rule),
  ...(rule.conditions.includes(CONSENT) ? consentFaults(rule) : []),
];

/** The gates for which a rule must name a law: four always, the others when what it gives or who gives it calls for them. */
function gatesOf(handreiking: Handreiking, rule: Rule): readonly Gate[] {
  const fields = rule.fields.flatMap(id => handreiking.fields.get(id) ?? []);
  const called: Readonly<Record<Gate, boolean>> = {
    P1: true,
    P2: true,
    P3: fields.some(isSpecial),
    P4: rule.from.some(role => /^ja/i.test(handreiking.roles.get(role)?.secrecy ?? '')),
    P5: fields.some(({ sensitivity }) => sensitivity === BSN),
    P6: true,
    P7: true,
  };
  return GATES.filter(gate => called[gate]);
}

function specialFaults({ fields }: Handreiking, rule: Rule): string[] {
  const special = rule.fields.filter(id => {
    const field = fields.get(id);
    return field !== undefined && isSpecial(field);
  });
  if (special.length === 0) return [];
  const law = rule.gates.P3;
  const onlyArticle6 = law !== undefined && !EXCEPTION.test(law);
  const lacksT9 =
    rule.outcome !== 'V' &&
    rule.to.some(role => NO_EXCEPTION.has(role)) &&
    !rule.consentKinds.includes('T-9');
  const named = special.join(', ');
  return [
    ...(onlyArticle6 ? [`geeft bijzondere gegevens (${named}) op een gewone grondslag`] : []),
    ...(lacksT9 ? [`geeft bijzondere gegevens (${named}) zonder uitdrukkelijke toestemming (T-9)`] : []),
  ];
}

/** The right to a BSN comes from the law alone; no signature gives it (UAVG 46). */
function bsnFaults({ fields, roles }: Handreiking, rule: Rule): string[] {
  if (!rule.fields.some(id => fields.get(id)?.sensitivity === BSN)) return [];
  const without = rule.to.filter(role => /^nee/i.test(roles.get(role)?.bsn ?? ''));
  return without.length === 0 ? [] : [`geeft het BSN aan wie het niet mag hebben: ${without.join(', ')}`];
}

/** Where consent is not the valid way (handreiking 1.4). */
function consentFaults(rule: Rule): string[] {
  const faults: readonly (readonly [boolean, string])[] = [
    [
      rule.consentKinds.includes('T-6') && rule.to.some(role => !FREE_CHOICE.has(role)),
      'gebruikt toestemming als grondslag (T-6) waar de keus niet vrij is',
    ],
    [rule.from.includes('wijkagent'), 'vraagt toestemming, maar die opent de Wpg niet: een besluit is nodig'],
    [
      rule.conditions.includes('gedwongen'),
      'vraagt toestemming bij een gedwongen opname: daar geldt de wettelijke plicht',
    ],
    [
      rule.conditions.includes('stappen'),
      'vraagt toestemming bij vroegsignalering: daar geldt de wettelijke plicht',
    ],
  ];
  return faults.flatMap(([isFault, message]) => (isFault ? [message] : []));
}
