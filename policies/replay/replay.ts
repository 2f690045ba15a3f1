import { decide, type FieldDecision } from '../decide.ts';
import type { Facts } from '../facts.ts';
import type { DecisionTable } from '../table.ts';
import {
  CONSENT,
  type ConditionKey,
  type FieldId,
  type PurposeId,
  type RoleId,
  type RuleId,
} from '../vocabulary.ts';
import type { RecordedDecision, RecordedFacts } from './recorded-decision.ts';

/**
 * What would have been different. `unknown`: it would have stayed closed, but only because the other version asks for a fact that
 * nobody recorded then; with that fact it might have opened.
 */
export type ReplayChange = 'would-open' | 'would-close' | 'unknown';

/** One field on one road that would have been decided otherwise, with how often. */
export interface ReplayDifference {
  readonly purpose: PurposeId;
  readonly from: RoleId;
  readonly to: RoleId;
  readonly field: FieldId;
  readonly change: ReplayChange;
  /** The rule that opens it, or that comes nearest; none when the other version has no rule or a never-list for it. */
  readonly rule: RuleId | undefined;
  readonly missing: readonly ConditionKey[];
  readonly count: number;
}

export interface ReplayReport {
  readonly decisions: number;
  readonly tooOld: number;
  /** Decisions of which at least one field would have been different. */
  readonly different: number;
  /** In the order in which they were first met. */
  readonly differences: readonly ReplayDifference[];
}

export interface Replay {
  readonly take: (decision: RecordedDecision) => void;
  readonly report: () => ReplayReport;
}

/**
 * Replays recorded decisions under another handreiking, one at a time: what is kept grows with the differences, never with the
 * number of decisions. Complete for every field that was asked; needs nothing but what was recorded.
 */
export function startReplay(table: DecisionTable): Replay {
  const differences = new Map<string, ReplayDifference>();
  let [decisions, tooOld, different] = [0, 0, 0];
  const take = (decision: RecordedDecision): void => {
    decisions++;
    if (decision.facts === undefined) {
      tooOld++;
      return;
    }
    const found = differencesIn(table, decision, decision.facts);
    if (found.length > 0) different++;
    for (const difference of found) count(differences, difference);
  };
  return { take, report: () => ({ decisions, tooOld, different, differences: [...differences.values()] }) };
}

function differencesIn(
  table: DecisionTable,
  { purpose, from, to, asked, opened }: RecordedDecision,
  recorded: RecordedFacts,
): ReplayDifference[] {
  const replayed = decide(table, { purpose, from, to, fields: asked }, asFacts(recorded));
  const found: ReplayDifference[] = [];
  for (const [field, decision] of replayed) {
    const opens = decision.outcome === 'release';
    if (opens === opened.includes(field)) continue;
    const missing = decision.outcome === 'withheld' ? decision.missing : [];
    const change = opens ? 'would-open' : closing(missing, recorded);
    found.push({ purpose, from, to, field, change, rule: ruleOf(decision), missing, count: 1 });
  }
  return found;
}

const ruleOf = (decision: FieldDecision): RuleId | undefined =>
  'rule' in decision ? decision.rule.id : undefined;

/** Consent is always recorded: a field that is not in the list had none. */
function closing(missing: readonly ConditionKey[], recorded: RecordedFacts): ReplayChange {
  const isRecorded = (key: ConditionKey): boolean => key === CONSENT || recorded.false.includes(key);
  return missing.length === 0 || missing.some(isRecorded) ? 'would-close' : 'unknown';
}

/** Known false and unknown both keep a field closed, so that only what was known true has to be told. */
const asFacts = (recorded: RecordedFacts): Facts => ({
  conditions: new Map(recorded.true.map(key => [key, true])),
  consented: new Set(recorded.consented),
});

function count(differences: Map<string, ReplayDifference>, found: ReplayDifference): void {
  const { purpose, from, to, field, change, rule = '', missing } = found;
  const key = `${purpose} ${from} ${to} ${field} ${change} ${rule} ${missing.join('+')}`;
  const known = differences.get(key);
  differences.set(key, known === undefined ? found : { ...known, count: known.count + 1 });
}
