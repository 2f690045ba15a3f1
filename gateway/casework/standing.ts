import { fieldName } from '../../policies/possibilities/in-words.ts';
import type { Handreiking } from '../../policies/handreiking.ts';
import { CONSENT, type FieldId } from '../../policies/vocabulary.ts';
import type { FieldStanding } from '../../portal/table/standing.tsx';
import type { KeyedDecision, KeyedDecisions } from '../disclosure/policy.ts';

/** How every field stands between these two now, with what misses in words. */
export const standingsOf = (handreiking: Handreiking, decisions: KeyedDecisions): readonly FieldStanding[] =>
  [...decisions].map(([field, decision]) => ({
    field,
    name: fieldName(handreiking, field),
    ...standingOf(handreiking, decision),
  }));

function standingOf(
  handreiking: Handreiking,
  decision: KeyedDecision,
): Pick<FieldStanding, 'state' | 'why' | 'sentence'> {
  switch (decision.outcome) {
    case 'release':
      return { state: 'goes', why: decision.ground, sentence: decision.rule.sentence };
    case 'withheld': {
      const missing = decision.missing.filter(key => key !== CONSENT);
      const facts = missing.flatMap(key => handreiking.conditions.get(key)?.fact ?? []);
      const needsYes = decision.missing.includes(CONSENT);
      return {
        state: facts.length === 0 && needsYes ? 'needs-yes' : 'needs-more',
        why: [...(needsYes ? ['de bewoner zei ja'] : []), ...facts].join('; '),
        sentence: decision.rule.sentence,
      };
    }
    case 'never':
      return { state: 'never' };
    case 'no-rule':
    case 'keys-differ':
      return { state: 'no-rule' };
  }
}

/** The fields the handreiking knows between these roles for this purpose. */
export const fieldsBetween = (
  { rules, never }: Handreiking,
  purpose: string,
  from: string,
  to: string,
): readonly FieldId[] => [
  ...new Set(
    rules
      .filter(rule => rule.purpose === purpose && rule.from.includes(from) && rule.to.includes(to))
      .flatMap(({ fields }) => fields)
      .filter(field => never.get(to)?.has(field) !== true),
  ),
];
