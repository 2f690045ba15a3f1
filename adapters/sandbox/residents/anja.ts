import type { Resident } from '../resident.ts';

export const anja: Resident = {
  key: 'anja',
  verhaal:
    'Anja woont bij Reinier van Arkel en wil een eigen woning. Zij kiest per onderdeel wat Zayaz van haar woonprofiel krijgt.',
  persoon: {
    roepnaam: 'Anja',
    voorletters: 'A.M.',
    achternaam: 'Verzonnen',
    geboortedatum: '1988-04-12',
    bsn: '999995005',
    mobiel: '06-55500101',
    email: 'anja.verzonnen@example.nl',
    straat: 'Nergensstraat',
    huisnummer: 4,
    postcode: '5299 ZZ',
  },
  contactvoorkeur: 'liefst een appje, bellen na 13.00 uur',
  huur: {},
  uitkering: {
    regeling: 'Participatiewet',
    status: 'loopt',
    ingangsdatum: '2022-03-01',
    bedragPerMaand: 1345.07,
    draagkrachtHuur: 'ja, tot 700 euro per maand',
  },
  urgentie: {
    geldigTot: '2027-05-01',
    zoekprofiel: 'tweekamerwoning in een rustige straat',
    categorie: 'uitstroom uit een instelling (Hvw 12 lid 3)',
  },
  woonprofiel: {
    akkoord: { versie: 3, datum: '2026-10-28' },
    woonwens: 'Een rustige tweekamerwoning, niet aan een doorgaande weg, dicht bij het park.',
    begeleidingsvoorwaarden:
      'Twee keer per week komt er iemand langs. Bij spanning wil Anja eerst een appje.',
    contact24x7: 'Begeleiding Anja, dag en nacht: 073-5550124',
    woonafspraken: ['De begeleider heeft een sleutel.', 'Na 22.00 uur is het rustig.'],
    draagkrachtHuur: 'ja, tot 700 euro per maand',
    urgentieStatus: 'ja, geldig tot 2027-05-01',
    ondersteuningsbehoefte: 'Hulp bij het plannen van de week en bij post.',
    wensDaginvulling: 'Twee ochtenden in de kas werken.',
  },
  zorg: {
    diagnose: { code: 'F60.3', display: 'Emotioneel instabiele persoonlijkheidsstoornis' },
    team: 'FACT-team Verzonnen-Oost',
    nummer24x7: '073-5550124',
  },
};
