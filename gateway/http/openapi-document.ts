import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import type { components } from '../openapi.d.ts';
import type { RequestFault } from './problems.ts';

/** The API, as written by hand in openapi.yaml: what is served is what is checked. */
export interface OpenapiDocument {
  readonly info: { readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

export const openapiDocument = parse(
  readFileSync(new URL('../../openapi.yaml', import.meta.url), 'utf8'),
) as OpenapiDocument;

export type Schemas = components['schemas'];

const ID = 'https://poort.example.nl/openapi.yaml';
const ajv = new Ajv2020({ allErrors: true, strict: false, logger: false });
addFormats.default(ajv, ['uri-reference', 'date-time']);
// As the database reads it; the library's own also takes `urn:uuid:` before it.
ajv.addFormat('uuid', /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i);
ajv.addSchema({ $id: ID, ...openapiDocument });

/** Checks a value against a schema of the document; the value's type is then the generated one. */
export function validatorFor<Name extends keyof Schemas>(name: Name): ValidateFunction<Schemas[Name]> {
  return ajv.compile<Schemas[Name]>({ $ref: `${ID}#/components/schemas/${name}` });
}

/**
 * Every fault of a request once, in Dutch; a list that is too long is not judged item by item. Names our own keys at most,
 * never what was sent.
 */
export function faultsFrom(errors: readonly ErrorObject[] | null | undefined): RequestFault[] {
  const all = errors ?? [];
  const tooLong = all.flatMap(({ keyword, instancePath }) =>
    keyword === 'maxItems' ? [`${instancePath}/`] : [],
  );
  const faults = all
    .filter(({ instancePath }) => !tooLong.some(list => instancePath.startsWith(list)))
    .map(error => ({ waar: error.instancePath === '' ? '/' : error.instancePath, wat: inDutch(error) }));
  return [...new Map(faults.map(fault => [`${fault.waar} ${fault.wat}`, fault])).values()];
}

const EXPLANATIONS: Readonly<Record<string, (params: Readonly<Record<string, unknown>>) => string>> = {
  required: params => `'${String(params['missingProperty'])}' ontbreekt`,
  additionalProperties: () => 'hier staat een sleutel die wij niet kennen',
  type: params => `dit moet ${NAMES[String(params['type'])] ?? 'iets anders'} zijn`,
  pattern: () => 'de schrijfwijze klopt niet',
  format: params => `dit is geen ${String(params['format'])}`,
  minItems: () => 'de lijst is leeg',
  maxItems: params => `hooguit ${String(params['limit'])} tegelijk`,
  uniqueItems: () => 'hetzelfde staat er twee keer in',
  minProperties: () => 'noem ten minste één van de sleutels',
};

const NAMES: Readonly<Record<string, string>> = {
  string: 'een tekst',
  object: 'een object',
  array: 'een lijst',
};

const inDutch = ({ keyword, params }: ErrorObject): string =>
  EXPLANATIONS[keyword]?.(params as Readonly<Record<string, unknown>>) ?? 'dit klopt niet';
