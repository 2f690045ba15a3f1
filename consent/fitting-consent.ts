import type { Question } from '../policies/decide.ts';
import type { ConsentKind, Rule } from '../policies/handreiking.ts';
import { CONSENT, type FieldId } from '../policies/vocabulary.ts';

/** A consent that is in force for this purpose, this sender and this recipient. */
export interface ActiveConsent {
  readonly id: string;
  readonly fields: readonly FieldId[];
  readonly kinds: readonly ConsentKind[];
}

/**
 * The asked fields to which the resident's yes fits. A yes carries kinds (handreiking 1.3): one that opens the care
 * provider's secrecy is not yet one that lifts the ban on health data, so every kind a rule asks for must be there.
 */
export function fieldsConsented(
  rules: readonly Rule[],
  question: Question,
  consents: readonly ActiveConsent[],
): ReadonlySet<FieldId> {
  const asking = rules.filter(rule => isAsked(rule, question) && rule.conditions.includes(CONSENT));
  const fits = (field: FieldId, consent: ActiveConsent): boolean =>
    consent.fields.includes(field) &&
    asking
      .filter(rule => rule.fields.includes(field))
      .every(rule => rule.consentKinds.every(kind => consent.kinds.includes(kind)));
  return new Set(question.fields.filter(field => consents.some(consent => fits(field, consent))));
}

const isAsked = (rule: Rule, { purpose, from, to }: Question): boolean =>
  rule.purpose === purpose && rule.from.includes(from) && rule.to.includes(to);
