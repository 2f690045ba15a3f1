import type { Resident } from '../resident.ts';

export const ahmed: Resident = {
  key: 'ahmed',
  verhaal:
    'Ahmed is gedwongen opgenomen (Wvggz). De sociale dienst vraagt schriftelijk om de datums, en krijgt alleen die.',
  persoon: {
    roepnaam: 'Ahmed',
    voorletters: 'A.',
    achternaam: 'Bedacht',
    geboortedatum: '1984-03-17',
    bsn: '999995170',
    mobiel: '06-55500106',
    email: 'ahmed.bedacht@example.nl',
    straat: 'Luchtkasteellaan',
    huisnummer: 58,
    postcode: '5299 ZT',
  },
  huur: { contract: { begindatum: '2018-10-01', soort: 'ONB', brutohuur: 577.9 }, saldo: 0 },
  uitkering: {
    regeling: 'Participatiewet',
    status: 'loopt',
    ingangsdatum: '2019-05-01',
    bedragPerMaand: 1345.47,
    draagkrachtHuur: 'ja, de huidige huur',
  },
  zorg: {
    diagnose: { code: 'F31.2', display: 'Bipolaire stoornis, manische episode met psychotische kenmerken' },
    team: 'Kliniek Verzonnenhof, gesloten afdeling 1',
    nummer24x7: '073-5550128',
    afspraak: 'Ahmed woont het liefst waar het ’s nachts stil is.',
    vertegenwoordiger: { rol: '14', naam: 'Verzinsel', telefoon: '073-5550177' },
    opname: {
      titel: 'Crisismaatregel (Wvggz)',
      juridischeStatus: 'CM',
      begin: '2026-11-02',
      eind: '2026-12-21',
      verlof: [['2026-11-14', '2026-11-15']],
    },
  },
};
