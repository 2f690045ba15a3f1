import type { FieldId } from '../../policies/vocabulary.ts';
import { dayAt, textAt, valueAt, type JsonObject } from '../read-json.ts';
import { carriesKoppelsleutel, type MunicipalField, type MunicipalSystem } from './municipal-systems.ts';

/** That there is urgency and until when; the category (Hvw 12 lid 3) says why, and stays with the municipality. */
export const URGENCY: MunicipalSystem = {
  path: '/urgentie/v1/urgenties/_zoek',
  latestBy: 'besluitdatum',
  isAbout: carriesKoppelsleutel,
  fields: new Map<FieldId, MunicipalField>([
    ['wonen.urgentie_status', { velden: ['toegekend', 'geldigTot', 'zoekprofiel'], read: readUrgency }],
  ]),
};

function readUrgency(item: JsonObject): string | undefined {
  const granted = valueAt(item, 'toegekend');
  if (typeof granted !== 'boolean') return undefined;
  if (!granted) return 'nee';
  const until = dayAt(item, 'geldigTot');
  const wanted = textAt(item, 'zoekprofiel');
  return ['ja', until && `geldig tot ${until}`, wanted && `zoekprofiel: ${wanted}`]
    .filter(Boolean)
    .join(', ');
}
