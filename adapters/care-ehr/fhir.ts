import { distinct } from '../distinct.ts';
import type { Call } from '../partner.ts';
import { isObject, objectsAt, textAt, valueAt, type JsonObject } from '../read-json.ts';
import { SourceFailure } from '../source.ts';
import type { FhirDialect } from './dialect.ts';
import { readElements, type Elements } from './elements.ts';

/** One search: a resource type, what it is narrowed by, and the elements that are read of each type that may come along. */
export interface FhirSearch {
  readonly type: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** By type; a resource of another type is not read at all. */
  readonly read: Readonly<Record<string, Elements>>;
}

/** A resource of which only the asked elements are left. */
export interface Resource {
  readonly type: string;
  readonly id: string | undefined;
  /** Whom it is about: an id at this server, `elsewhere`, or nobody it says. */
  readonly patient: string | undefined;
  /** None when something in it may invert its meaning. */
  readonly elements: JsonObject | undefined;
}

/** Resolves to the resources of the bundle, each once, in no particular order. */
export type SearchFhir = (search: FhirSearch) => Promise<readonly Resource[]>;

/** Gives the token for these scopes and no others, and does something with it. */
export type WithToken = <T>(scopes: readonly string[], use: (token: string) => Promise<T>) => Promise<T>;

/** FHIR lets a search be posted as a form, so nothing about the patient is in a URL. */
export function speakFhir(
  call: Call,
  { accept }: FhirDialect,
  withToken: WithToken,
  traceparent: string,
): SearchFhir {
  return async ({ type, parameters, read }) => {
    const body = new URLSearchParams(parameters).toString();
    const scopes = Object.keys(read).map(each => `system/${each}.rs`);
    const bundle = await withToken(scopes, async token => {
      const headers = {
        accept,
        'content-type': 'application/x-www-form-urlencoded',
        authorization: `Bearer ${token}`,
        traceparent,
      };
      return await call({ method: 'POST', path: `/${type}/_search`, headers, body, isRead: true });
    });
    return resourcesIn(bundle, read);
  };
}

function resourcesIn(bundle: unknown, read: FhirSearch['read']): readonly Resource[] {
  const isSearch = textAt(bundle, 'resourceType') === 'Bundle' && textAt(bundle, 'type') === 'searchset';
  if (!isSearch) throw new SourceFailure('nonsense');
  // A second page would be reached by a link of the source's own making; one resident fits on one page.
  if (objectsAt(bundle, 'link').some(link => textAt(link, 'relation') === 'next'))
    throw new SourceFailure('too-large');
  const resources = objectsAt(bundle, 'entry').flatMap(entry => {
    const resource = valueAt(entry, 'resource');
    return isObject(resource) ? [resource] : [];
  });
  return Object.entries(read).flatMap(([type, elements]) =>
    distinct(resources.filter(resource => textAt(resource, 'resourceType') === type)).map(resource => ({
      type,
      id: textAt(resource, 'id'),
      patient: patientOf(resource),
      elements: isReadable(resource) ? readElements(resource, elements) : undefined,
    })),
  );
}

/** Only a reference within this server counts: the same id elsewhere is someone else, and never equals an id here. */
const ELSEWHERE = '/';
const LOCAL_PATIENT = /^Patient\/([^/]+)(\/_history\/[^/]+)?$/;

function patientOf(resource: JsonObject): string | undefined {
  if (textAt(resource, 'resourceType') === 'Patient') return textAt(resource, 'id');
  const reference = textAt(resource, 'subject', 'reference') ?? textAt(resource, 'patient', 'reference');
  return reference === undefined ? undefined : (LOCAL_PATIENT.exec(reference)?.[1] ?? ELSEWHERE);
}

/**
 * The resources of one type that are about this patient. What is about another patient of this server is no concern of ours and
 * changes nothing; what does not say about whom it is, or names somebody elsewhere, makes the answer useless.
 */
export function aboutPatient(
  resources: readonly Resource[],
  type: string,
  patientId: string,
): readonly JsonObject[] {
  const ofType = resources.filter(resource => resource.type === type);
  if (ofType.some(({ patient }) => patient === undefined || patient === ELSEWHERE))
    throw new SourceFailure('other-person');
  return ofType.flatMap(({ patient, elements }) => (patient === patientId && elements ? [elements] : []));
}

/** FHIR: an extension or rule set that can invert the meaning must be understood or the resource left alone. */
function isReadable(resource: JsonObject): boolean {
  return !Object.hasOwn(resource, 'implicitRules') && !holdsModifier(resource);
}

function holdsModifier(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsModifier);
  if (!isObject(value)) return false;
  return Object.hasOwn(value, 'modifierExtension') || Object.values(value).some(holdsModifier);
}

/** The codes of this system in a CodeableConcept, or in a list of them. */
export function codesIn(concept: unknown, system: string): readonly string[] {
  const concepts = Array.isArray(concept) ? (concept as readonly unknown[]) : [concept];
  return concepts
    .flatMap(each => objectsAt(each, 'coding'))
    .filter(coding => textAt(coding, 'system') === system)
    .flatMap(coding => textAt(coding, 'code') ?? []);
}
