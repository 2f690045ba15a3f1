import type { Handreiking, InvariantCheck, Rule, Selector } from '../handreiking.ts';
import { classesOf } from '../sensitivity.ts';
import type { Situation } from '../situations.ts';
import type { CellAddress } from '../table.ts';
import { CONSENT, type FieldId } from '../vocabulary.ts';

/** A field that goes open: where, by which rule, and what is known about the resident at that moment. */
export interface OpenField extends CellAddress {
  readonly field: FieldId;
  readonly rule: Rule;
  readonly situation: Situation;
}

/** Whether this open field is a counterexample: the check is about it, and none of its ways out holds. */
export const breaksCheck = (handreiking: Handreiking, check: InvariantCheck, open: OpenField): boolean =>
  selects(handreiking, check.als, open) &&
  (check.als.steunt_op ?? []).every(key => open.rule.conditions.includes(key)) &&
  !check.dan.some(way => selects(handreiking, way, open) && isMet(way, open));

const holds = (list: readonly string[] | undefined, values: readonly string[]): boolean =>
  list === undefined || list.some(each => values.includes(each));

function selects(handreiking: Handreiking, selector: Selector, open: OpenField): boolean {
  const field = handreiking.fields.get(open.field);
  return (
    holds(selector.doel, [open.purpose]) &&
    holds(selector.van, [open.from]) &&
    holds(selector.naar, [open.to]) &&
    holds(selector.velden, [open.field]) &&
    holds(selector.klassen, field === undefined ? [] : classesOf(field)) &&
    holds(selector.rubrieken, [field?.category.slice(0, 1) ?? ''])
  );
}

function isMet(way: InvariantCheck['dan'][number], { rule, situation }: OpenField): boolean {
  const kinds = rule.conditions.includes(CONSENT) ? rule.consentKinds : [];
  const duties = rule.obligations.map(({ id }) => id);
  return (
    (way.voorwaarden ?? []).every(key => situation.includes(key)) &&
    (way.soorten ?? []).every(kind => kinds.includes(kind)) &&
    (way.verplichtingen ?? []).every(duty => duties.includes(duty))
  );
}
