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
    uitkeringen: uitkeringen(resident, koppelsleutel),
    urgenties: urgenties(resident, koppelsleutel),
    woonprofielen: woonprofielen(resident, koppelsleutel),
  };
}

function partij({ persoon, key, ...resident }: Resident, koppelsleutel: string): JsonObject {
  const number = ownNumber(key);
  const names = [persoon.roepnaam, persoon.tussenvoegsels, persoon.achternaam];
  return {
    uuid: `00000000-0000-4000-8000-00000000${number}`,
    soortPartij: 'persoon',
    registratiedatum: '2026-01-05',
    volledigeNaam: names.filter(name => name !== undefined).join(' '),
    partijIdentificatoren: [
      { partijIdentificator: { codeSoortObjectId: 'koppelsleutel', objectId: koppelsleutel } },
      { partijIdentificator: { codeSoortObjectId: 'bsn', objectId: persoon.bsn } },
    ],
    bezoekadres: {
      straatnaam: persoon.straat,
      huisnummer: persoon.huisnummer,
      postcode: persoon.postcode,
      stad: '’s-Hertogenbosch',
    },
    digitaleAdressen: [
      { soortDigitaalAdres: 'email', adres: persoon.email, omschrijving: `Mail van ${key}, leest mee: zus` },
      { soortDigitaalAdres: 'telefoonnummer', adres: persoon.mobiel, omschrijving: `Mobiel van ${key}` },
    ],
    contactvoorkeur: resident.contactvoorkeur ?? null,
    voorkeurstaal: resident.voorkeurstaal ?? 'nld',
    interneNotitie: `${persoon.roepnaam} was boos aan de balie, beveiliging gebeld.`,
  };
}

function uitkeringen({ uitkering, persoon, key }: Resident, koppelsleutel: string): readonly JsonObject[] {
  if (uitkering === undefined) return [];
  const { doorbetaaldTotEnMet, ...benefit } = uitkering;
  return [
    {
      koppelsleutel,
      ...benefit,
      vasteLasten:
        doorbetaaldTotEnMet === undefined
          ? null
          : { doorbetaaldTotEnMet, reden: `Opname van ${persoon.roepnaam}` },
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
  { woonprofiel, persoon, zorg, key }: Resident,
  koppelsleutel: string,
): readonly JsonObject[] {
  if (woonprofiel === undefined) return [];
  return [
    {
      koppelsleutel,
      bijgewerktOp: '2026-11-03',
      ...woonprofiel,
      casusnotities: `Werknotitie: ${persoon.roepnaam} vertelde over vroeger.`,
      diagnose: zorg?.diagnose.display ?? null,
      mutatiePolitie: `Politiemutatie ${key} 2026`,
    },
  ];
}
