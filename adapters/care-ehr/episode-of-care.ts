import type { FieldReaders } from '../parts.ts';
import { textAt, type JsonObject } from '../read-json.ts';
import type { CareFile } from './care-file.ts';
import { aboutPatient } from './fhir.ts';

/** The episodes in which the patient is in care now; not why, nor what the episode is called. */
export async function fetchEpisodes({ search, patient }: CareFile): Promise<readonly JsonObject[]> {
  const resources = await search({
    type: 'EpisodeOfCare',
    parameters: { patient: `Patient/${patient.id}`, _elements: 'patient,status' },
    read: { EpisodeOfCare: { id: true, status: true } },
  });
  return aboutPatient(resources, 'EpisodeOfCare', patient.id).filter(
    episode => textAt(episode, 'status') === 'active',
  );
}

/** Yes, or nothing: that someone is not in care is not told either. */
export const EPISODE_FIELDS: FieldReaders<readonly JsonObject[]> = new Map([
  ['zorg.behandelrelatie', episodes => (episodes.length > 0 ? true : undefined)],
]);
