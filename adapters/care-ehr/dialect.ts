/** The two generations of FHIR that care providers speak here: R4 with nl-core, and STU3 as certified for BgGGZ. */
export type FhirVersion = 'R4' | 'STU3';

/** Where the two differ, as far as we read them. */
export interface FhirDialect {
  readonly accept: string;
  /** The code system of `Encounter.class`. */
  readonly actCodes: string;
  /** The element in which a goal says that it counts, and the words for that. */
  readonly goalStatus: string;
  readonly goalCounts: ReadonlySet<string>;
  /** Who is a member of a care team: a person in a role, or the person. */
  readonly memberType: 'PractitionerRole' | 'Practitioner';
  /** A representative is a resource of its own, or a contact within the patient. */
  readonly representativesAre: 'RelatedPerson' | 'Patient.contact';
  /** The legal status is a condition, or an extension within the patient. */
  readonly legalStatusIs: 'Condition' | 'Patient.extension';
}

export const DIALECTS: Readonly<Record<FhirVersion, FhirDialect>> = {
  R4: {
    accept: 'application/fhir+json; fhirVersion=4.0',
    actCodes: 'http://terminology.hl7.org/CodeSystem/v3-ActCode',
    goalStatus: 'lifecycleStatus',
    goalCounts: new Set(['accepted', 'active', 'planned']),
    memberType: 'PractitionerRole',
    representativesAre: 'RelatedPerson',
    legalStatusIs: 'Condition',
  },
  STU3: {
    accept: 'application/fhir+json; fhirVersion=3.0',
    actCodes: 'http://hl7.org/fhir/v3/ActCode',
    goalStatus: 'status',
    goalCounts: new Set([
      'accepted',
      'planned',
      'in-progress',
      'on-target',
      'ahead-of-target',
      'behind-target',
    ]),
    memberType: 'Practitioner',
    representativesAre: 'Patient.contact',
    legalStatusIs: 'Patient.extension',
  },
};
