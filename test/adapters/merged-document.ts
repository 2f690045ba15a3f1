import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { isObject, valueAt, type JsonObject } from '../../adapters/read-json.ts';

/** What of a published document is spoken here, and where a partner puts it. */
export interface SpokenPart {
  readonly file: URL;
  /** Before every path of the document, such as `/brg/v4`. */
  readonly prefix: string;
  readonly operations: readonly (readonly [path: string, method: 'get' | 'post'])[];
}

/**
 * One OpenAPI document of the spoken parts of several, with every schema as published. Each document alone takes a referee up to
 * two minutes to read, for the many parts that are not spoken.
 */
export function mergedDocument(parts: readonly SpokenPart[]): JsonObject {
  const merged = parts.map((part, index) => spokenPart(part, `D${index}`));
  const components: Record<string, Record<string, unknown>> = {};
  for (const each of merged) {
    for (const [kind, named] of Object.entries(each.components)) {
      components[kind] = { ...components[kind], ...named };
    }
  }
  return {
    openapi: '3.0.3',
    info: { title: 'What is spoken here', version: '1.0.0' },
    servers: [{ url: '/' }],
    paths: Object.assign({}, ...merged.map(({ paths }) => paths)) as JsonObject,
    components,
  };
}

interface Merged {
  readonly paths: JsonObject;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

function spokenPart({ file, prefix, operations }: SpokenPart, name: string): Merged {
  const document: unknown = parse(readFileSync(file, 'utf8'), { maxAliasCount: -1 });
  const needed = new Set<string>();
  const take = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(take);
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => {
        // These schemas are open and ask for little, so a person is also an organisation: one that fits is enough.
        if (key === 'oneOf') return ['anyOf', take(inner)];
        if (key !== '$ref' || typeof inner !== 'string') return [key, take(inner)];
        needed.add(inner);
        return [key, inner.replace(/[^/]+$/, last => `${name}-${last}`)];
      }),
    );
  };
  const paths = Object.fromEntries(
    operations.map(([path, method]) => {
      const operation = valueAt(document, 'paths', path, method);
      if (!isObject(operation)) throw new Error(`${path} is not in ${file.pathname}`);
      const parameters = valueAt(document, 'paths', path, 'parameters');
      const taken = take({ ...operation, security: securityOf(document, operation, name) });
      return [prefix + path, { [method]: taken, parameters: take(parameters) ?? [] }];
    }),
  );
  const components: Record<string, Record<string, unknown>> = { securitySchemes: {} };
  for (const [scheme, value] of Object.entries(
    (valueAt(document, 'components', 'securitySchemes') ?? {}) as JsonObject,
  )) {
    (components['securitySchemes'] ??= {})[`${name}-${scheme}`] = value;
  }
  // A set may grow while it is walked: what a schema refers to is walked after it.
  for (const reference of needed) {
    const [, , kind = '', key = ''] = reference.split('/');
    (components[kind] ??= {})[`${name}-${key}`] = take(valueAt(document, 'components', kind, key));
  }
  return { paths, components };
}

function securityOf(document: unknown, operation: JsonObject, name: string): unknown {
  const security = operation['security'] ?? valueAt(document, 'security') ?? [];
  return (security as JsonObject[]).map(each =>
    Object.fromEntries(Object.entries(each).map(([scheme, scopes]) => [`${name}-${scheme}`, scopes])),
  );
}
