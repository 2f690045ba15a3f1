/** In another order each round, so that each comes as often first as last. */
export function turned<Item>(items: readonly Item[], by: number): readonly Item[] {
  const from = by % items.length;
  const inTurn = [...items.slice(from), ...items.slice(0, from)];
  return by % 2 === 0 ? inTurn : inTurn.toReversed();
}
