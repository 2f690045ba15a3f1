import type { Resident } from '../resident.ts';

export const noor: Resident = {
  key: 'noor',
  verhaal: 'Noor is vijftien. Zij zegt zelf ja, maar voor die toestemming is ook een ouder nodig (UAVG 5).',
  persoon: {
    roepnaam: 'Noor',
    voorletters: 'N.',
    achternaam: 'Sprookjes',
    geboortedatum: '2011-06-06',
    bsn: '999995339',
    mobiel: '06-55500111',
    email: 'noor.sprookjes@example.nl',
    straat: 'Sprookjessteeg',
    huisnummer: 12,
    postcode: '5299 ZV',
  },
  contactvoorkeur: 'een appje na schooltijd',
  woonprofiel: {
    doorbraakvraag: 'Wil naar school kunnen zonder ruzie thuis.',
    wensDaginvulling: 'Tekenles op zaterdag.',
    begeleidingsvoorwaarden: 'Gesprekken buiten huis.',
  },
  zorg: {
    diagnose: { code: 'F43.2', display: 'Aanpassingsstoornis' },
    team: 'Jeugdteam Verzonnen-Zuid',
    nummer24x7: '073-5550132',
  },
};
