import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../adapters/read-json.ts';

/** Where samples that others wrote may lie, beside the checkout; they are not ours to ship. */
const SAMPLES = join('..', 'shared', 'samples', 'fhir');

export const hasSamples = existsSync(SAMPLES);
if (!hasSamples) {
  process.stderr.write(
    'OVERGESLAGEN: de FHIR-voorbeelden van Nictiz en VWS liggen niet naast deze checkout.\n',
  );
}

export const readSample = (folder: string, file: string): JsonObject =>
  JSON.parse(readFileSync(join(SAMPLES, folder, file), 'utf8')) as JsonObject;

export const readSamples = (folder: string): readonly JsonObject[] =>
  readdirSync(join(SAMPLES, folder))
    .filter(file => file.endsWith('.json'))
    .map(file => readSample(folder, file));
