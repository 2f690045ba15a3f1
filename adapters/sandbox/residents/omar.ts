import type { Resident } from '../resident.ts';

export const omar: Resident = {
  key: 'omar',
  verhaal: 'Omar heeft huurachterstand en zei nee tegen het doorgeven aan schuldhulp. Dan gaat er niets.',
  persoon: {
    roepnaam: 'Omar',
    voorletters: 'O.',
    achternaam: 'Fabeltje',
    geboortedatum: '1987-10-01',
    bsn: '999995303',
    mobiel: '06-55500110',
    email: 'omar.fabeltje@example.nl',
    straat: 'Schijnbaarstraat',
    huisnummer: 91,
    postcode: '5299 ZR',
  },
  voorkeurstaal: 'som',
  huur: { contract: { begindatum: '2021-12-01', soort: 'ONB', brutohuur: 655.1 }, saldo: 1310.2 },
};
