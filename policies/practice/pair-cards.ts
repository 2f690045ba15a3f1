import { decide } from '../decide.ts';
import type { Handreiking, Rule } from '../handreiking.ts';
import { fieldName, partyName, sentence } from '../in-dutch.ts';
import { openingsOf } from '../opening.ts';
import { factsIn } from '../situations.ts';
import type { CellAddress, DecisionTable } from '../table.ts';
import { INFORMED, MEMBERSHIP, NO_OBJECTION, type ConditionKey, type FieldId } from '../vocabulary.ts';
import { groupBy } from '../group-by.ts';
import { cardId, spread, type PracticeCard } from './card.ts';

/**
 * Pairs at the boundary: everything a rule asks is so, and then everything but one thing. Which fields turn is what deciding
 * says, not what the rule says: a field that another rule opens just as well does not turn, and a pair without a turn is no card.
 */
export const pairCards = (handreiking: Handreiking, table: DecisionTable): readonly PracticeCard[] =>
  handreiking.rules.flatMap(rule =>
    roadsOf(handreiking, rule).flatMap(road =>
      rule.conditions.flatMap(turning => pairCard(handreiking, table, { rule, road, turning })),
    ),
  );

/** Each party of a rule once as the one who tells, and once as the one who is told. */
function roadsOf(handreiking: Handreiking, rule: Rule): readonly CellAddress[] {
  const openings = openingsOf(handreiking, rule);
  const first = (key: 'from' | 'to') =>
    [...groupBy(openings, opening => opening[key]).values()].flatMap(group => group.slice(0, 1));
  const roads = [...first('from'), ...first('to')].map(({ from, to }) => ({
    purpose: rule.purpose,
    from,
    to,
  }));
  return [...new Map(roads.map(road => [`${road.from} ${road.to}`, road])).values()];
}

interface Turn {
  readonly rule: Rule;
  readonly road: CellAddress;
  readonly turning: ConditionKey;
}

const TURNING_AT_MOST = 2;
/** What a rule does not ask is in order all the same: only one thing may be strange in a pair. */
const ORDINARY: readonly ConditionKey[] = [MEMBERSHIP, INFORMED, NO_OBJECTION];

function pairCard(handreiking: Handreiking, table: DecisionTable, turn: Turn): readonly PracticeCard[] {
  const { rule, road, turning } = turn;
  const fields = table.fields;
  const asked = [...new Set([...ORDINARY, ...rule.conditions])];
  const all = factsIn(asked, fields);
  const butOne = factsIn(
    asked.filter(key => key !== turning),
    fields,
  );
  const [before, after] = [all, butOne].map(facts => decide(table, { ...road, fields }, facts));
  const opens = (decision: typeof before, field: FieldId): boolean =>
    decision?.get(field)?.outcome === 'release';
  const turns = fields.filter(field => opens(before, field) && !opens(after, field));
  const [first] = turns;
  if (first === undefined) return [];
  const stays = fields.filter(field => opens(before, field) && opens(after, field));
  const closed = fields.filter(field => before?.get(field)?.outcome === 'never');
  const chosen = [...spread(turns, TURNING_AT_MOST), ...stays.slice(0, 1), ...spread(closed, 1)];
  return [
    {
      id: cardId('paar', rule.id, road.from, road.to, turning),
      kind: 'pair',
      title: `${sentence(fieldName(handreiking, first))} voor ${partyName(handreiking, road.to)}`,
      story: '',
      purpose: road.purpose,
      from: road.from,
      scenes: [
        { label: 'A', facts: all },
        { label: 'B', facts: butOne },
      ],
      items: [0, 1].flatMap(scene => chosen.map(field => ({ scene, to: road.to, field }))),
    },
  ];
}
