import { compileCell, type Cell } from './cell.ts';
import type { Gate, Handreiking, Rule } from './handreiking.ts';
import { KNOWN_OBLIGATIONS } from './obligation.ts';
import type { FieldId, PurposeId, RoleId } from './vocabulary.ts';

/** The handreiking compiled for deciding: one look-up to the cell, then one word of bits to its answers. */
export interface DecisionTable {
  readonly cellFor: (where: CellAddress) => Cell;
  readonly neverFor: (recipient: RoleId) => ReadonlySet<FieldId>;
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

type ByRecipient = Map<RoleId, Cell>;
type Cells = ReadonlyMap<PurposeId, ReadonlyMap<RoleId, ByRecipient>>;

/** Compiles the rules into cells. A rule with an obligation that is not among the known ones can never be met. */
export function compileTable(
  handreiking: Handreiking,
  knownObligations: ReadonlySet<string> = KNOWN_OBLIGATIONS,
): DecisionTable {
  const neverFor = (recipient: RoleId): ReadonlySet<FieldId> => handreiking.never.get(recipient) ?? NO_FIELDS;
  const compile = (to: RoleId, rules: readonly Rule[], noRuleGate: Gate): Cell =>
    compileCell(handreiking, { rules, never: neverFor(to), noRuleGate, knownObligations });
  const addresses: CellAddress[] = [];
  const cells = new Map<PurposeId, Map<RoleId, ByRecipient>>();
  for (const [address, rules] of rulesByCell(handreiking.rules)) {
    addresses.push(address);
    const bySender = cells.get(address.purpose) ?? new Map<RoleId, ByRecipient>();
    const byRecipient = bySender.get(address.from) ?? new Map<RoleId, Cell>();
    cells.set(address.purpose, bySender.set(address.from, byRecipient));
    byRecipient.set(address.to, compile(address.to, rules, 'P6'));
  }
  const positions = new Map([...handreiking.fields.keys()].map((field, index) => [field, index]));
  return {
    cellFor: withDefaults(handreiking, cells, (to, gate) => compile(to, [], gate)),
    neverFor,
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
  const byKey = new Map<string, { readonly address: CellAddress; readonly rules: Rule[] }>();
  for (const rule of rules)
    for (const from of rule.from)
      for (const to of rule.to.filter(each => each !== from)) {
        const key = `${rule.purpose} ${from} ${to}`;
        const cell = byKey.get(key) ?? { address: { purpose: rule.purpose, from, to }, rules: [] };
        cell.rules.push(rule);
        byKey.set(key, cell);
      }
  return new Map([...byKey.values()].map(cell => [cell.address, cell.rules]));
}
