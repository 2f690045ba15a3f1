import {
  array,
  boolean,
  constantFrom,
  date,
  jsonValue,
  maxSafeInteger,
  nat,
  oneof,
  record,
  string,
  stringMatching,
  tuple,
  uuid,
  type Arbitrary,
} from 'fast-check';
import { openapiDocument } from '../../gateway/http/openapi-document.ts';

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

/** Words that mean something here: without them nothing would get past the first door. */
export type Words = Readonly<Record<string, readonly string[]>>;

const named = openapiDocument.components.schemas as Readonly<Record<string, Schema>>;

/** Everything that a schema of the document lets through, as far as it can be made; the words by the pattern they fit. */
export function fromSchema(schema: Schema, words: Words): Arbitrary<unknown> {
  const { $ref, oneOf, anyOf, allOf } = schema;
  if ($ref !== undefined) return fromSchema(named[$ref.split('/').at(-1) ?? ''] ?? {}, words);
  const choices = oneOf ?? anyOf;
  if (choices !== undefined) return oneof(...choices.map(each => fromSchema(each, words)));
  if (allOf !== undefined)
    return tuple(...allOf.map(each => fromSchema(each, words))).map(
      parts => Object.assign({}, ...parts) as unknown,
    );
  if (schema.enum !== undefined) return constantFrom(...schema.enum);
  return ofType(schema, words);
}

const SIMPLE: Readonly<Record<string, Arbitrary<unknown>>> = {
  integer: oneof(nat({ max: 20 }), maxSafeInteger()),
  number: nat(),
  boolean: boolean(),
};

function ofType(schema: Schema, words: Words): Arbitrary<unknown> {
  if (schema.type === 'object') return ofObject(schema, words);
  if (schema.type === 'string') return ofString(schema, words);
  if (schema.type === 'array') return ofArray(schema, words);
  return SIMPLE[schema.type ?? ''] ?? jsonValue();
}

const ofArray = ({ items = {}, minItems = 0, maxItems = 4 }: Schema, words: Words): Arbitrary<unknown> =>
  array(fromSchema(items, words), { minLength: minItems, maxLength: Math.min(maxItems, 4) });

function ofObject({ properties = {}, required = [] }: Schema, words: Words): Arbitrary<unknown> {
  const parts = Object.fromEntries(
    Object.entries(properties).map(([name, each]) => [name, fromSchema(each, words)]),
  );
  return record(parts, { requiredKeys: required.filter(name => name in parts) });
}

function ofString({ format, pattern, maxLength = 200 }: Schema, words: Words): Arbitrary<string> {
  const known = words[pattern ?? format ?? ''] ?? [];
  const made = madeString(format, pattern, maxLength);
  return known.length === 0 ? made : oneof({ weight: 6, arbitrary: constantFrom(...known) }, made);
}

function madeString(
  format: string | undefined,
  pattern: string | undefined,
  maxLength: number,
): Arbitrary<string> {
  if (format === 'uuid') return uuid();
  if (format === 'date-time') return date({ noInvalidDate: true }).map(day => day.toISOString());
  if (format === 'date') return date({ noInvalidDate: true }).map(day => day.toISOString().slice(0, 10));
  // A pattern that looks ahead cannot be made from; then any text will do.
  if (pattern !== undefined && !pattern.includes('(?')) return stringMatching(new RegExp(pattern, 'u'));
  return string({ maxLength: Math.min(maxLength, 80), unit: 'binary' });
}
