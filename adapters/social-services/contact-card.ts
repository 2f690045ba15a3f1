import type { FieldId } from '../../policies/vocabulary.ts';
import { numberAt, objectsAt, textAt, valueAt, type JsonObject } from '../read-json.ts';
import type { MunicipalField, MunicipalSystem } from './municipal-systems.ts';

/** Klantinteracties, as Open Klant has it; the koppelsleutel is one of the partij's identificatoren, beside the BSN. */
export const CONTACT_CARD: MunicipalSystem = {
  path: '/klantinteracties/api/v1/partijen/_zoek',
  latestBy: 'registratiedatum',
  isAbout: (partij, koppelsleutel) =>
    objectsAt(partij, 'partijIdentificatoren')
      .map(identificator => valueAt(identificator, 'partijIdentificator'))
      .some(identificator => isKoppelsleutel(identificator, koppelsleutel)),
  fields: new Map<FieldId, MunicipalField>([
    ['identiteit.naam', { velden: ['volledigeNaam'], read: partij => textAt(partij, 'volledigeNaam') }],
    ['contact.adres', { velden: ['bezoekadres'], read: readAddress }],
    ['contact.telefoon_email', { velden: ['digitaleAdressen'], read: readContactDetails }],
    ['contact.voorkeur', { velden: ['contactvoorkeur', 'voorkeurstaal'], read: readPreference }],
  ]),
};

function isKoppelsleutel(identificator: unknown, koppelsleutel: string): boolean {
  const kind = textAt(identificator, 'codeSoortObjectId');
  return kind === 'koppelsleutel' && textAt(identificator, 'objectId') === koppelsleutel;
}

function readAddress(partij: JsonObject): string | undefined {
  const adres = valueAt(partij, 'bezoekadres');
  const street = textAt(adres, 'straatnaam');
  const number = numberAt(adres, 'huisnummer');
  if (street === undefined || number === undefined) return undefined;
  const door = `${street} ${number}${textAt(adres, 'huisnummertoevoeging') ?? ''}`;
  const place = [textAt(adres, 'postcode'), textAt(adres, 'stad')]
    .filter(part => part !== undefined)
    .join(' ');
  return place === '' ? door : `${door}, ${place}`;
}

const CHANNELS = ['telefoonnummer', 'email'];

function readContactDetails(partij: JsonObject): readonly string[] | undefined {
  const addresses = objectsAt(partij, 'digitaleAdressen');
  const details = CHANNELS.flatMap(channel =>
    addresses
      .filter(item => textAt(item, 'soortDigitaalAdres') === channel)
      .flatMap(item => textAt(item, 'adres') ?? [])
      .sort(),
  );
  return details.length > 0 ? details : undefined;
}

const LANGUAGES = new Intl.DisplayNames('nl', { type: 'language' });

function readPreference(partij: JsonObject): string | undefined {
  const language = textAt(partij, 'voorkeurstaal');
  const asks = [textAt(partij, 'contactvoorkeur')];
  if (language !== undefined && /^[a-z]{3}$/.test(language) && language !== 'nld') {
    asks.push(`taal: ${LANGUAGES.of(language) ?? language}`);
  }
  const said = asks.filter(ask => ask !== undefined);
  return said.length > 0 ? said.join('; ') : undefined;
}
