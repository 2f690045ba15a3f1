import type { Resident } from '../resident.ts';

export const fatima: Resident = {
  key: 'fatima',
  verhaal:
    'Fatima is vrijwillig acht weken opgenomen. Zij wil dat de sociale dienst weet wanneer, niet waarom.',
  persoon: {
    roepnaam: 'Fatima',
    voorletters: 'F.',
    tussenvoegsels: 'el',
    achternaam: 'Voorbeeld',
    geboortedatum: '1991-07-22',
    bsn: '999995066',
    mobiel: '06-55500103',
    email: 'fatima.elvoorbeeld@example.nl',
    straat: 'Denkbeeldhof',
    huisnummer: 9,
    postcode: '5299 ZX',
  },
  contactvoorkeur: 'bellen in de ochtend, met een tolk',
  voorkeurstaal: 'ara',
  huur: { contract: { begindatum: '2020-02-01', soort: 'ONB', brutohuur: 612.75 }, saldo: 0 },
  uitkering: {
    regeling: 'Participatiewet',
    status: 'loopt',
    ingangsdatum: '2021-01-01',
    bedragPerMaand: 1345.27,
    draagkrachtHuur: 'ja, de huidige huur',
    doorbetaaldTotEnMet: '2027-03-01',
  },
  woonprofiel: { woningAanhouden: 'Fatima houdt haar woning aan en komt na de opname terug.' },
  zorg: {
    diagnose: { code: 'F32.2', display: 'Ernstige depressieve episode' },
    team: 'Kliniek Verzonnenhof, afdeling 3',
    nummer24x7: '073-5550126',
    opname: { titel: 'Vrijwillige opname', begin: '2026-10-19', eind: '2026-12-14' },
  },
};
