import { dayAt, textAt, type JsonObject } from './read-json.ts';

/** The item with the latest date, whatever order the source wrote them in; `id` settles a tie. */
export function latestBy<Item extends JsonObject>(
  items: readonly Item[],
  ...datePath: readonly string[]
): Item | undefined {
  const age = (item: Item): string => `${dayAt(item, ...datePath) ?? ''} ${textAt(item, 'id') ?? ''}`;
  return items.reduce<Item | undefined>(
    (latest, item) => (latest === undefined || age(item) > age(latest) ? item : latest),
    undefined,
  );
}
