import type { Resident } from '../resident.ts';

export const els: Resident = {
  key: 'els',
  verhaal: 'Els zei ja en trok dat weer in. Wat al gegeven is staat in haar overzicht; er komt niets bij.',
  persoon: {
    roepnaam: 'Els',
    voorletters: 'E.C.',
    tussenvoegsels: 'van',
    achternaam: 'Fictie',
    geboortedatum: '1956-08-25',
    bsn: '999995200',
    mobiel: '06-55500107',
    email: 'els.vanfictie@example.nl',
    straat: 'Verzinselplein',
    huisnummer: 2,
    postcode: '5299 ZS',
  },
  contactvoorkeur: 'bellen, tussen de middag',
  huur: { contract: { begindatum: '1998-05-01', soort: 'ONB', brutohuur: 495.6 }, saldo: 0 },
  urgentie: {
    geldigTot: '2027-02-01',
    zoekprofiel: 'gelijkvloerse woning',
    categorie: 'medische reden (Hvw 12 lid 3)',
  },
  woonprofiel: {
    akkoord: { versie: 1, datum: '2026-06-15' },
    woonwens: 'Gelijkvloers, in dezelfde buurt.',
    begeleidingsvoorwaarden: 'Een keer per week hulp bij de administratie.',
    contact24x7: 'Begeleiding Els, dag en nacht: 073-5550129',
    urgentieStatus: 'ja, geldig tot 2027-02-01',
  },
  zorg: {
    diagnose: { code: 'F42.3', display: 'Verzameldwang' },
    team: 'Ouderenteam Verzonnen-Noord',
    nummer24x7: '073-5550129',
  },
};
