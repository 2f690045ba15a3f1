import { AbilityBuilder, createMongoAbility, subject, type MongoAbility } from '@casl/ability';
import type { Question } from './decide.ts';
import type { Facts } from './facts.ts';
import type { Handreiking } from './handreiking.ts';
import { KNOWN_OBLIGATIONS } from './obligation.ts';
import { CONSENT, type FieldId } from './vocabulary.ts';

/** The second key: which of these fields CASL lets through. */
export type SecondKey = (question: Question, facts: Facts) => ReadonlySet<FieldId>;

/**
 * Compiles the rules into CASL abilities, apart from the decision table, so that a mistake in one is caught by the other.
 * Only allow-rules: in CASL the last rule wins and a `cannot` that misses an attribute never fires, so the never-lists are
 * taken out of the allowed fields here, and nothing is forbidden afterwards. A rule with a duty that this gateway does not
 * know is left out.
 */
export function compileAbilities(
  handreiking: Handreiking,
  knownObligations: ReadonlySet<string> = KNOWN_OBLIGATIONS,
): SecondKey {
  const kept = handreiking.rules.filter(rule =>
    rule.obligations.every(obligation => knownObligations.has(obligation.kind)),
  );
  const abilities = new Map<string, MongoAbility>();
  return (question, facts) => {
    const key = `${question.purpose}/${question.from}/${question.to}`;
    const ability = abilities.get(key) ?? abilityFor({ ...handreiking, rules: kept }, question);
    if (isKnown(handreiking, question)) abilities.set(key, ability);
    const known = Object.fromEntries(facts.conditions);
    const withYes = subject('Veld', { ...known, [CONSENT]: true });
    const withoutYes = subject('Veld', { ...known, [CONSENT]: false });
    const mayLeave = (field: FieldId): boolean =>
      ability.can('verstrekken', facts.consented.has(field) ? withYes : withoutYes, field);
    return new Set(question.fields.filter(mayLeave));
  };
}

/** Only what the handreiking knows is kept: a stranger's words must not fill the memory. */
const isKnown = ({ purposes, roles }: Handreiking, { purpose, from, to }: Question): boolean =>
  purposes.has(purpose) && roles.has(from) && roles.has(to);

function abilityFor(handreiking: Handreiking, { purpose, from, to }: Question): MongoAbility {
  const { can, build } = new AbilityBuilder<MongoAbility>(createMongoAbility);
  const never = handreiking.never.get(to) ?? new Set<FieldId>();
  const applies = handreiking.rules.filter(
    rule => rule.purpose === purpose && rule.from.includes(from) && rule.to.includes(to) && from !== to,
  );
  for (const rule of applies) {
    const allowed = rule.fields.filter(field => !never.has(field));
    const conditions = Object.fromEntries(rule.conditions.map(condition => [condition, true]));
    if (allowed.length > 0) can('verstrekken', 'Veld', allowed, conditions);
  }
  return build();
}
