import { isObject, type JsonObject } from '../read-json.ts';
import type { Dialect, SandboxFiles } from './files.ts';
import type { ResidentKey } from './resident.ts';

/** One text or number that a partner's system holds about a resident. */
export interface HeldValue {
  readonly resident: ResidentKey;
  /** Where it is, for example `zaken.0.rollen.0.omschrijving`. */
  readonly path: string;
  readonly value: string | number;
  /** Part of the dialect (a code, an id, a reference), not something said about a person. */
  readonly isStructural: boolean;
}

type Leaf = string | number;

/** Every text and number a sandbox system holds, per resident and place. */
export function heldValues(system: SandboxFiles): readonly HeldValue[] {
  return [...system.files].flatMap(([resident, file]) => {
    const held: HeldValue[] = [];
    mapLeaves(file, [], (value, path) => {
      held.push({ resident, path: path.join('.'), value, isStructural: isStructural(system, path, value) });
      return value;
    });
    return held;
  });
}

/** A copy of a file in which every text and number went through `change`. */
export function mapLeavesOf(
  file: JsonObject,
  change: (value: Leaf, path: readonly string[]) => Leaf,
): JsonObject {
  const changed = mapLeaves(file, [], change);
  return isObject(changed) ? changed : {};
}

function mapLeaves(
  value: unknown,
  path: readonly string[],
  change: (value: Leaf, path: readonly string[]) => Leaf,
): unknown {
  if (typeof value === 'string' || typeof value === 'number') return change(value, path);
  if (Array.isArray(value))
    return value.map((item, index) => mapLeaves(item, [...path, String(index)], change));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, mapLeaves(inner, [...path, name], change)]),
  );
}

const FHIR =
  /(^|\.)(resourceType|id|reference|system|use|status|lifecycleStatus|url|valueCode|class\.code|(category|relationship)(\.\d+)?\.coding\.\d+\.code)$/;

const STRUCTURAL: Readonly<Record<Dialect, RegExp>> = {
  vera: /(^|\.)(id|idExtern|code|relatie|relaties\.\d+|huurovereenkomsten\.\d+\.relaties\.\d+)$/,
  gemeente:
    /(^|\.)(uuid|url|koppelsleutel|soortPartij|code(Objecttype|Register|SoortObjectId)|soortDigitaalAdres|voorkeurstaal|status|regeling|(zaak|besluit)type|zaak|rollen\.\d|bron|vertrouwelijkheidaanduiding)$/,
  fhir: FHIR,
  'fhir-stu3': FHIR,
};

export function isStructural(system: SandboxFiles, path: readonly string[], value: Leaf): boolean {
  return STRUCTURAL[system.dialect].test(path.join('.')) || system.residentOf.has(String(value));
}
