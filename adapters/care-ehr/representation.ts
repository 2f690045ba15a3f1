import type { FieldReaders } from '../parts.ts';
import { isLeftOut, objectsAt, valueAt, type JsonObject } from '../read-json.ts';
import type { CareFile } from './care-file.ts';
import { contactPoints, nameOf } from './contact-points.ts';
import { CODING, HUMAN_NAME, PERIOD, TELECOM, type Elements } from './elements.ts';
import { aboutPatient, codesIn } from './fhir.ts';

const ROLES = 'urn:oid:2.16.840.1.113883.2.4.3.11.22.472';
/** COD472-VEKT, with and without its leading zero. Family, neighbours and first contacts represent nobody. */
const REPRESENTS: Readonly<Record<string, string>> = {
  '3': 'curator',
  '14': 'bewindvoerder',
  '15': 'mentor',
  '24': 'wettelijk vertegenwoordiger',
};

const PERSON: Elements = { relationship: CODING, name: HUMAN_NAME, telecom: TELECOM, period: PERIOD };

/** What has to be read of the patient as well, where a representative is a contact within it. */
export const CONTACT_ELEMENTS: Elements = { contact: PERSON };

export async function fetchRepresentatives({
  search,
  patient,
  dialect,
}: CareFile): Promise<readonly JsonObject[]> {
  if (dialect.representativesAre === 'Patient.contact') return objectsAt(patient.elements, 'contact');
  const resources = await search({
    type: 'RelatedPerson',
    parameters: {
      patient: `Patient/${patient.id}`,
      _elements: 'patient,active,relationship,name,telecom,period',
    },
    read: { RelatedPerson: { id: true, active: true, ...PERSON } },
  });
  return aboutPatient(resources, 'RelatedPerson', patient.id).filter(
    person => isLeftOut(person, 'active') || valueAt(person, 'active') === true,
  );
}

/** Whether somebody decides for the patient in everything. One whose task may be over still counts: unknown closes. */
export async function hasCurator(file: CareFile): Promise<boolean> {
  const persons = await fetchRepresentatives(file);
  return persons.some(person =>
    codesIn(person['relationship'], ROLES).some(code => REPRESENTS[code.replace(/^0/, '')] === 'curator'),
  );
}

/** Who may act for the resident, and how to reach them. Someone whose task has an end date is not told: it may be over. */
export const REPRESENTATION_FIELDS: FieldReaders<readonly JsonObject[]> = new Map([
  [
    'netwerk.vertegenwoordiger',
    persons => {
      const told = persons.filter(person => isLeftOut(person, 'period', 'end')).flatMap(describe);
      return told.length > 0 ? [...new Set(told)].sort() : undefined;
    },
  ],
]);

function describe(person: JsonObject): readonly string[] {
  const name = nameOf(namesOf(person));
  const reach = [...contactPoints(person, 'phone'), ...contactPoints(person, 'email')];
  return codesIn(person['relationship'], ROLES).flatMap(code => {
    const role = REPRESENTS[code.replace(/^0/, '')];
    return role === undefined || name === undefined ? [] : [`${role}: ${[name, ...reach].join(', ')}`];
  });
}

/** R4 has several names of a related person, a contact within the patient has one. */
const namesOf = (person: JsonObject): readonly JsonObject[] =>
  Array.isArray(person['name']) ? objectsAt(person, 'name') : objectsAt({ name: [person['name']] }, 'name');
