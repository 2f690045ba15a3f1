import { checkConsent, type CheckedConsent, type ProposedConsent } from '../../consent/check-consent.ts';
import { knowledge } from './proposals.ts';

/** Why this cannot be recorded; empty when it can. */
export const refusalsOf = (proposal: ProposedConsent, known = knowledge): readonly string[] => {
  const check = checkConsent(proposal, known);
  return check.ok ? [] : check.refusals;
};

/** The record, for a test that is about one that can be made. */
export function accepted(proposal: ProposedConsent, known = knowledge): CheckedConsent {
  const check = checkConsent(proposal, known);
  if (!check.ok) throw new Error(check.refusals.join(', '));
  return check.consent;
}
