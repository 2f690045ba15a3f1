import { expect, it } from '@jest/globals';
import { Ajv2020, type AnySchema, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** Where schemas of the standards may lie, beside the checkout; they are not ours to ship. */
export const STANDARDS = join('..', 'shared', 'standards');

export const hasStandards = existsSync(STANDARDS);

const newAjv = (): Ajv2020 => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  (addFormats as unknown as { default?: (ajv: Ajv2020) => void } & ((ajv: Ajv2020) => void))(ajv);
  return ajv;
};

/** The validator of a JSON schema beside the checkout. */
export const standardSchema = (...path: readonly string[]): ValidateFunction =>
  newAjv().compile(JSON.parse(readFileSync(join(STANDARDS, ...path), 'utf8')) as AnySchema);

/** The validator of one schema inside an OpenAPI document beside the checkout. */
export function openApiSchema(name: string, ...path: readonly string[]): ValidateFunction {
  const document = parse(readFileSync(join(STANDARDS, ...path), 'utf8')) as {
    components: { schemas: Record<string, AnySchema> };
  };
  const ajv = newAjv();
  for (const format of ['identificator', 'OIN', 'naam']) ajv.addFormat(format, true);
  ajv.addSchema({ $id: 'document', components: document.components });
  return ajv.compile({ $ref: `document#/components/schemas/${name}` });
}

/** Only where the schemas are; elsewhere it is said that this was skipped. */
export const whenPresent = hasStandards ? it : it.skip;
if (!hasStandards) {
  process.stderr.write('OVERGESLAGEN: de schema’s van de standaarden liggen niet naast deze checkout.\n');
}

export function expectValid(lines: readonly unknown[], isValid: ValidateFunction): void {
  for (const line of lines) {
    expect({ valid: isValid(line), errors: isValid.errors }).toEqual({ valid: true, errors: null });
  }
}
