import type { Facts } from '../../policies/facts.ts';
import type { Handreiking, Rule } from '../../policies/handreiking.ts';
import { CONSENT, type FieldId, type PurposeId, type RoleId } from '../../policies/vocabulary.ts';

/**
 * The specification of deciding, as short as it can be said. In the words of `handreiking beslis`. Slow on purpose: it looks
 * at every rule again for every field, so that it can be read next to section 5 of the handreiking.
 */
export function refer(
  { never, rules }: Handreiking,
  where: { readonly purpose: PurposeId; readonly from: RoleId; readonly to: RoleId },
  field: FieldId,
  facts: Facts,
): string {
  if (never.get(where.to)?.has(field)) return 'NOOIT';
  const fits = ({ purpose, from, to, fields }: Rule): boolean =>
    purpose === where.purpose && from.includes(where.from) && to.includes(where.to) && fields.includes(field);
  const holds = (condition: string): boolean =>
    condition === CONSENT ? facts.consented.has(field) : facts.conditions.get(condition) === true;
  const missing = (rule: Rule): string[] => rule.conditions.filter(condition => !holds(condition));
  const [best] = rules
    .filter(rule => where.from !== where.to && fits(rule))
    .sort((a, b) => missing(a).length - missing(b).length);
  if (best === undefined) return 'GEEN_REGEL';
  return missing(best).length === 0 ? `GEEF:${best.id}` : `WEIGER:${missing(best).join('+')}`;
}
