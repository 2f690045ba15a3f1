import type { ApiDocument, ApiSchema } from './site.ts';

export const nameIn = (ref: string | undefined): string => ref?.split('/').at(-1) ?? '';

/** The schema itself, where it only says where it is. */
export function resolve(api: ApiDocument, schema: ApiSchema): ApiSchema {
  if (schema.$ref === undefined) return schema;
  const { $ref, ...beside } = schema;
  return { ...api.components.schemas[nameIn($ref)], ...beside };
}

/** What it is, in a few Dutch words. */
export function kindOf(api: ApiDocument, schema: ApiSchema): string {
  const { type, format, items, oneOf, enum: words, const: only } = resolve(api, schema);
  if (only !== undefined) return `altijd ${JSON.stringify(only)}`;
  if (words !== undefined) return `een van ${words.map(String).join(', ')}`;
  if (oneOf !== undefined) return oneOf.map(each => kindOf(api, each)).join(', of ');
  if (items !== undefined) return `lijst van ${kindOf(api, items)}`;
  return FORMATS[format ?? ''] ?? NAMES[String(type)] ?? 'iets';
}

const FORMATS: Readonly<Record<string, string>> = {
  uuid: 'uuid',
  date: 'dag',
  'date-time': 'tijdstip',
  'uri-reference': 'adres',
};
const NAMES: Readonly<Record<string, string>> = {
  string: 'tekst',
  integer: 'geheel getal',
  number: 'getal',
  boolean: 'ja of nee',
  object: 'object',
  array: 'lijst',
};

const DEEPEST = 6;

/** An example that fits the schema: the document's own words where it has them. */
export function exampleOf(api: ApiDocument, given: ApiSchema, depth = 0): unknown {
  const schema = resolve(api, given);
  const said = [schema.const, schema.example, schema.examples?.[0], schema.enum?.[0]].find(
    each => each !== undefined,
  );
  if (said !== undefined) return said;
  const { oneOf, items, properties } = schema;
  if (depth > DEEPEST) return '…';
  if (oneOf?.[0] !== undefined) return exampleOf(api, oneOf[0], depth);
  if (items !== undefined) return [exampleOf(api, items, depth + 1)];
  if (properties === undefined) return plainExample(schema);
  const parts = Object.entries(properties).map(([name, part]) => [name, exampleOf(api, part, depth + 1)]);
  return Object.fromEntries(parts) as unknown;
}

function plainExample({ type, format, pattern }: ApiSchema): unknown {
  if (format === 'uuid') return '3f0c2b7e-5d1a-4c39-9b8e-2a6f4d7c1e50';
  if (format === 'date-time') return '2026-11-22T14:05:00Z';
  if (format === 'date') return '2026-11-22';
  return FITTING.find(each => isFitting(each, pattern)) ?? PLAIN[String(type)] ?? '…';
}

/** Texts of which one fits nearly every pattern there is. */
const FITTING: readonly string[] = [
  'woonprofiel.woonwens',
  'desgevraagd',
  'WT-2026-014',
  '1959-04-12',
  '5211 AB',
  '12',
  '999990019',
  '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  'eyJhbGciOiJQUzI1NiJ9.eyJiZXJpY2h0Ijoi4oCmIn0.c2lnbmF0dXVy',
];

const isFitting = (text: string, pattern: string | undefined): boolean =>
  pattern !== undefined && new RegExp(pattern).test(text);

const PLAIN: Readonly<Record<string, unknown>> = {
  integer: 1,
  number: 1,
  boolean: true,
  object: {},
  array: [],
};
