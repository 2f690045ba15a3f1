import type { Rule } from '../policies/handreiking.ts';
import type { ConditionKey, FieldId } from '../policies/vocabulary.ts';
import type { Exchange } from './grounds.ts';

const VITAL: ConditionKey = 'vitaal';

/**
 * What is needed now when there is a crisis: what the handreiking itself lets this sender tell this recipient in acute danger
 * (the noodset, INV-14). Who is not in it needs nothing now.
 */
export const neededInCrisis = (
  rules: readonly Rule[],
  { from, to }: Pick<Exchange, 'from' | 'to'>,
): ReadonlySet<FieldId> =>
  new Set(
    rules
      .filter(rule => rule.conditions.includes(VITAL) && rule.from.includes(from) && rule.to.includes(to))
      .flatMap(rule => rule.fields),
  );
