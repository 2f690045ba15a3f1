import type { FieldId } from '../../policies/vocabulary.ts';
import type { FieldReader } from '../parts.ts';
import { dayAt, isLeftOut, objectsAt, textAt, valueAt, type JsonObject } from '../read-json.ts';
import { SourceFailure, type PersonTold } from '../source.ts';
import { isBsn } from './bsn.ts';
import { contactPoints, nameOf } from './contact-points.ts';
import { HUMAN_NAME, TELECOM, type Elements } from './elements.ts';
import type { SearchFhir } from './fhir.ts';

const KOPPELSLEUTEL = 'urn:wijkpoort:koppelsleutel';
const BSN = 'http://fhir.nl/fhir/NamingSystem/bsn';
const FHIR_ID = /^[A-Za-z0-9\-.]{1,64}$/;

export interface Patient {
  readonly id: string;
  readonly elements: JsonObject;
  /** Secrecy outlives the patient, and nobody can be asked any more: then nothing is told. */
  readonly isDeceased: boolean;
}

/** Who it is, and whether the file may be read at all: that is asked whatever the question. */
const ALWAYS: Elements = {
  id: true,
  active: true,
  birthDate: true,
  deceasedBoolean: true,
  deceasedDateTime: true,
  identifier: { system: true, value: true },
};

/** The one patient behind the koppelsleutel, or `undefined` when the care provider does not know it, or may not be read. */
export async function findPatient(
  search: SearchFhir,
  koppelsleutel: string,
  fields: readonly FieldId[],
  extra: Elements = {},
): Promise<Patient | undefined> {
  const elements = { ...ALWAYS, ...elementsFor(fields), ...extra };
  const [patient, ...more] = await search({
    type: 'Patient',
    parameters: {
      identifier: `${KOPPELSLEUTEL}|${koppelsleutel}`,
      _elements: Object.keys(elements).join(','),
    },
    read: { Patient: elements },
  });
  if (patient === undefined) return undefined;
  if (more.length > 0) throw new SourceFailure('other-person');
  // A closed patient closes the file: what the modifier says may concern the identity itself.
  if (patient.elements === undefined) return undefined;
  if (!identifiersOf(patient.elements, KOPPELSLEUTEL).includes(koppelsleutel))
    throw new SourceFailure('other-person');
  const { id, elements: read } = patient;
  if (id === undefined || !FHIR_ID.test(id)) throw new SourceFailure('nonsense');
  const isInUse = isLeftOut(read, 'active') || valueAt(read, 'active') === true;
  return isInUse ? { id, elements: read, isDeceased: isDead(read) } : undefined;
}

/** By what it can be seen that this is still the same person. */
export function toldOf({ elements }: Patient): PersonTold {
  const birthDate = dayAt(elements, 'birthDate');
  return birthDate === undefined ? {} : { birthDate };
}

const isDead = (patient: JsonObject): boolean =>
  !isAlive(valueAt(patient, 'deceasedBoolean')) || !isLeftOut(patient, 'deceasedDateTime');

/** Said to be alive, or nothing said of it. */
const isAlive = (deceased: unknown): boolean => deceased === undefined || deceased === false;

interface PatientField {
  readonly elements: Elements;
  readonly read: FieldReader<JsonObject>;
}

const FIELDS = new Map<FieldId, PatientField>([
  [
    'identiteit.naam',
    { elements: { name: HUMAN_NAME }, read: patient => nameOf(objectsAt(patient, 'name')) },
  ],
  ['identiteit.geboortedatum', { elements: {}, read: patient => dayAt(patient, 'birthDate') }],
  ['identiteit.bsn', { elements: {}, read: readBsn }],
  ['contact.telefoon_email', { elements: { telecom: TELECOM }, read: readContactDetails }],
]);

export const PATIENT_FIELDS = new Map([...FIELDS].map(([field, { read }]) => [field, read] as const));

const elementsFor = (fields: readonly FieldId[]): Elements =>
  Object.assign({}, ...fields.map(field => FIELDS.get(field)?.elements ?? {})) as Elements;

function identifiersOf(patient: JsonObject, system: string): readonly string[] {
  return objectsAt(patient, 'identifier')
    .filter(identifier => textAt(identifier, 'system') === system)
    .flatMap(identifier => textAt(identifier, 'value') ?? []);
}

function readBsn(patient: JsonObject): string | undefined {
  const [bsn, ...more] = new Set(identifiersOf(patient, BSN));
  return bsn !== undefined && more.length === 0 && isBsn(bsn) ? bsn : undefined;
}

function readContactDetails(patient: JsonObject): readonly string[] | undefined {
  const details = [...contactPoints(patient, 'phone'), ...contactPoints(patient, 'email')];
  return details.length > 0 ? details : undefined;
}
