import type { Handreiking } from '../handreiking.ts';
import { groupBy } from '../group-by.ts';
import type { DecisionTable } from '../table.ts';
import type { PracticeCard } from './card.ts';
import { pairCards } from './pair-cards.ts';
import { scenarioCards, trainingCards } from './story-cards.ts';
import { whomCards } from './whom-cards.ts';

/**
 * Every card that these rules give, mixed: after a story comes a pair, after one purpose another. The same rules give the same
 * cards in the same order.
 */
export const practiceDeck = (handreiking: Handreiking, table: DecisionTable): readonly PracticeCard[] => {
  const kinds = [
    scenarioCards(handreiking),
    pairCards(handreiking, table),
    trainingCards(handreiking, table),
    whomCards(handreiking, table),
  ];
  const mixed = inTurns(kinds.map(cards => inTurns([...groupBy(cards, ({ purpose }) => purpose).values()])));
  return [...new Map(mixed.map(card => [card.id, card])).values()];
};

/** One of each in turn, as long as there are. */
function inTurns<T>(groups: readonly (readonly T[])[]): readonly T[] {
  const rounds = Math.max(0, ...groups.map(({ length }) => length));
  return Array.from({ length: rounds }, (_none, round) =>
    groups.flatMap(group => group.slice(round, round + 1)),
  ).flat();
}
