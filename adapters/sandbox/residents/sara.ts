import type { Resident } from '../resident.ts';

export const sara: Resident = {
  key: 'sara',
  verhaal: 'Sara heeft bezwaar gemaakt: zonder haar ja gaat er niets meer naar de tafel.',
  persoon: {
    roepnaam: 'Sara',
    voorletters: 'S.',
    achternaam: 'Denkbeeld',
    geboortedatum: '1995-12-08',
    bsn: '999995145',
    mobiel: '06-55500105',
    email: 'sara.denkbeeld@example.nl',
    straat: 'Sprookjessteeg',
    huisnummer: 31,
    postcode: '5299 ZV',
  },
  contactvoorkeur: 'alleen per mail',
  huur: {
    contract: { begindatum: '2023-04-01', soort: 'TIJ', brutohuur: 689.4 },
    saldo: 689.4,
    betalingsregeling: 'ACT',
    meldingen: [
      {
        soort: 'SOC',
        detailSoort: 'STA',
        naam: 'Stankoverlast',
        datum: '2026-05-29',
        melder: 'De heer B. Onderbuur',
        omschrijving: 'Volgens de onderbuurman staat er weken afval op het balkon.',
      },
    ],
  },
  uitkering: {
    regeling: 'Participatiewet',
    status: 'opgeschort',
    ingangsdatum: '2024-11-01',
    bedragPerMaand: 1345.37,
    draagkrachtHuur: 'nee',
  },
  woonprofiel: { doorbraakvraag: 'Wil haar post weer zelf openmaken.' },
};
