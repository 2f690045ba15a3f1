import type { FieldId, FieldValue } from '../policies/vocabulary.ts';

export type FieldReader<Item> = (item: Item) => FieldValue | undefined;
export type FieldReaders<Item> = ReadonlyMap<FieldId, FieldReader<Item>>;
export type Values = ReadonlyMap<FieldId, FieldValue>;

/** One resource of a partner's system: what it can tell, and how it is asked for some of that. */
export interface Part<Context> {
  readonly fields: ReadonlySet<FieldId>;
  readonly ask: (context: Context, fields: readonly FieldId[]) => Promise<Values>;
}

export function definePart<Context, Item>(
  fetch: (context: Context, fields: readonly FieldId[]) => Promise<Item>,
  readers: FieldReaders<Item>,
): Part<Context> {
  return {
    fields: new Set(readers.keys()),
    ask: async (context, fields) => readFields(fields, readers, await fetch(context, fields)),
  };
}

/** Asks only the parts that hold an asked field; the answer holds asked fields and nothing else. */
export async function askParts<Context>(
  parts: readonly Part<Context>[],
  context: Context,
  asked: readonly FieldId[],
): Promise<Values> {
  const answers = await Promise.all(
    parts.map(async part => {
      const fields = asked.filter(field => part.fields.has(field));
      return fields.length === 0 ? new Map<FieldId, FieldValue>() : await part.ask(context, fields);
    }),
  );
  return firstOfEach(asked, answers);
}

function firstOfEach(asked: readonly FieldId[], answers: readonly Values[]): Values {
  const values = new Map<FieldId, FieldValue>();
  for (const field of asked) {
    const value = answers.find(answer => answer.has(field))?.get(field);
    if (value !== undefined) values.set(field, value);
  }
  return values;
}

function readFields<Item>(fields: readonly FieldId[], readers: FieldReaders<Item>, item: Item): Values {
  const values = new Map<FieldId, FieldValue>();
  for (const field of fields) {
    const value = readers.get(field)?.(item);
    if (value !== undefined) values.set(field, value);
  }
  return values;
}
