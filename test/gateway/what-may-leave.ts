import type { Dialect } from '../../adapters/sandbox/files.ts';

/**
 * Where in a partner's file the values of a field come from: written by hand from the partners' own documents, so that an
 * adapter that reads beside it shows. Whatever is not here may never be seen outside the partner's system.
 */
export const PLACES: Readonly<Record<Dialect, Readonly<Record<string, RegExp>>>> = {
  vera: {
    'identiteit.naam': /^relaties\.0\.(roepnaam|tussenvoegsels|achternaam)$/,
    'contact.adres': /^relaties\.0\.adressen\.1\.adres\.(straatnaam|huisnummer|postcode|woonplaats\.naam)$/,
    'contact.telefoon_email': /^relaties\.0\.contactgegevens\.[12]\.waarde$/,
    'wonen.huurprijs': /^huurovereenkomsten\.0\.brutohuur$/,
    'wonen.huurachterstand': /^debiteuren\.0\.saldo$/,
    'wonen.overlast_feiten': /^zaken\.\d\.begindatum$/,
  },
  gemeente: {
    'identiteit.naam': /^partijen\.0\.partijIdentificatie\.volledigeNaam$/,
    'contact.telefoon_email': /^partijen\.0\._expand\.digitaleAdressen\.\d\.adres$/,
    'contact.voorkeur': /^woonprofielen\.0\.contactvoorkeur$/,
    'wonen.urgentie_status': /^woonprofielen\.0\.urgentieStatus$/,
    'inkomen.draagkracht_huur': /^woonprofielen\.0\.draagkrachtHuur$/,
    'zorg.contact_24_7': /^woonprofielen\.0\.contact24x7$/,
    'zorg.begeleidingsvoorwaarden': /^woonprofielen\.0\.begeleidingsvoorwaarden$/,
    'woonprofiel.woonwens': /^woonprofielen\.0\.woonwens$/,
    'woonprofiel.akkoord': /^woonprofielen\.0\.akkoord\.(versie|datum)$/,
    'casus.doorbraakvraag': /^woonprofielen\.0\.doorbraakvraag$/,
    'casus.acties': /^woonprofielen\.0\.acties\.\d\.(wie|wat|uiterlijk)$/,
  },
  fhir: {
    'identiteit.naam': /^Patient\.0\.name\.1\.(given\.0|family)$/,
    'identiteit.geboortedatum': /^Patient\.0\.birthDate$/,
    'identiteit.bsn': /^Patient\.0\.identifier\.0\.value$/,
    'opname.begindatum': /^Encounter\.1\.period\.start$/,
    'opname.einddatum': /^Encounter\.1\.period\.end$/,
    'opname.verlof': /^Encounter\.1\.statusHistory\.[1-9]\.period\.(start|end)$/,
    'zorg.contact_24_7': /^CareTeam\.0\.telecom\.0\.value$/,
  },
  'fhir-stu3': {},
};

/** Fields whose value is a word of the dialect or a plain yes: no canary can stand in for it. */
export const WITHOUT_CANARY = new Set(['wonen.huurcontract', 'opname.is_inrichting']);

const TABLE = ['anja', 'jan', 'piet', 'sara', 'els', 'lin'];
const EVERYONE_WHO_RENTS = [...TABLE, 'ahmed', 'fatima', 'kees', 'omar'];
const CALLING = 'identiteit.naam contact.adres';
const REACHING = `${CALLING} contact.telefoon_email`;

const each = (residents: readonly string[], line: string, fields: string): string[] =>
  residents.map(resident => `${line} ${resident}: ${fields}`);

/** Everything that leaves when everybody asks everybody for everything about everyone. Nothing else may. */
export const EVERYTHING_THAT_LEAVES: readonly string[] = [
  'D01 wijkteam-zuidoost → zayaz, anja: identiteit.naam contact.telefoon_email contact.voorkeur wonen.urgentie_status inkomen.draagkracht_huur zorg.contact_24_7 zorg.begeleidingsvoorwaarden woonprofiel.woonwens woonprofiel.akkoord',
  'D02 wijkteam-zuidoost → farent, jan: identiteit.naam casus.doorbraakvraag casus.acties',
  'D03 reinier-van-arkel-kliniek → sociale-dienst, ahmed: identiteit.naam identiteit.geboortedatum identiteit.bsn opname.begindatum opname.einddatum opname.verlof',
  'D03 reinier-van-arkel-kliniek → sociale-dienst, fatima: identiteit.naam identiteit.geboortedatum opname.begindatum opname.einddatum opname.is_inrichting',
  'D04 reinier-van-arkel-kliniek → zayaz, piet: zorg.contact_24_7',
  'D05 zayaz → schuldhulp, kees: identiteit.naam contact.adres contact.telefoon_email wonen.huurachterstand',
  `D01 zayaz → wijkteam-zuidoost, anja: ${REACHING}`,
  ...each(
    TABLE.filter(resident => resident !== 'anja'),
    'D01 zayaz → wijkteam-zuidoost,',
    `${REACHING} wonen.huurcontract wonen.huurprijs`,
  ),
  ...each(TABLE, 'D04 zayaz → wijkteam-zuidoost,', CALLING),
  ...each(EVERYONE_WHO_RENTS, 'D07 zayaz → wijkteam-zuidoost,', REACHING),
  ...each(['anja', 'jan', 'els', 'lin'], 'D08 zayaz → wijkteam-zuidoost,', CALLING),
  ...each(['piet', 'sara'], 'D08 zayaz → wijkteam-zuidoost,', `${CALLING} wonen.overlast_feiten`),
];
