import type { FieldDecision } from './decision.ts';
import { GATES, type Gate, type Handreiking, type Rule } from './handreiking.ts';
import { UNKNOWN_OBLIGATION } from './obligation.ts';
import { CONSENT, type ConditionKey, type FieldId } from './vocabulary.ts';

/** A rule that may open a field, with its conditions as bits. */
export interface Candidate {
  readonly rule: Rule;
  readonly needs: number;
  readonly bitOf: (key: ConditionKey) => number;
}

/** The answers for the whole catalogue under the same conditions, in the catalogue's order. */
export interface Answers {
  readonly withoutConsent: readonly FieldDecision[];
  readonly withConsent: readonly FieldDecision[];
}

/** For one purpose, sender and recipient: per field the rules that may open it, and the answers under these conditions. */
export interface Cell {
  readonly candidates: ReadonlyMap<FieldId, readonly Candidate[]>;
  readonly answersUnder: (known: number) => Answers;
}

/**
 * Builds a cell. Its answers depend on nothing but the conditions its rules mention, so they are worked out once per
 * combination of those, when first asked for, and are the same ever after.
 */
export function compileCell(
  handreiking: Handreiking,
  candidates: ReadonlyMap<FieldId, readonly Candidate[]>,
  never: ReadonlySet<FieldId>,
  noRuleGate: Gate,
  consentBit: number,
): Cell {
  const mentioned = [...candidates.values()].flat().reduce((sum, { needs }) => sum | needs, 0) & ~consentBit;
  const known = new Map<number, Answers>();
  const noRule: FieldDecision = { outcome: 'no-rule', gate: noRuleGate };
  const answer = (met: number): FieldDecision[] =>
    [...handreiking.fields.keys()].map(field =>
      never.has(field)
        ? neverFor(handreiking, field, noRuleGate)
        : (choose(handreiking, candidates.get(field) ?? [], met) ?? noRule),
    );
  return {
    candidates,
    answersUnder: conditions => {
      const met = conditions & mentioned;
      const before = known.get(met);
      if (before !== undefined) return before;
      const answers = { withoutConsent: answer(met), withConsent: answer(met | consentBit) };
      known.set(met, answers);
      return answers;
    },
  };
}

/** Where rules are, the BSN stops at its own gate, and everything else on a never-list was never needed. */
function neverFor(handreiking: Handreiking, field: FieldId, noRuleGate: Gate): FieldDecision {
  if (noRuleGate !== 'P6') return { outcome: 'never', gate: noRuleGate };
  return { outcome: 'never', gate: handreiking.fields.get(field)?.sensitivity === 'BSN' ? 'P5' : 'P6' };
}

/** The first rule in declared order that fits; otherwise the first of those that lack fewest conditions. */
function choose(
  handreiking: Handreiking,
  candidates: readonly Candidate[],
  met: number,
): FieldDecision | undefined {
  let nearest: Candidate | undefined;
  let fewest = Infinity;
  for (const candidate of candidates) {
    const lacking = countBits(candidate.needs & ~met);
    if (lacking === 0) return releaseBy(candidate.rule);
    if (lacking < fewest) [nearest, fewest] = [candidate, lacking];
  }
  return nearest === undefined ? undefined : nearMiss(handreiking, nearest, met);
}

const releaseBy = (rule: Rule): FieldDecision => ({
  outcome: 'release',
  rule,
  ground: rule.law,
  consentKinds: rule.conditions.includes(CONSENT) ? rule.consentKinds : [],
  obligations: rule.obligations,
});

function nearMiss(handreiking: Handreiking, { rule, bitOf, needs }: Candidate, met: number): FieldDecision {
  const lacks = (key: ConditionKey): boolean => (bitOf(key) & needs & ~met) !== 0;
  const missing = [...rule.conditions, UNKNOWN_OBLIGATION].filter(lacks);
  const gates = missing.map(key => handreiking.conditions.get(key)?.gate ?? 'P7');
  return { outcome: 'withheld', rule, missing, gate: GATES.find(gate => gates.includes(gate)) ?? 'P7' };
}

function countBits(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}
