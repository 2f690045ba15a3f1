import type { Obligation } from '../../policies/handreiking.ts';
import type { FieldId } from '../../policies/vocabulary.ts';
import type { Recorded } from './record.ts';

/** A duty that came with what was released, and the fields it came with. */
export interface Duty {
  readonly obligation: Obligation;
  readonly fields: readonly FieldId[];
}

/** What the recipient, and the gateway, must do now that these fields left; each duty once. */
export function dutiesOf({ values, decisions }: Pick<Recorded, 'values' | 'decisions'>): readonly Duty[] {
  const duties = new Map<string, { obligation: Obligation; fields: FieldId[] }>();
  for (const field of values.keys()) {
    const decision = decisions.get(field);
    for (const obligation of decision?.outcome === 'release' ? decision.obligations : []) {
      const duty = duties.get(obligation.id) ?? { obligation, fields: [] };
      duty.fields.push(field);
      duties.set(obligation.id, duty);
    }
  }
  return [...duties.values()];
}
