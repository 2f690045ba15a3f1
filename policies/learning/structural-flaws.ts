import type { Handreiking } from '../handreiking.ts';
import { roadsTo, type Road } from '../possibilities/road.ts';
import type { ConditionKey, FieldId, PurposeId, RoleId, RuleId } from '../vocabulary.ts';
import { K } from './anonymity.ts';

/** A wish that was refused, counted over everybody. */
export interface CountedRefusal {
  readonly purpose: PurposeId;
  readonly from: RoleId;
  readonly to: RoleId;
  readonly field: FieldId;
  readonly outcome: 'withheld' | 'never' | 'no-rule';
  /** The rule that came closest; none where no rule is. */
  readonly rule: RuleId | undefined;
  readonly missing: readonly ConditionKey[];
  readonly times: number;
  /** About how many residents. */
  readonly residents: number;
}

/** A wish that is refused so widely that it says something of the rules, and nothing of a person. */
export interface StructuralFlaw extends CountedRefusal {
  /** The lawful roads by which this field can reach this recipient, for whatever purpose. */
  readonly roads: readonly Road[];
  /** A rule that lacks something can be met by people; a wish without a rule may have one for another purpose or sender. */
  readonly opensBy: 'people' | 'another-road' | 'nobody';
}

export interface StructuralFlaws {
  readonly flaws: readonly StructuralFlaw[];
  /** How many wishes were about fewer than `K` residents. Which, and how often, is not said. */
  readonly tooFew: number;
}

/** What is refused most widely first. A wish about fewer than ten residents is not shown, not even as a number of times. */
export function structuralFlaws(
  handreiking: Handreiking,
  refusals: readonly CountedRefusal[],
): StructuralFlaws {
  const wide = refusals.filter(({ residents }) => residents >= K);
  return {
    flaws: wide
      .map(refusal => {
        const roads = roadsTo(handreiking, refusal.to, refusal.field);
        return { ...refusal, roads, opensBy: opensBy(refusal, roads) };
      })
      .sort((a, b) => b.residents - a.residents || b.times - a.times || (a.field < b.field ? -1 : 1)),
    tooFew: refusals.length - wide.length,
  };
}

function opensBy(
  { outcome, purpose, from }: CountedRefusal,
  roads: readonly Road[],
): StructuralFlaw['opensBy'] {
  if (outcome === 'withheld') return 'people';
  const others = roads.filter(road => road.purpose !== purpose || !road.from.includes(from));
  return outcome === 'no-rule' && others.length > 0 ? 'another-road' : 'nobody';
}
