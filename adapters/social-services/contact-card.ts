import { distinct } from '../distinct.ts';
import { definePart, type FieldReader, type FieldReaders } from '../parts.ts';
import { numberAt, objectsAt, textAt, valueAt, type JsonObject } from '../read-json.ts';
import { SourceFailure } from '../source.ts';
import { otherLanguage } from './language.ts';
import { resultsIn, type MunicipalQuestion } from './municipal-systems.ts';
import type { FieldId } from '../../policies/vocabulary.ts';

const PARTIJEN = '/klantinteracties/api/v1/partijen';
const REACHING: FieldId = 'contact.telefoon_email';
const LIVING: FieldId = 'contact.adres';

/**
 * The person in Klantinteracties. Its document knows filters in the query string only; ours travels in a header, as with VERA,
 * so that no pseudonym ends up in an access log.
 */
async function fetchPartij(
  { call, headers, koppelsleutel }: MunicipalQuestion,
  fields: readonly FieldId[],
): Promise<JsonObject | undefined> {
  const answer = await call({
    method: 'GET',
    // Addresses are expanded only when they were asked for.
    path: fields.includes(REACHING) ? `${PARTIJEN}?expand=digitaleAdressen` : PARTIJEN,
    headers: { ...headers, 'x-filter-anderepartijidentificator': koppelsleutel },
  });
  const partijen = distinct(resultsIn(answer), 'uuid');
  const [partij, ...more] = partijen;
  if (!partijen.every(each => isKnownAs(each, koppelsleutel)) || more.length > 0) {
    throw new SourceFailure('other-person');
  }
  return textAt(partij, 'soortPartij') === 'persoon' ? partij : undefined;
}

function isKnownAs(partij: JsonObject, koppelsleutel: string): boolean {
  return objectsAt(partij, 'partijIdentificatoren').some(
    each => textAt(each, 'anderePartijIdentificator') === koppelsleutel,
  );
}

const FIELDS: FieldReaders<JsonObject | undefined> = new Map<FieldId, FieldReader<JsonObject | undefined>>([
  ['identiteit.naam', partij => textAt(partij, 'partijIdentificatie', 'volledigeNaam')],
  [LIVING, readAddress],
  [REACHING, readContactDetails],
  // How someone likes to be reached, the wijkteam wrote down itself.
  ['contact.voorkeur', partij => otherLanguage(textAt(partij, 'voorkeurstaal'))],
]);

/**
 * Of who is not active any more (who died, or left) nothing is told. Geheimhouding: where someone is and how to reach them stays,
 * unless it is known not to be secret.
 */
function closedFor(partij: JsonObject | undefined, fields: readonly FieldId[]): readonly FieldId[] {
  if (partij === undefined) return [];
  if (valueAt(partij, 'indicatieActief') !== true) return fields;
  const isSecret = valueAt(partij, 'indicatieGeheimhouding') !== false;
  return isSecret ? fields.filter(field => field === LIVING || field === REACHING) : [];
}

export const CONTACT_CARD = definePart(fetchPartij, FIELDS, closedFor);

function readAddress(partij: JsonObject | undefined): string | undefined {
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

function readContactDetails(partij: JsonObject | undefined): readonly string[] | undefined {
  const addresses = objectsAt(partij, '_expand', 'digitaleAdressen');
  const details = CHANNELS.flatMap(channel =>
    addresses
      .filter(item => textAt(item, 'soortDigitaalAdres') === channel)
      .flatMap(item => textAt(item, 'adres') ?? [])
      .sort(),
  );
  return details.length > 0 ? details : undefined;
}
