import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** A moment in UTC, in full and on a day that exists (`2026-12-01T00:00:00.000Z`): then text order is time order. */
export const moment = {
  type: 'string',
  format: 'date-time',
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$',
} as const;

/** A validator that knows moments. */
export const validator = new Ajv2020({ strict: true });
addFormats.default(validator, ['date-time']);
