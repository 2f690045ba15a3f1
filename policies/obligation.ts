import type { Rule } from './handreiking.ts';
import type { ConditionKey } from './vocabulary.ts';

/** The duties this gateway knows how to keep. A closed list: a new kind needs code that keeps it. */
export const KNOWN_OBLIGATIONS: ReadonlySet<string> = new Set([
  'informeren',
  'nacontrole',
  'vervallen',
  'bewaren',
  'ontvanger_bewaart',
  'verwijderen',
  'bewijzen',
  'niet_doorgeven',
]);

/** Stands among the missing conditions of a rule with a duty this gateway cannot keep. No fact ever meets it. */
export const UNKNOWN_OBLIGATION: ConditionKey = 'onbekende_verplichting';

export const canKeepObligationsOf = (rule: Rule, known: ReadonlySet<string>): boolean =>
  rule.obligations.every(({ kind }) => known.has(kind));
