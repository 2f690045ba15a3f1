import type { FieldId } from '../../policies/vocabulary.ts';
import { numberAt, textAt, type JsonObject } from '../read-json.ts';
import { carriesKoppelsleutel, type MunicipalField, type MunicipalSystem } from './municipal-systems.ts';

const BENEFIT_STATUS = new Set(['loopt', 'opgeschort', 'beëindigd']);
const BENEFIT_KIND = new Set(['Participatiewet', 'IOAW', 'IOAZ', 'Bbz']);

/** The municipality's own benefit system. Suwinet is never asked: its use is limited to its own purposes (Wet SUWI 62). */
export const BENEFIT: MunicipalSystem = {
  path: '/uitkeringen/v1/uitkeringen/_zoek',
  latestBy: 'ingangsdatum',
  isAbout: carriesKoppelsleutel,
  fields: new Map<FieldId, MunicipalField>([
    [
      'inkomen.uitkering_status',
      { velden: ['status'], read: item => listed(BENEFIT_STATUS, item, 'status') },
    ],
    [
      'inkomen.uitkering_soort',
      { velden: ['regeling'], read: item => listed(BENEFIT_KIND, item, 'regeling') },
    ],
    ['inkomen.bedrag', { velden: ['bedragPerMaand'], read: item => numberAt(item, 'bedragPerMaand') }],
    [
      'inkomen.draagkracht_huur',
      { velden: ['draagkrachtHuur'], read: item => textAt(item, 'draagkrachtHuur') },
    ],
  ]),
};

function listed(known: ReadonlySet<string>, item: JsonObject, name: string): string | undefined {
  const code = textAt(item, name);
  return code !== undefined && known.has(code) ? code : undefined;
}
