import type { Resident } from '../resident.ts';

export const jan: Resident = {
  key: 'jan',
  verhaal: 'Jan reist graag met de trein en loopt daarin vast. Hij zit zelf aan de doorbraaktafel.',
  persoon: {
    roepnaam: 'Jan',
    voorletters: 'J.',
    tussenvoegsels: 'van der',
    achternaam: 'Proef',
    geboortedatum: '1979-11-03',
    bsn: '999995030',
    mobiel: '06-55500102',
    email: 'jan.vanderproef@example.nl',
    straat: 'Fabelpad',
    huisnummer: 17,
    postcode: '5299 ZY',
  },
  contactvoorkeur: 'langskomen, liever niet bellen',
  huur: {
    contract: { begindatum: '2017-06-01', soort: 'ONB', brutohuur: 548.3 },
    saldo: 0,
    meldingen: [
      {
        soort: 'SOC',
        detailSoort: 'PSY',
        naam: 'Psychische problematiek',
        datum: '2026-02-11',
        melder: 'Huismeester G. Verklikt',
        omschrijving: 'Jan praat hardop op de galerij, vermoedelijk weer ziek.',
      },
    ],
  },
  uitkering: {
    regeling: 'Participatiewet',
    status: 'loopt',
    ingangsdatum: '2015-09-01',
    bedragPerMaand: 1345.17,
    draagkrachtHuur: 'ja, de huidige huur',
  },
  woonprofiel: {
    doorbraakvraag: 'Reist graag met de trein en loopt daarin vast.',
    acties: [
      { wie: 'Sociaal Wijkteam Zuidoost', wat: 'vraagt een OV-jaarkaart aan', uiterlijk: '2026-12-04' },
      { wie: 'Jan', wat: 'kiest met zijn maatje een vaste reisdag', uiterlijk: '2026-12-11' },
    ],
    bejegeningsadvies: 'Praat rustig, noem je naam en geef Jan tijd om te antwoorden.',
    begeleidingsvoorwaarden: 'Een vaste begeleider, afspraken op papier.',
    vervoer: 'OV-jaarkaart tweede klas',
    wensDaginvulling: 'Reizen, en een dag in de week helpen bij de modelspoorclub.',
  },
  zorg: {
    diagnose: { code: 'F20.0', display: 'Paranoïde schizofrenie' },
    team: 'FACT-team psychose',
    nummer24x7: '073-5550125',
  },
};
