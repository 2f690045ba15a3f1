import type { JsonObject } from '../read-json.ts';
import { RESIDENT_KEYS, type ResidentKey } from './resident.ts';

/** What one partner's system holds, per resident; each property of a file is a list of records in that partner's shape. */
export interface SandboxFiles {
  readonly dialect: Dialect;
  readonly files: ReadonlyMap<ResidentKey, JsonObject>;
  readonly residentOf: ReadonlyMap<string, ResidentKey>;
}

export type Dialect = 'vera' | 'gemeente' | 'fhir' | 'fhir-stu3';

/** The pseudonym each resident has at one partner; made by the gateway, different at every partner. */
export type Koppelsleutels = Readonly<Record<ResidentKey, string>>;

export function residentsByKoppelsleutel(koppelsleutels: Koppelsleutels): ReadonlyMap<string, ResidentKey> {
  return new Map(RESIDENT_KEYS.map(key => [koppelsleutels[key], key]));
}

/** A partner's own number for a resident: stable, and meaning nothing elsewhere. */
export function ownNumber(key: ResidentKey): number {
  return 4001 + RESIDENT_KEYS.indexOf(key);
}
