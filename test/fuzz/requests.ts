import {
  constant,
  constantFrom,
  jsonValue,
  oneof,
  record,
  string,
  tuple,
  uint8Array,
  type Arbitrary,
} from 'fast-check';
import { operations, type Operation } from '../world/documented.ts';
import { fromSchema, type Words } from './from-schema.ts';

/** One request, ready to be sent but for the token. */
export interface FuzzRequest {
  readonly operation: Operation;
  readonly method: string;
  readonly address: string;
  readonly as: 'partner' | 'officer' | 'nobody' | 'liar';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
}

/** Keys and values that other programs have fallen over. */
const NASTY: readonly unknown[] = [
  null,
  '',
  '\u0000',
  '\uD800',
  '‮',
  "' OR 1=1 --",
  '{{7*7}}',
  '../../etc/passwd',
  'x'.repeat(2_000),
  -0,
  1e308,
  2 ** 53,
  [],
  {},
  [[[[[[[[[[]]]]]]]]]],
];
const NASTY_KEYS = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  '',
  'doel ',
  'namens',
  '\u0000',
  'length',
];

const nasty = oneof(constantFrom(...NASTY), jsonValue({ maxDepth: 3 }));

/** A value with one thing in it gone, changed or added. */
function spoilt(value: unknown): Arbitrary<unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return nasty;
  const object = value as Readonly<Record<string, unknown>>;
  const keys = Object.keys(object);
  const added = tuple(constantFrom(...NASTY_KEYS), nasty).map(([key, each]) => withKey(object, key, each));
  if (keys.length === 0) return added;
  return oneof(
    added,
    constantFrom(...keys).map(gone =>
      Object.fromEntries(Object.entries(object).filter(([key]) => key !== gone)),
    ),
    constantFrom(...keys).chain(key => spoilt(object[key]).map(each => withKey(object, key, each))),
    nasty,
  );
}

/** Also a key that an assignment would not make. */
const withKey = (object: object, key: string, value: unknown): object =>
  Object.defineProperty({ ...object }, key, { value, enumerable: true, configurable: true });

/** The bytes of a body: mostly as JSON is written, sometimes as nobody should. */
const written = (value: unknown): Arbitrary<Buffer> => {
  const text = JSON.stringify(value) ?? '';
  return oneof(
    { weight: 20, arbitrary: constant(Buffer.from(text)) },
    { weight: 1, arbitrary: constant(Buffer.from(text.slice(0, -1))) },
    { weight: 1, arbitrary: constant(Buffer.from(text.replace('{', '{"doel":"D01","doel":"D02",'))) },
    { weight: 1, arbitrary: constant(Buffer.concat([Buffer.from(text), Buffer.from([0xc3, 0x28])])) },
    { weight: 1, arbitrary: constant(Buffer.from(text, 'utf16le')) },
    { weight: 1, arbitrary: constant(Buffer.from(`${'['.repeat(3_000)}${']'.repeat(3_000)}`)) },
    { weight: 1, arbitrary: constant(Buffer.alloc(70_000, 0x20)) },
    { weight: 1, arbitrary: uint8Array({ maxLength: 200 }).map(bytes => Buffer.from(bytes)) },
  );
};

/** Only what an HTTP client can send at all. */
const asHeader = (text: string): string => text.replaceAll(/[^\u0021-\u007e]/g, '-');

const headers: Arbitrary<Readonly<Record<string, string>>> = record(
  {
    accept: constantFrom('application/json', '*/*', 'text/csv', 'application/*;q=0', ';;;'),
    'content-type': constantFrom(
      'application/json',
      'application/json; charset=utf-8',
      'application/json; charset=utf-16',
      'text/plain',
      'multipart/form-data',
      'application/json;;',
    ),
    'content-encoding': constantFrom('identity', 'gzip', 'br'),
    traceparent: constantFrom(`00-${'a'.repeat(32)}-${'b'.repeat(16)}-00`, 'geen', `ff-${'0'.repeat(49)}`),
    'idempotency-key': string({ maxLength: 70 }).map(asHeader),
    'client-cert': constantFrom(':AAAA:', 'x', ''),
    'x-forwarded-for': constantFrom('127.0.0.1', '::1'),
    'x-http-method-override': constantFrom('DELETE', 'GET'),
    'fsc-authorization': constantFrom('Bearer a.b.c', ''),
    origin: constantFrom('https://elders.example.nl', 'null'),
    range: constant('bytes=0-1'),
    'x-vol': constantFrom('x', 'x'.repeat(20_000)),
  },
  { requiredKeys: [] },
);

function address({ address: template, parameters }: Operation, words: Words): Arbitrary<string> {
  const values = record(
    Object.fromEntries(
      parameters.map(({ name, schema }) => [
        name,
        oneof(
          { weight: 4, arbitrary: fromSchema(schema, words) },
          constantFrom('', '-1', '1e9', '0x10', '%', '..', 'ünïcödé', '9007199254740993'),
        ),
      ]),
    ),
    { requiredKeys: parameters.filter(each => each.in === 'path').map(({ name }) => name) },
  );
  return tuple(values, constantFrom('', '', '', '&meer=1', '&index=1&index=2', '&__proto__[a]=1')).map(
    ([given, more]) => {
      const path = template.replaceAll(/\{(\w+)\}/g, (_all, name: string) => pathPart(given[name]));
      const query = parameters
        .filter(each => each.in === 'query' && each.name in given)
        .map(({ name }) => `${name}=${encodeURIComponent(asText(given[name]))}`)
        .join('&');
      return query === '' && more === '' ? path : `${path}?${query}${more}`;
    },
  );
}

/** Dots alone would be another address before it is sent; a lone surrogate cannot be written in one. */
const asText = (value: unknown): string => Buffer.from(String(value)).toString('utf8');
const pathPart = (value: unknown): string => {
  const text = asText(value);
  return /^\.*$/.test(text) ? 'x' : encodeURIComponent(text);
};

/** A request as the document has it, and then usually with something wrong. */
export function requests(words: Words): Arbitrary<FuzzRequest> {
  return constantFrom(...operations).chain(operation => {
    const sound = operation.body === undefined ? constant(undefined) : fromSchema(operation.body, words);
    const value = oneof(sound, sound.chain(spoilt));
    return record({
      method: oneof(
        { weight: 12, arbitrary: constant(operation.method.toUpperCase()) },
        constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'),
      ),
      address: address(operation, words),
      as: oneof(
        { weight: 8, arbitrary: constantFrom('partner' as const, 'officer' as const) },
        constantFrom('nobody' as const, 'liar' as const),
      ),
      headers: oneof({ weight: 3, arbitrary: constant({ 'content-type': 'application/json' }) }, headers),
      body: value.chain(each => (each === undefined ? constant(undefined) : written(each))),
    }).map(request => ({
      operation,
      ...request,
      body: request.method === 'GET' ? undefined : request.body,
    }));
  });
}
