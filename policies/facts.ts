import type { ConditionKey, FieldId } from './vocabulary.ts';

/**
 * What is known about this exchange at this moment. Three-valued: a condition is known true, known false, or, when it is
 * not in the map, unknown. A field opens only on what is known true, so a fact that went missing never opens anything.
 */
export interface Facts {
  readonly conditions: ReadonlyMap<ConditionKey, boolean>;
  /** The fields for which the resident said yes: to this purpose, this sender, this recipient, valid now. */
  readonly consented: ReadonlySet<FieldId>;
}
