import type { FieldId } from '../../policies/vocabulary.ts';
import { latestBy } from '../latest.ts';
import type { FieldReader } from '../parts.ts';
import { isLeftOut, objectsAt, textAt, valueAt, type JsonObject } from '../read-json.ts';
import { SourceFailure } from '../source.ts';
import { codeOf, requireSamePerson, type ListVera, type VeraResource } from './vera.ts';

export interface Person {
  readonly id: string;
  readonly relatie: JsonObject;
}

/** BRG, not the Relaties domain: it embeds contact details and leaves out income and flags. */
const RELATIES: VeraResource = { path: '/brg/v4/relaties', scope: 'BRG.Relaties.Read' };

/** The one person behind the koppelsleutel, or `undefined` when the corporation does not know it. */
export async function findPerson(list: ListVera, koppelsleutel: string): Promise<Person | undefined> {
  const found = await list(RELATIES, { idExtern: koppelsleutel });
  const [relatie, ...more] = requireSamePerson(found, item => textAt(item, 'idExtern') === koppelsleutel);
  if (relatie === undefined) return undefined;
  if (more.length > 0) throw new SourceFailure('other-person');
  const id = textAt(relatie, 'id');
  if (id === undefined) throw new SourceFailure('nonsense');
  return { id, relatie };
}

export const PERSON_FIELDS = new Map<FieldId, FieldReader<JsonObject>>([
  ['identiteit.naam', readName],
  ['contact.adres', readAddress],
  ['contact.telefoon_email', readContactDetails],
]);

function readName(relatie: JsonObject): string | undefined {
  const surname = textAt(relatie, 'achternaam');
  if (surname === undefined) return undefined;
  const first = textAt(relatie, 'roepnaam') ?? textAt(relatie, 'voorletters');
  return joined(' ', [first, textAt(relatie, 'tussenvoegsels'), surname]);
}

function readAddress(relatie: JsonObject): string | undefined {
  const lived = objectsAt(relatie, 'adressen').filter(
    item => codeOf(item, 'soort') === 'WOO' && textAt(item, 'einddatum') === undefined,
  );
  const adres = valueAt(latestBy(lived, 'begindatum'), 'adres');
  const street = textAt(adres, 'straatnaam');
  if (street === undefined) return undefined;
  const suffix = joined('', [textAt(adres, 'huisletter'), textAt(adres, 'huisnummerToevoeging')]);
  const door = joined('', [textAt(adres, 'huisnummer'), suffix]);
  const place = joined(' ', [textAt(adres, 'postcode'), textAt(adres, 'woonplaats', 'naam')]);
  return joined(', ', [joined(' ', [street, door]), place]);
}

const CHANNELS = ['MOB', 'TEL', 'EMA'];
const SHAREABLE = new Set(['OPE', 'INT', 'VER']);

/** Telephone first, then mail; what the corporation itself keeps secret (GEH) stays there. */
function readContactDetails(relatie: JsonObject): readonly string[] | undefined {
  // Many say nothing of it; what is said and cannot be read may be that it is secret.
  const open = objectsAt(relatie, 'contactgegevens').filter(
    item => isLeftOut(item, 'vertrouwelijkheid') || SHAREABLE.has(codeOf(item, 'vertrouwelijkheid')),
  );
  const details = CHANNELS.flatMap(channel =>
    open
      .filter(item => codeOf(item, 'soort') === channel)
      .flatMap(item => textAt(item, 'waarde') ?? [])
      .sort(),
  );
  return details.length > 0 ? details : undefined;
}

function joined(separator: string, parts: readonly (string | undefined)[]): string | undefined {
  const known = parts.filter(part => part !== undefined);
  return known.length > 0 ? known.join(separator) : undefined;
}
