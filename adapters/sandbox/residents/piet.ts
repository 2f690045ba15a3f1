import type { Resident } from '../resident.ts';

export const piet: Resident = {
  key: 'piet',
  verhaal: 'Piet heeft een waakvlamcontract: zijn hulp slaapt, en is binnen een halve dag wakker.',
  persoon: {
    roepnaam: 'Piet',
    voorletters: 'P.J.',
    achternaam: 'Testhuis',
    geboortedatum: '1962-01-30',
    bsn: '999995108',
    mobiel: '06-55500104',
    email: 'piet.testhuis@example.nl',
    straat: 'Galerijloos',
    huisnummer: 212,
    postcode: '5299 ZW',
  },
  huur: {
    contract: { begindatum: '2009-09-15', soort: 'ONB', brutohuur: 501.2 },
    saldo: 0,
    meldingen: [
      {
        soort: 'SOC',
        detailSoort: 'GEL',
        naam: 'Geluidsoverlast',
        datum: '2026-08-03',
        melder: 'Mevrouw T. Buurvrouw van nummer 214',
        omschrijving: 'Piet loopt ’s nachts te schreeuwen, volgens de buurvrouw drinkt hij weer.',
      },
      {
        soort: 'SOC',
        detailSoort: 'GEL',
        naam: 'Geluidsoverlast',
        datum: '2026-09-17',
        melder: 'Mevrouw T. Buurvrouw van nummer 214',
        omschrijving: 'Harde radio na middernacht.',
      },
      {
        soort: 'SOC',
        detailSoort: 'VER',
        naam: 'Verslavingsproblematiek',
        datum: '2026-09-20',
        melder: 'Wijkbeheerder S. Opmerkzaam',
        omschrijving: 'Flessen op de galerij.',
      },
    ],
  },
  woonprofiel: {
    waakvlamAfspraken: [
      'BrabantWonen mag de begeleider dag en nacht bellen.',
      'De begeleider is binnen een halve dag bij Piet.',
    ],
    contact24x7: 'Begeleiding Piet, dag en nacht: 073-5550127',
    bejegeningsadvies: 'Bel eerst aan en wacht. Begin over voetbal.',
  },
  zorg: {
    diagnose: { code: 'F10.2', display: 'Alcoholafhankelijkheid' },
    team: 'FACT-team verslaving',
    nummer24x7: '073-5550127',
  },
};
