import type { FieldId } from '../../policies/vocabulary.ts';
import type { FieldReader } from '../parts.ts';
import { dayAt, objectsAt, textAt, textsAt, valueAt, type JsonObject } from '../read-json.ts';
import { SourceFailure } from '../source.ts';
import { isBsn } from './bsn.ts';
import { isReadable, ofType, requireSamePatient, type SearchFhir } from './fhir.ts';

const KOPPELSLEUTEL = 'urn:wijkpoort:koppelsleutel';
const BSN = 'http://fhir.nl/fhir/NamingSystem/bsn';
const FHIR_ID = /^[A-Za-z0-9\-.]{1,64}$/;

export interface Patient {
  readonly id: string;
  readonly resource: JsonObject;
}

/** The one patient behind the koppelsleutel, or `undefined` when the care provider does not know it, or may not be read. */
export async function findPatient(
  search: SearchFhir,
  koppelsleutel: string,
  fields: readonly FieldId[],
): Promise<Patient | undefined> {
  const resources = await search('Patient', {
    identifier: `${KOPPELSLEUTEL}|${koppelsleutel}`,
    _elements: elementsFor(fields),
  });
  const [resource, ...more] = ofType(resources, 'Patient');
  if (resource === undefined) return undefined;
  const isTheirs = identifiersOf(resource, KOPPELSLEUTEL).includes(koppelsleutel);
  if (!isTheirs || more.length > 0) throw new SourceFailure('other-person');
  const id = textAt(resource, 'id');
  if (id === undefined || !FHIR_ID.test(id)) throw new SourceFailure('nonsense');
  requireSamePatient(resources, 'Patient', id);
  // A closed patient closes the file: what the modifier says may concern the identity itself.
  return isReadable(resource) && valueAt(resource, 'active') !== false ? { id, resource } : undefined;
}

interface PatientField {
  readonly element: string;
  readonly read: FieldReader<JsonObject>;
}

const FIELDS = new Map<FieldId, PatientField>([
  ['identiteit.naam', { element: 'name', read: readName }],
  ['identiteit.geboortedatum', { element: 'birthDate', read: patient => dayAt(patient, 'birthDate') }],
  ['identiteit.bsn', { element: 'identifier', read: readBsn }],
  ['contact.telefoon_email', { element: 'telecom', read: readContactDetails }],
]);

export const PATIENT_FIELDS = new Map([...FIELDS].map(([field, { read }]) => [field, read] as const));

function elementsFor(fields: readonly FieldId[]): string {
  const asked = fields.flatMap(field => FIELDS.get(field)?.element ?? []);
  return [...new Set(['identifier', 'active', ...asked])].join(',');
}

function identifiersOf(patient: JsonObject, system: string): readonly string[] {
  return objectsAt(patient, 'identifier')
    .filter(identifier => textAt(identifier, 'system') === system)
    .flatMap(identifier => textAt(identifier, 'value') ?? []);
}

function readBsn(patient: JsonObject): string | undefined {
  const [bsn, ...more] = new Set(identifiersOf(patient, BSN));
  return bsn !== undefined && more.length === 0 && isBsn(bsn) ? bsn : undefined;
}

const NAME_USES = ['official', 'usual', undefined];

/** First given name and family name; initials and call names differ only by an extension, which is not read. */
function readName(patient: JsonObject): string | undefined {
  const names = objectsAt(patient, 'name');
  const name = NAME_USES.map(use => names.find(item => textAt(item, 'use') === use)).find(Boolean);
  const family = textAt(name, 'family');
  return family === undefined ? undefined : [...textsAt(name, 'given').slice(0, 1), family].join(' ');
}

function readContactDetails(patient: JsonObject): readonly string[] | undefined {
  const details = [...phonesIn(patient), ...pointsIn(patient, 'email')];
  return details.length > 0 ? details : undefined;
}

export function phonesIn(resource: JsonObject): readonly string[] {
  return pointsIn(resource, 'phone');
}

function pointsIn(resource: JsonObject, system: string): readonly string[] {
  return objectsAt(resource, 'telecom')
    .filter(point => textAt(point, 'system') === system && textAt(point, 'use') !== 'old')
    .flatMap(point => textAt(point, 'value') ?? [])
    .sort();
}
