import type { FieldId, FieldValue } from '../../policies/vocabulary.ts';
import { dayAt, numberAt, objectsAt, textAt, textsAt, type JsonObject } from '../read-json.ts';
import { otherLanguage } from './language.ts';
import { carriesKoppelsleutel, type MunicipalField, type MunicipalSystem } from './municipal-systems.ts';

/** What the wijkteam wrote down together with the resident, at the kitchen table and at the doorbraaktafel. */
export const WOONPROFIEL: MunicipalSystem = {
  path: '/wijkteam/v1/woonprofielen/_zoek',
  latestBy: 'bijgewerktOp',
  isAbout: carriesKoppelsleutel,
  fields: new Map<FieldId, MunicipalField>([
    ['contact.voorkeur', { velden: ['contactvoorkeur', 'voorkeurstaal'], read: readPreference }],
    ['woonprofiel.woonwens', text('woonwens')],
    ['woonprofiel.woonafspraken', texts('woonafspraken')],
    ['woonprofiel.akkoord', { velden: ['akkoord'], read: readAgreement }],
    ['zorg.begeleidingsvoorwaarden', text('begeleidingsvoorwaarden')],
    ['zorg.ondersteuningsbehoefte', text('ondersteuningsbehoefte')],
    ['zorg.contact_24_7', text('contact24x7')],
    ['zorg.bejegeningsadvies', text('bejegeningsadvies')],
    ['zorg.waakvlam_afspraken', texts('waakvlamAfspraken')],
    ['inkomen.draagkracht_huur', text('draagkrachtHuur')],
    ['wonen.urgentie_status', text('urgentieStatus')],
    ['casus.doorbraakvraag', text('doorbraakvraag')],
    ['casus.acties', { velden: ['acties'], read: readActions }],
    ['dag.wens', text('wensDaginvulling')],
    ['dag.vervoer', text('vervoer')],
    ['opname.woning_aanhouden', text('woningAanhouden')],
    ['netwerk.vertegenwoordiger', text('vertegenwoordiger')],
  ]),
};

function text(name: string): MunicipalField {
  return { velden: [name], read: item => textAt(item, name) };
}

function texts(name: string): MunicipalField {
  return { velden: [name], read: item => filled(textsAt(item, name)) };
}

function readPreference(item: JsonObject): string | undefined {
  const said = [textAt(item, 'contactvoorkeur'), otherLanguage(textAt(item, 'voorkeurstaal'))];
  const known = said.filter(each => each !== undefined);
  return known.length > 0 ? known.join('; ') : undefined;
}

function readAgreement(item: JsonObject): string | undefined {
  const version = numberAt(item, 'akkoord', 'versie');
  const day = dayAt(item, 'akkoord', 'datum');
  return version === undefined || day === undefined ? undefined : `akkoord op versie ${version}, ${day}`;
}

/** In the order of their deadlines, whatever order they were stored in. */
function readActions(item: JsonObject): FieldValue | undefined {
  const inOrder = objectsAt(item, 'acties').toSorted((one, other) =>
    deadlineOf(one) < deadlineOf(other) ? -1 : 1,
  );
  return filled(inOrder.flatMap(action => actionOf(action) ?? []));
}

function deadlineOf(action: JsonObject): string {
  return `${dayAt(action, 'uiterlijk') ?? 'ooit'} ${actionOf(action) ?? ''}`;
}

function actionOf(action: JsonObject): string | undefined {
  const who = textAt(action, 'wie');
  const what = textAt(action, 'wat');
  const when = dayAt(action, 'uiterlijk');
  if (who === undefined || what === undefined) return undefined;
  return `${who}: ${what}${when === undefined ? '' : ` (uiterlijk ${when})`}`;
}

function filled(lines: readonly string[]): readonly string[] | undefined {
  return lines.length > 0 ? lines : undefined;
}
