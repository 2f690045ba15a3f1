import type { FhirVersion } from '../care-ehr/dialect.ts';
import type { JsonObject } from '../read-json.ts';
import type { Zorg } from './resident.ts';

const ROLES = 'urn:oid:2.16.840.1.113883.2.4.3.11.22.472';
const SNOMED = 'http://snomed.info/sct';

/** A goal that the patient agreed to and that may be told, beside one of the treatment that may not. */
export function goals(
  { afspraak, diagnose }: Zorg,
  id: string,
  subject: JsonObject,
  version: FhirVersion,
): readonly JsonObject[] {
  const status = version === 'R4' ? { lifecycleStatus: 'active' } : { status: 'in-progress' };
  const treatment = {
    resourceType: 'Goal',
    id: `${id}-behandeldoel`,
    ...status,
    subject,
    extension: [acceptedBy(id)],
    description: { text: `Minder klachten van ${diagnose.display} (${id})` },
    note: [{ text: `Evaluatie ${id}: nog niet behaald.` }],
  };
  if (afspraak === undefined) return [treatment];
  const agreed = {
    resourceType: 'Goal',
    id: `${id}-afspraak`,
    ...status,
    category: [{ coding: [{ system: 'urn:wijkpoort:afspraak', code: 'begeleidingsvoorwaarden' }] }],
    subject,
    extension: [acceptedBy(id)],
    description: { text: afspraak },
    addresses: [{ reference: `Condition/${id}-diagnose`, display: `Bij ${diagnose.display} van ${id}` }],
  };
  return [treatment, agreed];
}

const acceptedBy = (id: string): JsonObject => ({
  url: 'http://hl7.org/fhir/StructureDefinition/goal-acceptance',
  extension: [
    { url: 'individual', valueReference: { reference: `Patient/${id}` } },
    { url: 'status', valueCode: 'agree' },
  ],
});

/** Next of kin and representatives alike: only the second may be told of. */
export function relatedPersons(
  { vertegenwoordiger }: Zorg,
  id: string,
  patient: JsonObject,
): readonly JsonObject[] {
  const sister = {
    resourceType: 'RelatedPerson',
    id: `${id}-zus`,
    patient,
    relationship: [{ coding: [{ system: ROLES, code: '01', display: `Eerste contactpersoon van ${id}` }] }],
    name: [{ use: 'official', family: `Zus van ${id}` }],
    telecom: [{ system: 'phone', value: `06-55502${id.slice(-3)}` }],
  };
  const representative = representativeOf(vertegenwoordiger);
  return representative === undefined
    ? [sister]
    : [
        sister,
        {
          resourceType: 'RelatedPerson',
          id: `${id}-vertegenwoordiger`,
          patient,
          ...representative,
          name: [representative.name],
        },
      ];
}

/** As STU3 has it: a contact within the patient, with one name. */
export function representativeOf(who: Zorg['vertegenwoordiger']) {
  return who === undefined
    ? undefined
    : {
        relationship: [{ coding: [{ system: ROLES, code: who.rol }] }],
        name: { use: 'official', family: who.naam },
        telecom: [{ system: 'phone', value: who.telefoon, use: 'work' }],
      };
}

/** R4 keeps the legal status beside the patient, as a condition. */
export function legalStatuses({ opname }: Zorg, id: string, subject: JsonObject): readonly JsonObject[] {
  if (opname?.juridischeStatus === undefined) return [];
  return [
    {
      resourceType: 'Condition',
      id: `${id}-juridisch`,
      subject,
      category: [{ coding: [{ system: SNOMED, code: '303186005' }] }],
      clinicalStatus: {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }],
      },
      code: {
        coding: [
          { system: 'urn:oid:2.16.840.1.113883.2.4.3.11.60.40.4.23.2', code: opname.juridischeStatus },
        ],
        text: `${opname.titel}, ${id}`,
      },
      onsetDateTime: opname.begin,
    },
  ];
}

/** STU3 keeps it within the patient, among ordinary contact details. */
export const legalStatusExtension = ({ opname }: Zorg, id: string): JsonObject => ({
  url: 'http://nictiz.nl/fhir/StructureDefinition/zib-patient-legalstatus',
  valueCodeableConcept: {
    coding:
      opname?.juridischeStatus === undefined
        ? []
        : [
            {
              system: 'urn:oid:2.16.840.1.113883.2.4.3.11.22.232',
              code: '5',
              display: `In bewaringstelling, ${id}`,
            },
          ],
    text: opname?.titel ?? `Geen juridische status bij ${id}`,
  },
});
