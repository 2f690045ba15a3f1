import { nlFields, nlPurposes } from '../nl/fields.ts';

/** What differs from the Dutch at B1; the rest is as plain as it can be already. */
export const simpleFields: Readonly<Record<string, string>> = {
  ...nlFields,
  'identiteit.geboortedatum': 'de dag dat u geboren bent',
  'identiteit.bsn': 'uw nummer bij de overheid (BSN)',
  'identiteit.koppelsleutel': 'een nummer voor u, dat alleen zij hebben',
  'wonen.huurachterstand': 'hoeveel huur u nog niet heeft betaald',
  'wonen.overlast_feiten': 'wat er gebeurde toen buren last hadden',
  'wonen.overlast_melder': 'wie zei dat er overlast was',
  'wonen.urgentie_status': 'of u sneller een huis krijgt',
  'wonen.urgentie_categorie': 'waarom u sneller een huis krijgt',
  'schulden.bewind': 'of iemand op uw geld past',
  'zorg.middelengebruik': 'of u alcohol of drugs gebruikt',
  'zorg.begeleidingsvoorwaarden': 'welke hulp u thuis nodig heeft',
  'zorg.bejegeningsadvies': 'hoe mensen met u om moeten gaan',
  'crisis.veilig_thuis': 'of Veilig Thuis iets over u hoorde',
  'opname.verlof': 'wanneer u even naar huis mag',
  'casus.leerverhaal': 'een verhaal zonder uw naam',
};

export const simplePurposes: Readonly<Record<string, string>> = {
  ...nlPurposes,
  D01: 'een goed huis voor u vinden',
  D02: 'samen iets voor u oplossen',
  D03: 'zorgen dat uw uitkering en uw huur doorgaan',
  D05: 'u helpen als de huur niet is betaald',
  D07: 'zeggen dat iemand zich zorgen maakt over u',
  D13: 'zorgen dat uw hulp goed bij elkaar past',
  D14: 'leren, zonder uw naam',
};
