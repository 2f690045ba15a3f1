import type { Resident } from '../resident.ts';

export const kees: Resident = {
  key: 'kees',
  verhaal:
    'Kees heeft huurachterstand. De corporatie deed de vier stappen van het Besluit gemeentelijke schuldhulpverlening.',
  persoon: {
    roepnaam: 'Kees',
    voorletters: 'C.',
    achternaam: 'Nepveen',
    geboortedatum: '1970-05-19',
    bsn: '999995236',
    mobiel: '06-55500108',
    email: 'kees.nepveen@example.nl',
    straat: 'Schijnbaarstraat',
    huisnummer: 85,
    postcode: '5299 ZR',
  },
  huur: {
    contract: { begindatum: '2014-03-01', soort: 'ONB', brutohuur: 614.2 },
    saldo: 1842.6,
    betalingsregeling: 'AAN',
    ontruimingPer: '2027-01-18',
  },
};
