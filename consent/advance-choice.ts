import type { Handreiking, Rule } from '../policies/handreiking.ts';
import type { FieldId, PurposeId, RoleId } from '../policies/vocabulary.ts';
import { asksConsent } from './grounds.ts';

/** What an advance choice is for: waking help that sleeps. */
export const ADVANCE_PURPOSE: PurposeId = 'D04';

/** What somebody may tell somebody else in bad times, if the resident says yes to it in good time; nothing when no rule asks. */
export function fieldsForAdvance(
  { rules, never }: Pick<Handreiking, 'rules' | 'never'>,
  from: RoleId,
  to: RoleId,
): readonly FieldId[] {
  const asking = rules.filter(rule => isAsked(rule, from, to));
  const fields = new Set(asking.flatMap(rule => rule.fields));
  return [...fields].filter(field => never.get(to)?.has(field) !== true);
}

const isAsked = (rule: Rule, from: RoleId, to: RoleId): boolean =>
  rule.purpose === ADVANCE_PURPOSE && asksConsent(rule) && rule.from.includes(from) && rule.to.includes(to);
