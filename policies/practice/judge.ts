import { decide, type FieldDecision } from '../decide.ts';
import type { Handreiking } from '../handreiking.ts';
import { kindOfRule, type RoadKind } from '../possibilities/road.ts';
import type { DecisionTable } from '../table.ts';
import type { PracticeCard, PracticeItem } from './card.ts';

/** What somebody can answer: it stays, or it goes and on what ground. */
export type PracticeAnswer = 'closed' | RoadKind;

export const ANSWERS: readonly PracticeAnswer[] = [
  'closed',
  'direct',
  'consent',
  'declaration',
  'consent-and-declaration',
];

/** What the rules say to one question of a card. */
export interface Verdict {
  readonly item: PracticeItem;
  readonly answer: PracticeAnswer;
  readonly decision: FieldDecision;
}

const NO_RULE: FieldDecision = { outcome: 'no-rule', gate: 'P6' };

/** The answers to a card, by the rules that are in force now. */
export const verdictsOn = (
  handreiking: Handreiking,
  table: DecisionTable,
  { purpose, from, scenes, items }: PracticeCard,
): readonly Verdict[] =>
  items.map(item => {
    const { to, field, scene } = item;
    const facts = scenes[scene]?.facts ?? { conditions: new Map(), consented: new Set() };
    const decision = decide(table, { purpose, from, to, fields: [field] }, facts).get(field) ?? NO_RULE;
    const answer = decision.outcome === 'release' ? kindOfRule(handreiking, decision.rule) : 'closed';
    return { item, answer, decision };
  });

/** Both ways of being wrong have a price: what leaks hurts the resident, and so does what is needlessly kept. */
export type Judgement = 'right' | 'other-ground' | 'too-open' | 'too-closed' | 'not-answered';

export function judge(verdict: Verdict, said: PracticeAnswer | undefined): Judgement {
  if (said === undefined) return 'not-answered';
  if (said === verdict.answer) return 'right';
  if (verdict.answer === 'closed') return 'too-open';
  return said === 'closed' ? 'too-closed' : 'other-ground';
}

/** A card is known when every question on it is; half an answer is none. */
export const isKnown = (judgements: readonly Judgement[]): boolean =>
  judgements.length > 0 && judgements.every(each => each === 'right');
