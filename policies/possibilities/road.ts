import type { Condition, ConsentKind, Handreiking, Obligation, Rule } from '../handreiking.ts';
import { canKeepObligationsOf, KNOWN_OBLIGATIONS } from '../obligation.ts';
import {
  CONSENT,
  INFORMED,
  MEMBERSHIP,
  NO_OBJECTION,
  type ConditionKey,
  type FieldId,
  type Outcome,
  type PurposeId,
  type RoleId,
  type RuleId,
} from '../vocabulary.ts';

/**
 * What someone has to do before a field may travel this road: nothing beyond the ordinary (a case they are a member of, an
 * informed resident without objection), ask the resident, lay down a declaration, or both.
 */
export type RoadKind = 'direct' | 'consent' | 'declaration' | 'consent-and-declaration';

/** The kinds in the order in which a person would try them. */
export const ROAD_KINDS: readonly RoadKind[] = [
  'direct',
  'consent',
  'declaration',
  'consent-and-declaration',
];

/** One lawful way for a field to reach a recipient: a rule, and the senders who may use it. */
export interface Road {
  readonly kind: RoadKind;
  readonly purpose: PurposeId;
  readonly rule: RuleId;
  readonly outcome: Outcome;
  readonly from: readonly RoleId[];
  readonly sentence: string;
  readonly law: string;
  /** The law per gate that this road passes (handreiking 1.2). */
  readonly gates: Rule['gates'];
  readonly conditions: readonly Condition[];
  readonly consentKinds: readonly ConsentKind[];
  /** The duties that come with it. */
  readonly obligations: readonly Obligation[];
  /** The rule waits for a privacy officer to confirm it (handreiking section 9). */
  readonly isToBeConfirmed: boolean;
}

const ORDINARY: ReadonlySet<ConditionKey> = new Set([MEMBERSHIP, INFORMED, NO_OBJECTION, CONSENT]);

/** Whether somebody has to lay down or obtain something special before this condition holds (K5 and further). */
export const isDeclaration = (condition: Condition): boolean => !ORDINARY.has(condition.key);

/**
 * The roads by which this field may reach this recipient, easiest first. A never-list closes them all (INV-09), and so does a
 * duty that this gateway cannot keep.
 */
export function roadsTo(handreiking: Handreiking, to: RoleId, field: FieldId): readonly Road[] {
  if (handreiking.never.get(to)?.has(field) === true) return [];
  return handreiking.rules
    .filter(rule => rule.to.includes(to) && rule.fields.includes(field))
    .filter(rule => canKeepObligationsOf(rule, KNOWN_OBLIGATIONS))
    .map(rule => asRoad(handreiking, rule, to))
    .filter(road => road.from.length > 0)
    .sort((a, b) => ROAD_KINDS.indexOf(a.kind) - ROAD_KINDS.indexOf(b.kind));
}

function asRoad(handreiking: Handreiking, rule: Rule, to: RoleId): Road {
  const conditions = rule.conditions.flatMap(key => handreiking.conditions.get(key) ?? []);
  return {
    kind: kindOf(rule, conditions),
    purpose: rule.purpose,
    rule: rule.id,
    outcome: rule.outcome,
    from: rule.from.filter(from => from !== to),
    sentence: rule.sentence,
    law: rule.law,
    gates: rule.gates,
    conditions,
    consentKinds: rule.consentKinds,
    obligations: rule.obligations,
    isToBeConfirmed: rule.toConfirm !== undefined,
  };
}

/** What a rule asks of people before it opens. */
export const kindOfRule = ({ conditions }: Pick<Handreiking, 'conditions'>, rule: Rule): RoadKind =>
  kindOf(
    rule,
    rule.conditions.flatMap(key => conditions.get(key) ?? []),
  );

function kindOf(rule: Rule, conditions: readonly Condition[]): RoadKind {
  const needsDeclaration = conditions.some(isDeclaration);
  if (!rule.conditions.includes(CONSENT)) return needsDeclaration ? 'declaration' : 'direct';
  return needsDeclaration ? 'consent-and-declaration' : 'consent';
}
