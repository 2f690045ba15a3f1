import type { Call } from '../partner.ts';
import { isObject, objectsAt, textAt, valueAt, type JsonObject } from '../read-json.ts';
import { SourceFailure } from '../source.ts';

/** Searches one resource type; resolves to the resources of the bundle, in no particular order. */
export type SearchFhir = (
  type: string,
  parameters: Readonly<Record<string, string>>,
) => Promise<readonly JsonObject[]>;

/** FHIR lets a search be posted as a form, so nothing about the patient is in a URL. */
export function speakFhir(call: Call, apiKey: string, traceparent: string): SearchFhir {
  const headers = {
    accept: 'application/fhir+json',
    'content-type': 'application/x-www-form-urlencoded',
    authorization: `Bearer ${apiKey}`,
    traceparent,
  };
  return async (type, parameters) => {
    const body = new URLSearchParams(parameters).toString();
    return resourcesIn(await call({ method: 'POST', path: `/${type}/_search`, headers, body, isRead: true }));
  };
}

function resourcesIn(bundle: unknown): readonly JsonObject[] {
  const isSearch = textAt(bundle, 'resourceType') === 'Bundle' && textAt(bundle, 'type') === 'searchset';
  if (!isSearch) throw new SourceFailure('nonsense');
  // A second page would be reached by a link of the source's own making; one resident fits on one page.
  if (objectsAt(bundle, 'link').some(link => textAt(link, 'relation') === 'next'))
    throw new SourceFailure('too-large');
  return objectsAt(bundle, 'entry').flatMap(entry => {
    const resource = valueAt(entry, 'resource');
    return isObject(resource) ? [resource] : [];
  });
}

export function ofType(resources: readonly JsonObject[], type: string): readonly JsonObject[] {
  return resources.filter(resource => textAt(resource, 'resourceType') === type);
}

/** Every entry about a patient must be about this one, and every entry of the asked type must say so. */
export function requireSamePatient(
  resources: readonly JsonObject[],
  type: string,
  patientId: string,
): readonly JsonObject[] {
  const isTheirs = (resource: JsonObject): boolean => {
    const patient = patientOf(resource);
    return patient === undefined ? textAt(resource, 'resourceType') !== type : patient === patientId;
  };
  if (!resources.every(isTheirs)) throw new SourceFailure('other-person');
  return ofType(resources, type).filter(isReadable);
}

/** Only a reference within this server counts: the same id elsewhere is someone else, and never equals an id here. */
const ELSEWHERE = '/';
const LOCAL_PATIENT = /^Patient\/([^/]+)(\/_history\/[^/]+)?$/;

function patientOf(resource: JsonObject): string | undefined {
  if (textAt(resource, 'resourceType') === 'Patient') return textAt(resource, 'id');
  const reference = textAt(resource, 'subject', 'reference') ?? textAt(resource, 'patient', 'reference');
  return reference === undefined ? undefined : (LOCAL_PATIENT.exec(reference)?.[1] ?? ELSEWHERE);
}

/** FHIR: an extension or rule set that can invert the meaning must be understood or the resource left alone. */
export function isReadable(resource: JsonObject): boolean {
  return !Object.hasOwn(resource, 'implicitRules') && !holdsModifier(resource);
}

function holdsModifier(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsModifier);
  if (!isObject(value)) return false;
  return Object.hasOwn(value, 'modifierExtension') || Object.values(value).some(holdsModifier);
}
