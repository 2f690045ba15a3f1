import type { JsonObject } from '../read-json.ts';
import { ownNumber, residentsByKoppelsleutel, type Koppelsleutels, type SandboxFiles } from './files.ts';
import type { Huur, Melding, Resident } from './resident.ts';
import { RESIDENTS } from './residents.ts';

/** A housing corporation's VERA records, with all that such a file really holds: BSN, flags, bookings, who complained. */
export function corporationFiles(koppelsleutels: Koppelsleutels): SandboxFiles {
  const files = RESIDENTS.flatMap(resident => {
    const { huur, key } = resident;
    return huur === undefined ? [] : [[key, corporationFile(resident, huur, koppelsleutels[key])] as const];
  });
  return { dialect: 'vera', files: new Map(files), residentOf: residentsByKoppelsleutel(koppelsleutels) };
}

function corporationFile(resident: Resident, huur: Huur, koppelsleutel: string): JsonObject {
  const number = ownNumber(resident.key);
  return {
    relaties: [relatie(resident, number, koppelsleutel)],
    huurovereenkomsten: huurovereenkomsten(huur, number),
    debiteuren: debiteuren(huur, number),
    betalingsregelingen: betalingsregelingen(huur, number),
    externeIncassos: externeIncassos(huur, number),
    voorrangsregelingen: voorrangsregelingen(resident, number),
    zaken: (huur.meldingen ?? []).map((melding, index) => zaak(resident, melding, number, index)),
  };
}

function relatie(resident: Resident, number: number, koppelsleutel: string): JsonObject {
  const { persoon, key } = resident;
  return {
    id: `np-${number}`,
    idExtern: koppelsleutel,
    soort: { code: 'NAT', naam: 'Natuurlijk persoon' },
    roepnaam: persoon.roepnaam,
    voorletters: persoon.voorletters,
    tussenvoegsels: persoon.tussenvoegsels ?? null,
    achternaam: persoon.achternaam,
    aanschrijfnaam: `Aan de bewoner ${persoon.voorletters} ${persoon.achternaam}`,
    bsn: persoon.bsn,
    geboortedatum: persoon.geboortedatum,
    adressen: adressen(resident, number),
    contactgegevens: [
      contactgegeven(`cg-${number}-3`, 'TEL', `073-5559${number % 1000} (zus, niet doorgeven)`, 'GEH'),
      contactgegeven(`cg-${number}-1`, 'MOB', persoon.mobiel, 'VER'),
      contactgegeven(`cg-${number}-2`, 'EMA', persoon.email, 'VER'),
    ],
    rollen: [{ soort: { code: 'AMB', naam: 'Ambulante begeleider' }, naam: `Begeleider van ${key}` }],
    'extra-attributen': [{ naam: 'Notitie', waarde: `${persoon.roepnaam} maakt een verwarde indruk.` }],
    sturingslabels: [{ naam: `Let op bij bezoek aan ${persoon.roepnaam}: met twee personen` }],
  };
}

function adressen({ persoon, key }: Resident, number: number): readonly JsonObject[] {
  const before = { straatnaam: `Voorheenstraat ${key}`, huisnummer: '1', woonplaats: { naam: 'Elders' } };
  const now = {
    straatnaam: persoon.straat,
    huisnummer: String(persoon.huisnummer),
    postcode: persoon.postcode,
    woonplaats: { code: '1084', naam: '’s-Hertogenbosch' },
  };
  const soort = { code: 'WOO', naam: 'Woonadres' };
  return [
    { id: `ra-${number}-oud`, soort, begindatum: '2001-01-01', einddatum: '2008-12-31', adres: before },
    { id: `ra-${number}`, soort, begindatum: '2009-01-01', adres: now },
  ];
}

function contactgegeven(id: string, code: string, waarde: string, vertrouwelijkheid: string): JsonObject {
  return { id, soort: { code }, waarde, vertrouwelijkheid: { code: vertrouwelijkheid } };
}

function huurovereenkomsten({ contract, saldo }: Huur, number: number): readonly JsonObject[] {
  if (contract === undefined) return [];
  return [
    {
      id: `ho-${number}`,
      status: { code: 'LOP', naam: 'Lopend' },
      detailSoort: { code: contract.soort, naam: 'Huurcontract' },
      begindatum: contract.begindatum,
      brutohuur: contract.brutohuur,
      rekenhuur: contract.brutohuur - 14.25,
      relaties: [`https://relaties.example.nl/v4/natuurlijk-personen/np-${number}`],
      bewakingsstatus: { code: saldo === 0 ? 'NOR' : 'INC', naam: 'Bewaking van de betaling' },
      startBrutoJaarinkomen: 16_100 + number,
      maatschappelijkLabel: { code: 'GGZ', naam: 'Doelgroep geestelijke gezondheidszorg' },
    },
  ];
}

function debiteuren({ saldo }: Huur, number: number): readonly JsonObject[] {
  if (saldo === undefined) return [];
  const relatieUri = `https://relaties.example.nl/v4/natuurlijk-personen/np-${number}`;
  const boeking = {
    id: `bo-${number}`,
    omschrijving: `Huur, laatste storting door zorgkantoor ${number}`,
    bedrag: saldo / 3,
  };
  return [
    { id: `de-${number}`, soort: { code: 'HUU' }, relatie: relatieUri, saldo, boekingen: [boeking] },
    {
      id: `de-${number}-k`,
      soort: { code: 'OVE' },
      relatie: relatieUri,
      saldo: 77.05 + number,
      boekingen: [],
    },
  ];
}

function betalingsregelingen({ betalingsregeling, saldo }: Huur, number: number): readonly JsonObject[] {
  if (betalingsregeling === undefined) return [];
  return [
    {
      id: `br-${number}`,
      status: { code: betalingsregeling, naam: 'Status van de regeling' },
      begindatum: '2026-10-01',
      debiteur: { id: `de-${number}` },
      saldo,
      toelichting: `Betaalt pas na zijn opname, zegt de broer van ${number}.`,
    },
  ];
}

function externeIncassos({ ontruimingPer, saldo }: Huur, number: number): readonly JsonObject[] {
  if (ontruimingPer === undefined) return [];
  return [
    {
      id: `ei-${number}`,
      soort: { code: 'DEU', naam: 'Deurwaarder' },
      status: { code: 'ACT', naam: 'Actief' },
      startreden: { code: 'WUI', naam: 'Wacht op uitkering' },
      relatie: { id: `rp-deurwaarder-${number}` },
      debiteur: { id: `de-${number}`, relatie: { id: `np-${number}` } },
      saldo,
      externeincassoacties: [
        {
          id: `ea-${number}-1`,
          soort: { code: 'EXP', naam: 'Exploot uitgereikt' },
          begindatum: '2026-09-02',
        },
        {
          id: `ea-${number}-2`,
          soort: { code: 'ONT', naam: 'Ontruiming aangezegd' },
          begindatum: ontruimingPer,
        },
      ],
    },
  ];
}

function voorrangsregelingen({ urgentie }: Resident, number: number): readonly JsonObject[] {
  if (urgentie === undefined) return [];
  return [
    {
      id: `vr-${number}`,
      soort: { code: 'URG', naam: 'Urgentie' },
      detailSoort: { code: 'MED', naam: `Medisch (${urgentie.categorie})` },
      begindatum: '2026-05-01T00:00:00Z',
      einddatum: `${urgentie.geldigTot}T00:00:00Z`,
      relatie: `https://relaties.example.nl/v4/natuurlijk-personen/np-${number}`,
    },
  ];
}

function zaak({ persoon }: Resident, melding: Melding, number: number, index: number): JsonObject {
  return {
    id: `za-${number}-${index}`,
    omschrijving: melding.omschrijving,
    toelichting: `Dossier: gesprek met ${persoon.roepnaam} over medicatie.`,
    begindatum: `${melding.datum}T09:30:00Z`,
    zaaktype: {
      soort: { code: melding.soort },
      detailSoort: { code: melding.detailSoort, naam: melding.naam },
    },
    rollen: [
      {
        soort: { code: 'MEL', naam: 'Melder' },
        omschrijving: melding.melder,
        relatie: { id: `np-melder-${number}` },
      },
      { soort: { code: 'BEK', naam: 'Beklaagde' }, relatie: { id: `np-${number}`, bsn: persoon.bsn } },
    ],
  };
}
