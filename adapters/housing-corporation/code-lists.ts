/** From the VERA reference data, by (soort, code). A code that is not listed here is withheld: it may say more than its field. */
export const AGREEMENT_STATUS: ReadonlyMap<string, string> = new Map([
  ['VOO', 'voorlopig'],
  ['GOE', 'goedgekeurd'],
  ['LOP', 'lopend'],
  ['VOP', 'voorlopig opgezegd'],
  ['OPG', 'opgezegd'],
  ['BEE', 'beëindigd'],
]);

/** Those under which someone still lives there. */
export const RUNNING_AGREEMENT: ReadonlySet<string> = new Set(['LOP', 'VOP', 'OPG']);

export const AGREEMENT_KIND: ReadonlyMap<string, string> = new Map([
  ['ONB', 'onbepaalde tijd'],
  ['TIJ', 'tijdelijk'],
  ['JON', 'jongerencontract'],
  ['FLE', 'flexcontract'],
  ['KAM', 'kamergewijze verhuur'],
]);

export const ARRANGEMENT_STATUS: ReadonlyMap<string, string> = new Map([
  ['AAN', 'aangevraagd'],
  ['ACT', 'actief'],
  ['ANN', 'geannuleerd'],
  ['BEE', 'beëindigd'],
  ['BEV', 'bevroren'],
]);

/**
 * ZAAKTYPESOORT.ZAAKTYPEDETAILSOORT of ordinary nuisance. Left out on purpose: health (PSY, VER) and what
 * points to an offence (AGR, DRU, HEN, VAN), which no partner may learn from a housing file (AVG 9, 10).
 */
export const NUISANCE_KIND: ReadonlyMap<string, string> = new Map([
  ['SOC.GEL', 'geluidsoverlast'],
  ['SOC.STA', 'stankoverlast'],
  ['SOC.RUZ', 'burenruzie'],
  ['SOC.VUI', 'vervuiling'],
  ['SOC.DIE', 'overlast door huisdieren'],
  ['OMG.HAN', 'omgevingsoverlast'],
]);
