import type { JsonObject } from '../read-json.ts';
import { ownNumber, residentsByKoppelsleutel, type Koppelsleutels, type SandboxFiles } from './files.ts';
import type { Resident } from './resident.ts';
import { RESIDENTS } from './residents.ts';

/** The municipality's own systems, with what they hold beside what may be asked: fraud, notes, why someone has urgency. */
export function municipalFiles(koppelsleutels: Koppelsleutels): SandboxFiles {
  const files = RESIDENTS.map(
    resident => [resident.key, municipalFile(resident, koppelsleutels[resident.key])] as const,
  );
  return { dialect: 'gemeente', files: new Map(files), residentOf: residentsByKoppelsleutel(koppelsleutels) };
}

function municipalFile(resident: Resident, koppelsleutel: string): JsonObject {
  return {
    partijen: [partij(resident, koppelsleutel)],
    zaken: zaken(resident, koppelsleutel),
    besluiten: besluiten(resident),
    uitkeringen: uitkeringen(resident, koppelsleutel),
    urgenties: urgenties(resident, koppelsleutel),
    woonprofielen: woonprofielen(resident, koppelsleutel),
  };
}

const BASE = 'http://gemeente.example.nl';

/** The kind of decision by which rent is paid on, as the catalogue of this municipality numbers it. */
export const FIXED_COSTS_TYPE = `${BASE}/catalogi/api/v1/besluittypen/00000000-0000-4000-8000-0000000000b1`;

/** As Klantinteracties has it; `_expand` is left out unless it is asked for. */
function partij({ persoon, key, ...resident }: Resident, koppelsleutel: string): JsonObject {
  const uuid = uuidOf('a', ownNumber(key));
  const names = [persoon.roepnaam, persoon.tussenvoegsels, persoon.achternaam];
  const url = `${BASE}/klantinteracties/api/v1/partijen/${uuid}`;
  return {
    uuid,
    url,
    soortPartij: 'persoon',
    indicatieActief: true,
    indicatieGeheimhouding: false,
    betrokkenen: [],
    categorieRelaties: [],
    vertegenwoordigden: [],
    partijIdentificatie: { volledigeNaam: names.filter(name => name !== undefined).join(' ') },
    partijIdentificatoren: [
      {
        uuid,
        url,
        anderePartijIdentificator: koppelsleutel,
        partijIdentificator: {
          codeObjecttype: 'natuurlijk_persoon',
          codeRegister: 'brp',
          codeSoortObjectId: 'bsn',
          objectId: persoon.bsn,
        },
      },
    ],
    bezoekadres: {
      straatnaam: persoon.straat,
      huisnummer: persoon.huisnummer,
      postcode: persoon.postcode,
      stad: '’s-Hertogenbosch',
    },
    _expand: {
      digitaleAdressen: [
        digitaalAdres('email', persoon.email, `Mail van ${key}, leest mee: zus`, uuid),
        digitaalAdres('telefoonnummer', persoon.mobiel, `Mobiel van ${key}`, uuid),
      ],
    },
    voorkeurstaal: resident.voorkeurstaal ?? 'nld',
    interneNotitie: `${persoon.roepnaam} was boos aan de balie, beveiliging gebeld.`,
  };
}

function digitaalAdres(kind: string, adres: string, omschrijving: string, uuid: string): JsonObject {
  const url = `${BASE}/klantinteracties/api/v1/digitaleadressen/${uuid}`;
  return { uuid, url, soortDigitaalAdres: kind, adres, omschrijving };
}

/** A case and a decision at the sociale dienst, with what such records really say beside the date. */
function zaken({ uitkering, persoon, key }: Resident, koppelsleutel: string): readonly JsonObject[] {
  if (uitkering?.doorbetaaldTotEnMet === undefined) return [];
  const uuid = uuidOf('c', ownNumber(key));
  return [
    {
      uuid,
      url: zaakUrl(key),
      identificatie: `ZAAK-2026-${ownNumber(key)}`,
      bronorganisatie: '999990445',
      verantwoordelijkeOrganisatie: '999990445',
      omschrijving: `Opname van ${persoon.roepnaam}`,
      toelichting: `${persoon.roepnaam} is gedwongen opgenomen.`,
      zaaktype: `${BASE}/catalogi/api/v1/zaaktypen/${uuidOf('d', 1)}`,
      vertrouwelijkheidaanduiding: 'vertrouwelijk',
      startdatum: '2026-10-01',
      einddatum: null,
      betalingsindicatieWeergave: '',
      kenmerken: [{ kenmerk: koppelsleutel, bron: 'Wijkpoort' }],
      deelzaken: [],
      eigenschappen: [],
      rollen: [`${BASE}/zaken/api/v1/rollen/${uuidOf('e', ownNumber(key))}`],
      zaakinformatieobjecten: [],
      zaakobjecten: [],
      status: null,
      resultaat: null,
    },
  ];
}

function besluiten({ uitkering, persoon, key }: Resident): readonly JsonObject[] {
  if (uitkering?.doorbetaaldTotEnMet === undefined) return [];
  return [
    {
      url: `${BASE}/besluiten/api/v1/besluiten/${uuidOf('f', ownNumber(key))}`,
      identificatie: `BESLUIT-2026-${ownNumber(key)}`,
      verantwoordelijkeOrganisatie: '999990445',
      besluittype: FIXED_COSTS_TYPE,
      zaak: zaakUrl(key),
      datum: '2026-10-05',
      toelichting: `In verband met de opname van ${persoon.roepnaam} in de kliniek.`,
      ingangsdatum: '2026-10-01',
      vervaldatum: uitkering.doorbetaaldTotEnMet,
    },
  ];
}

const zaakUrl = (key: Resident['key']): string => `${BASE}/zaken/api/v1/zaken/${uuidOf('c', ownNumber(key))}`;

const uuidOf = (kind: string, number: number): string =>
  `00000000-0000-4000-8000-0000000${kind}${String(number).padStart(4, '0')}`;

function uitkeringen({ uitkering, persoon, key }: Resident, koppelsleutel: string): readonly JsonObject[] {
  if (uitkering === undefined) return [];
  const { doorbetaaldTotEnMet: _decided, ...benefit } = uitkering;
  return [
    {
      koppelsleutel,
      ...benefit,
      burgerservicenummer: persoon.bsn,
      klantmanager: `Klantmanager van ${key}`,
      vordering: {
        fraude: {
          parketnummer: `01/${ownNumber(key)}00-26`,
          omschrijving: `Schending inlichtingenplicht ${key}`,
        },
      },
      rapportage: `${persoon.roepnaam} heeft volgens de arts een psychische stoornis.`,
    },
  ];
}

function urgenties({ urgentie, persoon }: Resident, koppelsleutel: string): readonly JsonObject[] {
  if (urgentie === undefined) return [];
  return [
    {
      koppelsleutel,
      toegekend: true,
      besluitdatum: '2026-05-01',
      ...urgentie,
      medischAdvies: `Advies over ${persoon.roepnaam}: klachten door trauma.`,
    },
  ];
}

function woonprofielen(
  { woonprofiel, persoon, zorg, key, contactvoorkeur, voorkeurstaal }: Resident,
  koppelsleutel: string,
): readonly JsonObject[] {
  if (woonprofiel === undefined) return [];
  return [
    {
      koppelsleutel,
      bijgewerktOp: '2026-11-03',
      ...woonprofiel,
      contactvoorkeur: contactvoorkeur ?? null,
      voorkeurstaal: voorkeurstaal ?? 'nld',
      casusnotities: `Werknotitie: ${persoon.roepnaam} vertelde over vroeger.`,
      diagnose: zorg?.diagnose.display ?? null,
      mutatiePolitie: `Politiemutatie ${key} 2026`,
    },
  ];
}
