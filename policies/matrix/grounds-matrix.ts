import type { Handreiking } from '../handreiking.ts';
import { ROAD_KINDS, kindOfRule, type RoadKind } from '../possibilities/road.ts';
import { openingsOf } from '../opening.ts';
import type { FieldId, PurposeId, RoleId, RuleId } from '../vocabulary.ts';

/** On what ground a field may reach a recipient for a purpose; the easiest road where there are several. */
export type GroundCell =
  | { readonly kind: RoadKind; readonly rules: readonly RuleId[] }
  | { readonly kind: 'never' }
  | { readonly kind: 'no-rule' };

/** Of one purpose: who may get what on what ground, whoever the resident is. */
export interface GroundsMatrix {
  readonly purpose: PurposeId;
  /** Who gets anything at all for this purpose, in the order of the handreiking. */
  readonly recipients: readonly RoleId[];
  readonly rows: readonly { readonly field: FieldId; readonly cells: readonly GroundCell[] }[];
}

/** Every field that anybody may get for this purpose, against everybody who may get any. */
export function groundsMatrix(handreiking: Handreiking, purpose: PurposeId): GroundsMatrix {
  const openings = handreiking.rules
    .filter(rule => rule.purpose === purpose)
    .flatMap(rule => openingsOf(handreiking, rule));
  const recipients = [...handreiking.roles.keys()].filter(to => openings.some(each => each.to === to));
  const fields = [...handreiking.fields.keys()].filter(field => openings.some(each => each.field === field));
  const cellOf = (to: RoleId, field: FieldId): GroundCell => {
    if (handreiking.never.get(to)?.has(field) === true) return { kind: 'never' };
    const rules = openings.filter(each => each.to === to && each.field === field).map(({ rule }) => rule);
    const kinds = rules.map(rule => kindOfRule(handreiking, rule));
    const kind = ROAD_KINDS.find(each => kinds.includes(each));
    return kind === undefined
      ? { kind: 'no-rule' }
      : { kind, rules: [...new Set(rules.map(({ id }) => id))] };
  };
  return {
    purpose,
    recipients,
    rows: fields.map(field => ({ field, cells: recipients.map(to => cellOf(to, field)) })),
  };
}
