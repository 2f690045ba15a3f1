import type { FieldDecision } from './decision.ts';
import { GATES, type Gate, type Handreiking, type Rule } from './handreiking.ts';
import { canKeepObligationsOf, UNKNOWN_OBLIGATION } from './obligation.ts';
import { conditionsOf } from './situations.ts';
import { CONSENT, type ConditionKey, type FieldId } from './vocabulary.ts';

/** A rule that may open a field, with its conditions as bits of its own cell. */
export interface Candidate {
  readonly rule: Rule;
  readonly needs: number;
}

/** The answers for the whole catalogue under the same conditions, in the catalogue's order. Shared: never to be changed. */
export interface Answers {
  readonly withoutConsent: readonly FieldDecision[];
  readonly withConsent: readonly FieldDecision[];
  /** False when a yes would change no answer here. */
  readonly consentMatters: boolean;
}

/** For one purpose, sender and recipient: per field the rules that may open it, and the answers under these conditions. */
export interface Cell {
  readonly candidates: ReadonlyMap<FieldId, readonly Candidate[]>;
  readonly answersUnder: (conditions: ReadonlyMap<ConditionKey, boolean>) => Answers;
}

/** What a cell is made of. */
export interface CellParts {
  readonly rules: readonly Rule[];
  readonly never: ReadonlySet<FieldId>;
  readonly noRuleGate: Gate;
  readonly knownObligations: ReadonlySet<string>;
}

/**
 * Builds a cell. Its answers depend on nothing but the conditions its rules mention, so they are worked out once per
 * combination of those, when first asked for, and are the same ever after. Throws when a cell mentions more conditions than
 * a word has bits.
 */
export function compileCell(handreiking: Handreiking, parts: CellParts): Cell {
  const keys = conditionsOf(parts.rules).filter(key => key !== CONSENT);
  if (keys.length > 28)
    throw new Error('the rules of one cell mention more conditions than fit one word of bits');
  const bits = new Map([...keys, CONSENT, UNKNOWN_OBLIGATION].map((key, index) => [key, 1 << index]));
  const consentBit = bits.get(CONSENT) ?? 0;
  const candidates = candidatesByField(parts, bits);
  const known: (Answers | undefined)[] = [];
  const answerFor = (field: FieldId, met: number): FieldDecision =>
    parts.never.has(field)
      ? neverFor(handreiking, field, parts.noRuleGate)
      : (choose(handreiking, candidates.get(field) ?? [], met, bits) ?? {
          outcome: 'no-rule',
          gate: parts.noRuleGate,
        });
  const consentMatters = parts.rules.some(rule => rule.conditions.includes(CONSENT));
  const answersFor = (met: number): Answers => {
    const fields = [...handreiking.fields.keys()];
    const withoutConsent = fields.map(field => answerFor(field, met));
    const withConsent = consentMatters
      ? fields.map(field => answerFor(field, met | consentBit))
      : withoutConsent;
    return { withoutConsent, withConsent, consentMatters };
  };
  return {
    candidates,
    answersUnder: conditions => {
      let met = 0;
      let bit = 1;
      for (const key of keys) {
        if (conditions.get(key) === true) met |= bit;
        bit <<= 1;
      }
      return (known[met] ??= answersFor(met));
    },
  };
}

function candidatesByField(
  { rules, knownObligations }: CellParts,
  bits: ReadonlyMap<ConditionKey, number>,
): ReadonlyMap<FieldId, readonly Candidate[]> {
  const candidates = rules.map(rule => {
    const asked = canKeepObligationsOf(rule, knownObligations) ? [] : [UNKNOWN_OBLIGATION];
    const needs = [...rule.conditions, ...asked].reduce((sum, key) => sum | (bits.get(key) ?? 0), 0);
    return { rule, needs };
  });
  const fields = new Set(rules.flatMap(rule => rule.fields));
  return new Map(
    [...fields].map(field => [field, candidates.filter(({ rule }) => rule.fields.includes(field))]),
  );
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
  bits: ReadonlyMap<ConditionKey, number>,
): FieldDecision | undefined {
  let nearest: Candidate | undefined;
  let fewest = Infinity;
  for (const candidate of candidates) {
    const lacking = countBits(candidate.needs & ~met);
    if (lacking === 0) return releaseBy(candidate.rule);
    if (lacking < fewest) [nearest, fewest] = [candidate, lacking];
  }
  if (nearest === undefined) return undefined;
  const { rule, needs } = nearest;
  const lacks = (key: ConditionKey): boolean => ((bits.get(key) ?? 0) & needs & ~met) !== 0;
  const missing = [...rule.conditions, UNKNOWN_OBLIGATION].filter(lacks);
  return { outcome: 'withheld', rule, missing, gate: firstGate(handreiking, missing) };
}

function firstGate(handreiking: Handreiking, missing: readonly ConditionKey[]): Gate {
  const gates = missing.map(key => handreiking.conditions.get(key)?.gate ?? 'P7');
  return GATES.find(gate => gates.includes(gate)) ?? 'P7';
}

const releaseBy = (rule: Rule): FieldDecision => ({
  outcome: 'release',
  rule,
  ground: rule.law,
  consentKinds: rule.conditions.includes(CONSENT) ? rule.consentKinds : [],
  obligations: rule.obligations,
});

function countBits(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}
