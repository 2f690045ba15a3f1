import { codeList, type CodeMeaning, type Sensitivity } from './code-list.ts';

type Row = readonly [code: string, word: string, sensitivity?: Sensitivity, also?: Partial<CodeMeaning>];

const under = (soort: string, ...rows: readonly Row[]): readonly CodeMeaning[] =>
  rows.map(([code, word, sensitivity = 'G', also]) => ({ soort, code, word, sensitivity, ...also }));

const SOCIAL = { under: 'SOC' };

/**
 * The codes of the VERA reference data that an answer can be made of, and those that must be recognised to be withheld. Which
 * class a code has is our judgement; what is not listed is not understood, and stays at the corporation.
 */
export const VERA_CODES = codeList([
  ...under(
    'OVEREENKOMSTSTATUS',
    ['VOO', 'voorlopig'],
    ['GOE', 'goedgekeurd'],
    ['LOP', 'lopend'],
    ['VOP', 'voorlopig opgezegd'],
    ['OPG', 'opgezegd'],
    ['BEE', 'beëindigd'],
    ['GEA', 'geannuleerd'],
    // A tenancy that was dissolved or annulled tells of a conflict.
    ['ONT', 'ontbonden', 'S'],
    ['VER', 'vernietigd', 'S'],
  ),
  ...under(
    'OVEREENKOMSTDETAILSOORT',
    ['ONB', 'onbepaalde tijd'],
    ['TIJ', 'tijdelijk'],
    ['JON', 'jongerencontract'],
    ['CAM', 'campuscontract'],
    ['FLE', 'flexcontract'],
    ['FRI', 'friendscontract'],
    ['KAM', 'kamergewijze verhuur'],
  ),
  ...under(
    'BETALINGSREGELINGSTATUS',
    ['AAN', 'aangevraagd', 'F'],
    ['ACT', 'actief', 'F'],
    ['ANN', 'geannuleerd', 'F'],
    ['BEE', 'beëindigd', 'F'],
    ['BEV', 'bevroren', 'F'],
  ),
  ...under(
    'ZAAKTYPEDETAILSOORT',
    ['GEL', 'geluidsoverlast', 'S', SOCIAL],
    ['STA', 'stankoverlast', 'S', SOCIAL],
    ['RUZ', 'burenruzie', 'S', SOCIAL],
    ['DIE', 'overlast door huisdieren', 'S', SOCIAL],
    ['VUIL', 'vervuiling', 'S', { ...SOCIAL, until: '2022-11-10' }],
    ['VUI', 'vervuiling', 'S', { ...SOCIAL, from: '2022-11-11' }],
    ['HAN', 'omgevingsoverlast', 'S', { under: 'OMG' }],
    ['HUA', 'huurachterstand', 'F', { under: 'FIN', from: '2025-10-10' }],
    ['PSY', 'psychische problematiek', '9a', SOCIAL],
    ['VER', 'verslavingsproblematiek', '9a', SOCIAL],
    ['AGR', 'agressie of bedreiging', '10', SOCIAL],
    ['VAN', 'vandalisme', '10', SOCIAL],
    ['DRU', 'handel in drugs', '10', SOCIAL],
    ['HEN', 'hennepkwekerij', '10', SOCIAL],
    ['ONR', 'onrechtmatige bewoning', '10', { under: 'WOO' }],
  ),
  ...under(
    'VOORRANGSOORT',
    ['URG', 'urgentie', 'S'],
    ['BIN', 'binding', 'S'],
    // An indication is medical; a group may be one of people who leave an institution.
    ['IND', 'indicatie', '9a'],
    ['GRO', 'groep', '9a'],
  ),
  ...under(
    'VOORRANGDETAILSOORT',
    ['MED', 'medisch', '9a', { under: 'URG' }],
    ['UIT', 'uitstroom uit een instelling', '9a', { under: 'URG' }],
    ['SOC', 'sociaal', '9a', { under: 'URG' }],
    ['MAN', 'mantelzorg', '9a', { under: 'URG' }],
    ['EXD', 'na detentie', '10', { under: 'URG' }],
    ['GEW', 'geweld of bedreiging', '10', { under: 'URG' }],
    ['FIN', 'financieel', 'F', { under: 'URG' }],
  ),
  ...under(
    'AANVULLENDEDOELGROEP',
    ['GGZ', 'ggz', '9a'],
    ['PSY', 'psychiatrie', '9a'],
    ['VBE', 'verstandelijke beperking', '9a', { from: '2023-10-20' }],
    // One code, two meanings, and for two weeks both at once.
    ['VER', 'verstandelijke beperking', '9a', { from: '2023-10-06', until: '2023-10-20' }],
    ['VER', 'verslaving', '9a'],
    ['GED', 'na detentie', '10'],
    ['SKA', 'zware overlast', '10'],
    ['DAK', 'na dakloosheid', 'S'],
  ),
  ...under(
    'SIGNALERINGDETAILSOORT',
    ['BET', 'betalingsachterstand', 'F'],
    ['AMB', 'ambulante begeleiding', '9a'],
    ['CUR', 'curatele', '9a'],
    ['BEW', 'bewind', 'F'],
    ['BEZ', 'bezoek met twee', 'S'],
    ['DRU', 'handel in drugs', '10'],
  ),
]);
