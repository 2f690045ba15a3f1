import { compileCell, type Candidate, type Cell } from './cell.ts';
import type { Gate, Handreiking, Rule } from './handreiking.ts';
import { canKeepObligationsOf, KNOWN_OBLIGATIONS, UNKNOWN_OBLIGATION } from './obligation.ts';
import { CONSENT, type ConditionKey, type FieldId, type PurposeId, type RoleId } from './vocabulary.ts';

/** The handreiking compiled for deciding: one look-up to the cell, then whole words of bits. */
export interface DecisionTable {
  readonly cellFor: (where: CellAddress) => Cell;
  readonly neverFor: (recipient: RoleId) => ReadonlySet<FieldId>;
  readonly conditionBits: (conditions: ReadonlyMap<ConditionKey, boolean>) => number;
  readonly bitOf: (key: ConditionKey) => number;
  readonly consentBit: number;
  /** The catalogue, in the order in which a cell answers. */
  readonly fields: readonly FieldId[];
  readonly positionOf: (field: FieldId) => number | undefined;
  /** Every cell that holds a rule. */
  readonly addresses: () => readonly CellAddress[];
}

export interface CellAddress {
  readonly purpose: PurposeId;
  readonly from: RoleId;
  readonly to: RoleId;
}

const NO_FIELDS: ReadonlySet<FieldId> = new Set();
const UNKNOWN_OBLIGATION_BIT = 1 << 30;

type ByRecipient = Map<RoleId, Cell>;
type Cells = ReadonlyMap<PurposeId, ReadonlyMap<RoleId, ByRecipient>>;

/**
 * Compiles the rules into cells. A rule with an obligation that is not among the known ones can never be met. Throws when
 * there are more conditions than bits in a word: then the table needs two.
 */
export function compileTable(
  handreiking: Handreiking,
  knownObligations: ReadonlySet<string> = KNOWN_OBLIGATIONS,
): DecisionTable {
  if (handreiking.conditions.size > 30)
    throw new Error('more than 30 conditions do not fit one word of bits');
  const bits = new Map([...handreiking.conditions.keys()].map((key, index) => [key, 1 << index]));
  const bitOf = (key: ConditionKey): number =>
    key === UNKNOWN_OBLIGATION ? UNKNOWN_OBLIGATION_BIT : (bits.get(key) ?? 0);
  const toCandidate = (rule: Rule): Candidate => ({
    rule,
    needs: rule.conditions.reduce(
      (sum, key) => sum | bitOf(key),
      canKeepObligationsOf(rule, knownObligations) ? 0 : UNKNOWN_OBLIGATION_BIT,
    ),
    bitOf,
  });
  const neverFor = (recipient: RoleId): ReadonlySet<FieldId> => handreiking.never.get(recipient) ?? NO_FIELDS;
  const compile = (to: RoleId, candidates: ReadonlyMap<FieldId, readonly Candidate[]>, gate: Gate): Cell =>
    compileCell(handreiking, candidates, neverFor(to), gate, bitOf(CONSENT));
  const addresses: CellAddress[] = [];
  const cells = new Map<PurposeId, Map<RoleId, ByRecipient>>();
  for (const [address, rules] of rulesByCell(handreiking.rules)) {
    addresses.push(address);
    const bySender = cells.get(address.purpose) ?? new Map<RoleId, ByRecipient>();
    const byRecipient = bySender.get(address.from) ?? new Map<RoleId, Cell>();
    cells.set(address.purpose, bySender.set(address.from, byRecipient));
    byRecipient.set(address.to, compile(address.to, candidatesByField(rules.map(toCandidate)), 'P6'));
  }
  const positions = new Map([...handreiking.fields.keys()].map((field, index) => [field, index]));
  return {
    cellFor: withDefaults(handreiking, cells, (to, gate) => compile(to, new Map(), gate)),
    neverFor,
    conditionBits: conditions => sumOfBits(conditions, bits),
    bitOf,
    consentBit: bitOf(CONSENT),
    fields: [...positions.keys()],
    positionOf: field => positions.get(field),
    addresses: () => addresses,
  };
}

/** Where no rule is, all is no: at the ground (P2) between parties that exist, at the purpose (P1) when a word is unknown. */
function withDefaults(
  { roles, purposes }: Handreiking,
  cells: Cells,
  emptyCell: (to: RoleId, gate: Gate) => Cell,
): DecisionTable['cellFor'] {
  const noGround = new Map([...roles.keys()].map(to => [to, emptyCell(to, 'P2')]));
  const unknown = new Map([...roles.keys()].map(to => [to, emptyCell(to, 'P1')]));
  const nobody = emptyCell('', 'P1');
  return ({ purpose, from, to }) => {
    const cell = cells.get(purpose)?.get(from)?.get(to);
    if (cell !== undefined) return cell;
    const isKnown = purposes.has(purpose) && roles.has(from);
    return (isKnown ? noGround : unknown).get(to) ?? nobody;
  };
}

/** A role shares nothing with itself: within one treatment colleagues need no gateway (BW 7:457 lid 2). */
function rulesByCell(rules: readonly Rule[]): ReadonlyMap<CellAddress, readonly Rule[]> {
  const byKey = new Map<string, { address: CellAddress; rules: Rule[] }>();
  for (const rule of rules)
    for (const from of rule.from)
      for (const to of rule.to.filter(each => each !== from)) {
        const key = `${rule.purpose} ${from} ${to}`;
        const cell = byKey.get(key) ?? { address: { purpose: rule.purpose, from, to }, rules: [] };
        byKey.set(key, { ...cell, rules: [...cell.rules, rule] });
      }
  return new Map([...byKey.values()].map(cell => [cell.address, cell.rules]));
}

function candidatesByField(candidates: readonly Candidate[]): ReadonlyMap<FieldId, readonly Candidate[]> {
  const fields = new Set(candidates.flatMap(({ rule }) => rule.fields));
  const opening = (field: FieldId) => candidates.filter(({ rule }) => rule.fields.includes(field));
  return new Map([...fields].map(field => [field, opening(field)]));
}

function sumOfBits(
  conditions: ReadonlyMap<ConditionKey, boolean>,
  bits: ReadonlyMap<ConditionKey, number>,
): number {
  let sum = 0;
  for (const [key, isMet] of conditions) if (isMet) sum |= bits.get(key) ?? 0;
  return sum;
}
