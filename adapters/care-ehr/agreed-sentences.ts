import type { FieldId } from '../../policies/vocabulary.ts';
import type { FieldReader } from '../parts.ts';
import { objectsAt, textAt, type JsonObject } from '../read-json.ts';
import type { CareFile } from './care-file.ts';
import { CODING, REFERENCE, type Elements } from './elements.ts';
import { aboutPatient, codesIn } from './fhir.ts';

/** By this label a care provider marks a sentence that was written to be shared; a treatment goal never carries it. */
const AGREED = 'urn:wijkpoort:afspraak';
const ACCEPTANCE = 'http://hl7.org/fhir/StructureDefinition/goal-acceptance';

const ELEMENTS: Elements = {
  id: true,
  category: CODING,
  description: { text: true },
  extension: {
    url: ACCEPTANCE,
    parts: { extension: { url: true, valueReference: REFERENCE, valueCode: true } },
  },
};

/** The sentences that the patient agreed to, as goals that still count. */
export async function fetchAgreedSentences({
  search,
  patient,
  dialect,
}: CareFile): Promise<readonly JsonObject[]> {
  const { goalStatus, goalCounts } = dialect;
  const resources = await search({
    type: 'Goal',
    parameters: {
      patient: `Patient/${patient.id}`,
      _elements: `subject,${goalStatus},category,description,extension`,
    },
    read: { Goal: { ...ELEMENTS, [goalStatus]: true } },
  });
  return aboutPatient(resources, 'Goal', patient.id).filter(
    goal => goalCounts.has(textAt(goal, goalStatus) ?? '') && isAcceptedBy(`Patient/${patient.id}`, goal),
  );
}

/** Agreed by the patient, and by no later word of theirs not agreed. */
function isAcceptedBy(patient: string, goal: JsonObject): boolean {
  const words = objectsAt(goal, 'extension')
    .map(acceptance => objectsAt(acceptance, 'extension'))
    .filter(parts => partOf(parts, 'individual', 'valueReference', 'reference') === patient)
    .map(parts => partOf(parts, 'status', 'valueCode'));
  return words.length > 0 && words.every(word => word === 'agree');
}

const partOf = (parts: readonly JsonObject[], url: string, ...path: readonly string[]): string | undefined =>
  textAt(
    parts.find(part => textAt(part, 'url') === url),
    ...path,
  );

const LABELS: readonly (readonly [FieldId, string])[] = [
  ['zorg.begeleidingsvoorwaarden', 'begeleidingsvoorwaarden'],
  ['zorg.ondersteuningsbehoefte', 'ondersteuningsbehoefte'],
  ['zorg.bejegeningsadvies', 'bejegeningsadvies'],
  ['dag.belastbaarheid', 'belastbaarheid'],
];

export const AGREED_FIELDS = new Map<FieldId, FieldReader<readonly JsonObject[]>>(
  LABELS.map(([field, label]) => [field, goals => sentencesOf(goals, label)]),
);

function sentencesOf(goals: readonly JsonObject[], label: string): string | readonly string[] | undefined {
  const sentences = goals
    .filter(goal => codesIn(goal['category'], AGREED).includes(label))
    .flatMap(goal => textAt(goal, 'description', 'text') ?? []);
  const [only, ...more] = [...new Set(sentences)].sort();
  return more.length > 0 && only !== undefined ? [only, ...more] : only;
}
