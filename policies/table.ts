import type { Handreiking, Rule } from './handreiking.ts';
import { CONSENT, type ConditionKey, type FieldId, type PurposeId, type RoleId } from './vocabulary.ts';

/** A rule that may open a field, with its conditions as bits. */
export interface Candidate {
  readonly rule: Rule;
  readonly needs: number;
  readonly bitOf: (key: ConditionKey) => number;
}

/** For one purpose, sender and recipient: per field the rules that may open it, in declared order. */
export type Cell = ReadonlyMap<FieldId, readonly Candidate[]>;

/** The handreiking compiled for deciding: one look-up to the cell, one to the field, then whole words of bits. */
export interface DecisionTable {
  readonly cellFor: (where: CellAddress) => Cell;
  readonly neverFor: (recipient: RoleId) => ReadonlySet<FieldId>;
  readonly conditionBits: (conditions: ReadonlyMap<ConditionKey, boolean>) => number;
  readonly consentBit: number;
  /** Every cell that holds a rule. */
  readonly addresses: () => readonly CellAddress[];
}

export interface CellAddress {
  readonly purpose: PurposeId;
  readonly from: RoleId;
  readonly to: RoleId;
}

const EMPTY_CELL: Cell = new Map();
const NO_FIELDS: ReadonlySet<FieldId> = new Set();
const keyOf = ({ purpose, from, to }: CellAddress): string => `${purpose} ${from} ${to}`;

/** Compiles the rules into cells. Throws when there are more conditions than bits in a word: then the table needs two. */
export function compileTable(handreiking: Handreiking): DecisionTable {
  if (handreiking.conditions.size > 31)
    throw new Error('more than 31 conditions do not fit one word of bits');
  const bits = new Map([...handreiking.conditions.keys()].map((key, index) => [key, 1 << index]));
  const bitOf = (key: ConditionKey): number => bits.get(key) ?? 0;
  const cells = new Map<string, { address: CellAddress; fields: Map<FieldId, Candidate[]> }>();
  for (const rule of handreiking.rules) {
    const needs = rule.conditions.reduce((sum, key) => sum | bitOf(key), 0);
    for (const address of addressesOf(rule)) {
      const cell = cells.get(keyOf(address)) ?? { address, fields: new Map<FieldId, Candidate[]>() };
      cells.set(keyOf(address), cell);
      for (const field of rule.fields) {
        cell.fields.set(field, [...(cell.fields.get(field) ?? []), { rule, needs, bitOf }]);
      }
    }
  }
  return {
    cellFor: where => cells.get(keyOf(where))?.fields ?? EMPTY_CELL,
    neverFor: recipient => handreiking.never.get(recipient) ?? NO_FIELDS,
    conditionBits: conditions => sumOfBits(conditions, bitOf),
    consentBit: bitOf(CONSENT),
    addresses: () => [...cells.values()].map(cell => cell.address),
  };
}

/** A role shares nothing with itself: within one treatment colleagues need no gateway (BW 7:457 lid 2). */
const addressesOf = (rule: Rule): CellAddress[] =>
  rule.from.flatMap(from =>
    rule.to.filter(to => to !== from).map(to => ({ purpose: rule.purpose, from, to })),
  );

function sumOfBits(
  conditions: ReadonlyMap<ConditionKey, boolean>,
  bitOf: (key: ConditionKey) => number,
): number {
  let sum = 0;
  for (const [key, isMet] of conditions) if (isMet) sum |= bitOf(key);
  return sum;
}
