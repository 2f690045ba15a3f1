import { objectsAt, textAt, valueAt, type JsonObject } from '../read-json.ts';
import type { CareFile } from './care-file.ts';
import { CODING, type Elements } from './elements.ts';
import { aboutPatient, codesIn } from './fhir.ts';

const SNOMED = 'http://snomed.info/sct';
const LEGAL_STATUS = '303186005';
const STATUS_CODES = 'urn:oid:2.16.840.1.113883.2.4.3.11.60.40.4.23.2';
const EXTENSION = 'http://nictiz.nl/fhir/StructureDefinition/zib-patient-legalstatus';
const OLD_STATUS_CODES = 'urn:oid:2.16.840.1.113883.2.4.3.11.22.232';

/** Under these someone may be in an institution, but not on the strength of the Wvggz or the Wzd. */
const OTHER_LAWS = new Set(['OTS', 'PIJ', 'TBS']);
/** The codes we know to be forced admission, in the list of R4 and in that of STU3. */
const FORCED = new Set(['IBS', 'CM', 'VCM', 'ZM', 'RM', 'TEMP', 'NOOD', '5']);

/** What has to be read of the patient as well, where the legal status is an extension within it. */
export const LEGAL_STATUS_ELEMENTS: Elements = {
  extension: { url: EXTENSION, parts: { valueCodeableConcept: CODING } },
};

/**
 * Whether the patient is admitted by force now: yes, no, or not known. A fact for the decision alone; under which measure never
 * leaves this file.
 */
export async function isForciblyAdmitted(file: CareFile): Promise<boolean | undefined> {
  const inForce = file.dialect.legalStatusIs === 'Condition' ? await statusesIn(file) : oldStatusesIn(file);
  if (inForce === undefined) return undefined;
  if (inForce.some(code => FORCED.has(code))) return true;
  return inForce.every(code => OTHER_LAWS.has(code)) ? false : undefined;
}

/** The codes that count now; none when no status was ever recorded, an empty list when all have ended. */
async function statusesIn({ search, patient }: CareFile): Promise<readonly string[] | undefined> {
  const resources = await search({
    type: 'Condition',
    parameters: {
      patient: `Patient/${patient.id}`,
      category: `${SNOMED}|${LEGAL_STATUS}`,
      _elements: 'subject,category,clinicalStatus,verificationStatus,code,abatementDateTime',
    },
    read: {
      Condition: {
        id: true,
        category: CODING,
        clinicalStatus: CODING,
        verificationStatus: CODING,
        code: CODING,
        abatementDateTime: true,
      },
    },
  });
  const recorded = aboutPatient(resources, 'Condition', patient.id).filter(
    condition => codesIn(condition['category'], SNOMED).includes(LEGAL_STATUS) && !isMistaken(condition),
  );
  if (recorded.length === 0) return undefined;
  return recorded.filter(isInForce).flatMap(({ code }) => statusOf(code, STATUS_CODES));
}

const isMistaken = (condition: JsonObject): boolean =>
  objectsAt(condition, 'verificationStatus', 'coding').some(({ code }) => code === 'entered-in-error');

const isInForce = (condition: JsonObject): boolean =>
  valueAt(condition, 'abatementDateTime') === undefined &&
  objectsAt(condition, 'clinicalStatus', 'coding').every(
    coding => textAt(coding, 'code') !== undefined && !ENDED.has(textAt(coding, 'code') ?? ''),
  );

const ENDED = new Set(['inactive', 'remission', 'resolved']);

function oldStatusesIn({ patient }: CareFile): readonly string[] | undefined {
  const recorded = objectsAt(patient.elements, 'extension');
  if (recorded.length === 0) return undefined;
  return recorded.flatMap(({ valueCodeableConcept }) => statusOf(valueCodeableConcept, OLD_STATUS_CODES));
}

/** A status without a code we can read counts as one we do not know, not as none. */
function statusOf(concept: unknown, system: string): readonly string[] {
  const codes = codesIn(concept, system);
  return codes.length > 0 ? codes : [textAt(concept, 'text') ?? 'onbekend'];
}
