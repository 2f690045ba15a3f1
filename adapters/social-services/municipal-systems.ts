import type { FieldId } from '../../policies/vocabulary.ts';
import { latestBy } from '../latest.ts';
import type { Call } from '../partner.ts';
import { definePart, type FieldReader, type Part } from '../parts.ts';
import { isObject, textAt, valueAt, type JsonObject } from '../read-json.ts';
import { SourceFailure } from '../source.ts';

/** How the municipality is asked about one person; nothing about that person is in the URL. */
export interface MunicipalQuestion {
  readonly call: Call;
  readonly headers: Readonly<Record<string, string>>;
  readonly koppelsleutel: string;
  /** Ends the question. */
  readonly signal: AbortSignal;
}

/** What a field is called in one of the municipality's systems, and how its answer is read. */
export interface MunicipalField {
  readonly velden: readonly string[];
  readonly read: FieldReader<JsonObject>;
}

export interface MunicipalSystem {
  readonly path: string;
  readonly fields: ReadonlyMap<FieldId, MunicipalField>;
  readonly isAbout: (item: JsonObject, koppelsleutel: string) => boolean;
  /** Which of several items of the same person counts: the latest by this date. */
  readonly latestBy: string;
}

export function asPart(system: MunicipalSystem): Part<MunicipalQuestion> {
  const readers = [...system.fields].map(([field, { read }]) => [field, readIfFound(read)] as const);
  return definePart((question, fields) => search(system, question, fields), new Map(readers));
}

function readIfFound(read: FieldReader<JsonObject>): FieldReader<JsonObject | undefined> {
  return (item, ceiling) => (item === undefined ? undefined : read(item, ceiling));
}

async function search(
  system: MunicipalSystem,
  { call, headers, koppelsleutel }: MunicipalQuestion,
  fields: readonly FieldId[],
): Promise<JsonObject | undefined> {
  const velden = [...new Set(fields.flatMap(field => system.fields.get(field)?.velden ?? []))];
  const body = JSON.stringify({ koppelsleutel, velden: [...velden, system.latestBy] });
  const answer = await call({ method: 'POST', path: system.path, headers, body });
  const results = resultsIn(answer);
  if (!results.every(item => system.isAbout(item, koppelsleutel))) throw new SourceFailure('other-person');
  return latestBy(results, system.latestBy);
}

/** The items of a page. One resident fits on one page, and a link of the source's own making is not followed. */
export function resultsIn(answer: unknown): readonly JsonObject[] {
  if (textAt(answer, 'next') !== undefined) throw new SourceFailure('too-large');
  const results = valueAt(answer, 'results');
  if (!Array.isArray(results) || !results.every(isObject)) throw new SourceFailure('nonsense');
  return results;
}

export function carriesKoppelsleutel(item: JsonObject, koppelsleutel: string): boolean {
  return valueAt(item, 'koppelsleutel') === koppelsleutel;
}
