import type { Resident } from '../resident.ts';

export const lin: Resident = {
  key: 'lin',
  verhaal: 'Lin heeft een mentor. De mentor beslist mee over zorg, niet over geld.',
  persoon: {
    roepnaam: 'Lin',
    voorletters: 'L.',
    achternaam: 'Vertelsel',
    geboortedatum: '2001-02-14',
    bsn: '999995273',
    mobiel: '06-55500109',
    email: 'lin.vertelsel@example.nl',
    straat: 'Dagdroomdreef',
    huisnummer: 6,
    postcode: '5299 ZP',
  },
  contactvoorkeur: 'via de mentor, en daarna Lin zelf',
  huur: { contract: { begindatum: '2024-08-01', soort: 'JON', brutohuur: 432.5 }, saldo: 0 },
  woonprofiel: {
    akkoord: { versie: 2, datum: '2026-09-09' },
    woonwens: 'Met andere jongeren in de buurt.',
    begeleidingsvoorwaarden: 'Elke ochtend iemand die aanklopt.',
    vertegenwoordiger: 'Mentor: mevrouw M. Verbeelding, 073-5550130 (verzorging en begeleiding)',
    wensDaginvulling: 'Werken met dieren.',
  },
  zorg: {
    diagnose: { code: 'F70', display: 'Lichte verstandelijke beperking' },
    team: 'Woonbegeleiding Cello, locatie Nergens',
    nummer24x7: '073-5550131',
  },
};
