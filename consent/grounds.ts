import type { ConsentKind, Rule } from '../policies/handreiking.ts';
import { CONSENT, type FieldId, type RuleId } from '../policies/vocabulary.ts';

/** One of the four kinds of toestemming a yes has to carry here, with the law of each rule that asks for it. */
export interface ConsentGround {
  readonly kind: ConsentKind;
  readonly articles: readonly string[];
  readonly rules: readonly RuleId[];
}

/** Between whom, for what. */
export interface Exchange {
  readonly purpose: string;
  readonly from: string;
  readonly to: string;
}

export const rulesOf = (rules: readonly Rule[], { purpose, from, to }: Exchange): Rule[] =>
  rules.filter(rule => rule.purpose === purpose && rule.from.includes(from) && rule.to.includes(to));

export const asksConsent = (rule: Rule): boolean => rule.conditions.includes(CONSENT);

/**
 * The kinds a yes for these fields must carry, from the rules themselves; nobody can choose them. A field that two rules ask
 * for carries the kinds of both, because either of them may open it.
 */
export function groundsAsked(
  rules: readonly Rule[],
  exchange: Exchange,
  fields: readonly FieldId[],
): readonly ConsentGround[] {
  const asking = rulesOf(rules, exchange).filter(
    rule => asksConsent(rule) && rule.fields.some(field => fields.includes(field)),
  );
  const kinds = [...new Set(asking.flatMap(rule => rule.consentKinds))].sort();
  return kinds.map(kind => {
    const own = asking.filter(rule => rule.consentKinds.includes(kind));
    return { kind, articles: [...new Set(own.map(({ law }) => law))], rules: own.map(({ id }) => id) };
  });
}

/** P-wet 65 lid 2 onder b: there the resident's word must be on paper, or typed by the resident. */
export const needsWriting = (
  rules: readonly Rule[],
  exchange: Exchange,
  fields: readonly FieldId[],
): boolean =>
  rulesOf(rules, exchange).some(
    rule =>
      asksConsent(rule) &&
      rule.fields.some(field => fields.includes(field)) &&
      rule.obligations.some(({ kind }) => kind === 'bewijzen'),
  );
