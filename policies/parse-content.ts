import { Ajv2020 } from 'ajv/dist/2020.js';
import { parseDocument } from 'yaml';
import type { SourceFile } from './read-file.ts';

/** Content that stands beside the handreiking and does not hold to its closed shape. The message names no content. */
export class ContentError extends Error {
  override readonly name = 'ContentError';
  readonly code = 'content-unreadable';
}

const ajv = new Ajv2020({ allErrors: true, strict: true });

/**
 * Reads one YAML file that stands beside the handreiking (the word list, the counter-intuitive list) through its own closed
 * schema; the caller names the type that the schema guarantees. Throws a `ContentError` naming every place that is wrong: shipped content that is wrong is a defect.
 */
export function parseContent(file: SourceFile, schema: Readonly<Record<string, unknown>>): unknown {
  const document = parseDocument(file.text, { uniqueKeys: true, stringKeys: true });
  const problems = [...document.errors, ...document.warnings];
  if (problems.length > 0)
    throw new ContentError(`${file.path}: ${problems.map(({ code }) => code).join(', ')}`);
  const data: unknown = document.toJS({ maxAliasCount: 0 });
  const validate = ajv.compile(schema);
  if (validate(data)) return data;
  const places = (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
  throw new ContentError(`${file.path}: ${places.join(', ')}`);
}
