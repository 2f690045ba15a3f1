import type { FieldId, FieldValue } from '../policies/vocabulary.ts';
import type { Ceiling, Ceilings } from './code-lists/code-list.ts';
import { SourceFailure, type SourceAnswer } from './source.ts';

/** Makes a field's value of an item; what a code value may tell is bounded by the ceiling of the field. */
export type FieldReader<Item> = (item: Item, ceiling: Ceiling) => FieldValue | undefined;
export type FieldReaders<Item> = ReadonlyMap<FieldId, FieldReader<Item>>;
const ORDINARY: Ceiling = new Set(['G']);

export type Values = ReadonlyMap<FieldId, FieldValue>;

/** One resource of a partner's system: what it can tell, and how it is asked for some of that. */
export interface Part<Context> {
  readonly fields: ReadonlySet<FieldId>;
  readonly ask: (context: Context, fields: readonly FieldId[], ceilings: Ceilings) => Promise<PartTold>;
}

export interface PartTold {
  readonly values: Values;
  /** What the source itself knows a reason not to give. That is not the same as empty. */
  readonly closed: readonly FieldId[];
}

export function definePart<Context, Item>(
  fetch: (context: Context, fields: readonly FieldId[]) => Promise<Item>,
  readers: FieldReaders<Item>,
  closedFor: (item: Item, fields: readonly FieldId[]) => readonly FieldId[] = () => [],
): Part<Context> {
  return {
    fields: new Set(readers.keys()),
    ask: async (context, fields, ceilings) => {
      const item = await fetch(context, fields);
      const closed = closedFor(item, fields);
      const open = fields.filter(field => !closed.includes(field));
      return { values: readFields(open, readers, item, ceilings), closed };
    },
  };
}

/**
 * Asks only the parts that hold an asked field; the answer holds asked fields and nothing else. A part that fails takes its own
 * fields with it and no others, unless it told of somebody else: then nothing this source says can be trusted.
 */
export async function askParts<Context>(
  parts: readonly Part<Context>[],
  context: Context,
  asked: readonly FieldId[],
  ceilings: Ceilings = new Map(),
): Promise<SourceAnswer> {
  const answers = await Promise.all(
    parts.flatMap(part => {
      const fields = asked.filter(field => part.fields.has(field));
      return fields.length === 0 ? [] : [askPart(part, context, fields, ceilings)];
    }),
  );
  const failures = answers.flatMap(({ failure }) => failure ?? []);
  const gravest = failures.find(({ code }) => code === 'other-person') ?? failures[0];
  const isWorthless = failures.length === answers.length || gravest?.code === 'other-person';
  if (gravest !== undefined && isWorthless) throw gravest;
  const values = firstOfEach(
    asked,
    answers.map(answer => answer.values),
  );
  return { values, failed: failedIn(answers, values) };
}

interface PartAnswer extends PartTold {
  readonly fields: readonly FieldId[];
  readonly failure?: SourceFailure;
}

async function askPart<Context>(
  part: Part<Context>,
  context: Context,
  fields: readonly FieldId[],
  ceilings: Ceilings,
): Promise<PartAnswer> {
  try {
    return { fields, ...(await part.ask(context, fields, ceilings)) };
  } catch (error) {
    if (error instanceof SourceFailure) return { fields, values: new Map(), closed: [], failure: error };
    throw error;
  }
}

/** A field that another part did tell has not failed. */
function failedIn(answers: readonly PartAnswer[], values: Values): SourceAnswer['failed'] {
  const failed = answers.flatMap(({ fields, failure, closed }) =>
    failure === undefined
      ? closed.map(field => [field, 'contradicted'] as const)
      : fields.map(field => [field, failure.code] as const),
  );
  return new Map(failed.filter(([field]) => !values.has(field)));
}

function firstOfEach(asked: readonly FieldId[], answers: readonly Values[]): Values {
  const values = new Map<FieldId, FieldValue>();
  for (const field of asked) {
    const value = answers.find(answer => answer.has(field))?.get(field);
    if (value !== undefined) values.set(field, value);
  }
  return values;
}

function readFields<Item>(
  fields: readonly FieldId[],
  readers: FieldReaders<Item>,
  item: Item,
  ceilings: Ceilings,
): Values {
  const values = new Map<FieldId, FieldValue>();
  for (const field of fields) {
    const value = readers.get(field)?.(item, ceilings.get(field) ?? ORDINARY);
    if (value !== undefined) values.set(field, value);
  }
  return values;
}
