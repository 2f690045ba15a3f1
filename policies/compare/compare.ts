import { decide, type FieldDecision } from '../decide.ts';
import type { Handreiking, Rule } from '../handreiking.ts';
import { conditionsOf, factsIn, situationsOf, type Situation } from '../situations.ts';
import { compileTable, type CellAddress, type DecisionTable } from '../table.ts';
import type { FieldId } from '../vocabulary.ts';

/** What a change does to one field on one road. `terms`: it opens when it did, but with other duties or kinds of consent. */
export type Direction = 'wider' | 'stricter' | 'mixed' | 'terms';

export interface Change extends CellAddress {
  readonly field: FieldId;
  readonly direction: Direction;
  /** The smallest situation in which the field is open after and was closed before. */
  readonly opens: Situation | undefined;
  /** The smallest situation in which the field was open before and is closed after. */
  readonly closes: Situation | undefined;
  /** The smallest situation in which only the terms differ. */
  readonly differs: Situation | undefined;
  /** Whether the field could be had at all on this road. */
  readonly openedBefore: boolean;
  readonly opensAfter: boolean;
}

/**
 * The exact difference of two handreikingen: every field on every road that is decided differently in at least one situation.
 * Empty means: no request, about whomever, is answered differently.
 */
export function compare(before: Handreiking, after: Handreiking): readonly Change[] {
  const [old, next] = [compileTable(before), compileTable(after)];
  const roads = new Map([...old.addresses(), ...next.addresses()].map(where => [keyOf(where), where]));
  return [...roads.values()].flatMap(where => changesAt(old, next, where));
}

const keyOf = ({ purpose, from, to }: CellAddress): string => `${purpose} ${from} ${to}`;

function changesAt(old: DecisionTable, next: DecisionTable, where: CellAddress): Change[] {
  const fields = new Set([...old.cellFor(where).candidates.keys(), ...next.cellFor(where).candidates.keys()]);
  return [...fields].flatMap(field => {
    const [rulesBefore, rulesAfter] = [rulesFor(old, where, field), rulesFor(next, where, field)];
    if (meaningOf(rulesBefore) === meaningOf(rulesAfter)) return [];
    const situations = situationsOf(conditionsOf([...rulesBefore, ...rulesAfter]));
    return changeIn(old, next, { ...where, field }, situations);
  });
}

/** The rules that may open a field; none when the recipient never gets it. */
const rulesFor = (table: DecisionTable, where: CellAddress, field: FieldId): readonly Rule[] =>
  table.neverFor(where.to).has(field)
    ? []
    : (table.cellFor(where).candidates.get(field) ?? []).map(({ rule }) => rule);

/** Rules with the same meaning, in the same order, need no second look. */
const meaningOf = (rules: readonly Rule[]): string =>
  JSON.stringify(
    rules.map(({ conditions, consentKinds, obligations }) => [conditions, consentKinds, obligations]),
  );

function changeIn(
  old: DecisionTable,
  next: DecisionTable,
  road: CellAddress & { readonly field: FieldId },
  situations: readonly Situation[],
): Change[] {
  const answers = situations.map(situation => ({
    situation,
    before: answerOf(old, road, situation),
    after: answerOf(next, road, situation),
  }));
  const opens = answers.find(({ before, after }) => !isOpen(before) && isOpen(after))?.situation;
  const closes = answers.find(({ before, after }) => isOpen(before) && !isOpen(after))?.situation;
  const differs = answers.find(
    ({ before, after }) => isOpen(before) && isOpen(after) && termsOf(before) !== termsOf(after),
  )?.situation;
  const direction = directionOf(opens, closes, differs);
  if (direction === undefined) return [];
  const { purpose, from, to, field } = road;
  const openedBefore = answers.some(({ before }) => isOpen(before));
  const opensAfter = answers.some(({ after }) => isOpen(after));
  return [{ purpose, from, to, field, direction, opens, closes, differs, openedBefore, opensAfter }];
}

function answerOf(
  table: DecisionTable,
  road: CellAddress & { readonly field: FieldId },
  situation: Situation,
): FieldDecision | undefined {
  const fields = [road.field];
  return decide(table, { ...road, fields }, factsIn(situation, fields)).get(road.field);
}

const isOpen = (answer: FieldDecision | undefined): boolean => answer?.outcome === 'release';

const termsOf = (answer: FieldDecision | undefined): string =>
  answer?.outcome === 'release'
    ? JSON.stringify([[...answer.consentKinds].sort(), answer.obligations.map(({ id }) => id).sort()])
    : '';

function directionOf(
  opens: Situation | undefined,
  closes: Situation | undefined,
  differs: Situation | undefined,
): Direction | undefined {
  if (opens !== undefined && closes !== undefined) return 'mixed';
  if (opens !== undefined) return 'wider';
  if (closes !== undefined) return 'stricter';
  return differs === undefined ? undefined : 'terms';
}

/** Per recipient and purpose, the one word for all its changes together. */
export function directionPerPartner(changes: readonly Change[]): ReadonlyMap<string, PartnerChange> {
  const partners = new Map<string, PartnerChange>();
  for (const { purpose, to, direction } of changes) {
    const key = `${to} ${purpose}`;
    const before = partners.get(key);
    partners.set(key, {
      to,
      purpose,
      direction: before === undefined ? direction : together(before.direction, direction),
    });
  }
  return partners;
}

export interface PartnerChange {
  readonly to: CellAddress['to'];
  readonly purpose: CellAddress['purpose'];
  readonly direction: Direction;
}

function together(one: Direction, other: Direction): Direction {
  if (one === other || other === 'terms') return one;
  return one === 'terms' ? other : 'mixed';
}
