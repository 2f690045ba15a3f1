import type { FieldId, FieldValue } from '../../policies/vocabulary.ts';
import { NOTHING_HELD, type Source, type SourceAnswer } from '../source.ts';
import { DOCUMENT_PARTS, type CaseDocument, type CaseFiles, type DocumentKind } from '../case-files.ts';

interface FieldPlace {
  readonly kind: DocumentKind;
  readonly read: (document: CaseDocument) => FieldValue | undefined;
}

const part =
  (name: string) =>
  ({ parts }: CaseDocument): FieldValue | undefined =>
    Object.hasOwn(parts, name) ? parts[name] : undefined;

const WAAKVLAM_STATES = new Set<FieldValue | undefined>(DOCUMENT_PARTS.waakvlamcontract['status']);

/** Where each field stands. What is not here is never read from the file, whatever else a table writes down. */
const PLACES = new Map<FieldId, FieldPlace>([
  ['woonprofiel.woonwens', { kind: 'woonprofiel', read: part('woonwens') }],
  ['woonprofiel.woonafspraken', { kind: 'woonprofiel', read: part('woonafspraken') }],
  ['zorg.begeleidingsvoorwaarden', { kind: 'woonprofiel', read: part('begeleidingsvoorwaarden') }],
  ['inkomen.draagkracht_huur', { kind: 'woonprofiel', read: part('draagkracht') }],
  ['woonprofiel.akkoord', { kind: 'woonprofiel', read: agreement }],
  ['zorg.waakvlam_status', { kind: 'waakvlamcontract', read: waakvlamState }],
  ['zorg.waakvlam_afspraken', { kind: 'waakvlamcontract', read: part('afspraken') }],
  ['casus.doorbraakvraag', { kind: 'doorbraakvraag', read: part('vraag') }],
  ['casus.acties', { kind: 'afspraken', read: part('acties') }],
  ['casus.budget', { kind: 'budget', read: part('budget') }],
]);

/** These are the resident's own: of them only a version they agreed to is told. */
const NEED_AGREEMENT: ReadonlySet<DocumentKind> = new Set(['woonprofiel', 'waakvlamcontract']);

function agreement({ version, agreedOn }: CaseDocument): string | undefined {
  return agreedOn === undefined ? undefined : `akkoord op versie ${version}, ${agreedOn}`;
}

function waakvlamState(document: CaseDocument): FieldValue | undefined {
  const state = part('status')(document);
  return WAAKVLAM_STATES.has(state) ? state : undefined;
}

/**
 * The table's own file. What a table wrote goes before what another system of the same partner says about it, also when the
 * resident has not agreed yet: then nothing is told. Everything else is asked there.
 */
export function createCaseFileSource(files: CaseFiles, otherwise: Source): Source {
  return async (question, signal) => {
    const { koppelsleutel, fields } = question;
    const documents = await documentsFor(fields, koppelsleutel, files);
    const written = new Set(documents.map(({ kind }) => kind));
    const isOurs = (field: FieldId): boolean => {
      const kind = PLACES.get(field)?.kind;
      return kind !== undefined && written.has(kind);
    };
    const rest = fields.filter(field => !isOurs(field));
    const other = rest.length === 0 ? NOTHING_HELD : await otherwise({ ...question, fields: rest }, signal);
    return together(fields, readFields(fields.filter(isOurs), documents), other);
  };
}

async function documentsFor(
  fields: readonly FieldId[],
  koppelsleutel: string,
  files: CaseFiles,
): Promise<readonly CaseDocument[]> {
  const kinds = [...new Set(fields.flatMap(field => PLACES.get(field)?.kind ?? []))];
  return kinds.length === 0 ? [] : await files.read(koppelsleutel, kinds);
}

function readFields(
  fields: readonly FieldId[],
  documents: readonly CaseDocument[],
): ReadonlyMap<FieldId, FieldValue> {
  const values = new Map<FieldId, FieldValue>();
  for (const field of fields) {
    const place = PLACES.get(field);
    const document = place === undefined ? undefined : newestToTell(documents, place.kind);
    const value = document === undefined ? undefined : place?.read(document);
    if (value !== undefined) values.set(field, value);
  }
  return values;
}

function newestToTell(documents: readonly CaseDocument[], kind: DocumentKind): CaseDocument | undefined {
  return documents
    .filter(
      document => document.kind === kind && (!NEED_AGREEMENT.has(kind) || document.agreedOn !== undefined),
    )
    .reduce<CaseDocument | undefined>(
      (newest, document) => (newest === undefined || document.version > newest.version ? document : newest),
      undefined,
    );
}

/** In the order in which was asked, so that nobody sees from which file a field came. */
function together(
  fields: readonly FieldId[],
  own: ReadonlyMap<FieldId, FieldValue>,
  other: SourceAnswer,
): SourceAnswer {
  const values = new Map<FieldId, FieldValue>();
  for (const field of fields) {
    const value = own.get(field) ?? other.values.get(field);
    if (value !== undefined) values.set(field, value);
  }
  return { values, failed: other.failed };
}
