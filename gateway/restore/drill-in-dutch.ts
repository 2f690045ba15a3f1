import { faultInDutch } from '../ledger/fault-in-dutch.ts';
import type { Comparison } from './compare-outside.ts';
import type { DrillReport } from './drill.ts';
import type { LostDecision } from './reapply-withdrawals.ts';

/** One thing a drill has to say; a finding is what somebody has to look at. */
export interface DrillLine {
  readonly isFinding: boolean;
  readonly sentence: string;
}

/** What a drill found, in the order in which somebody wants to know it. */
export const drillInDutch = (report: DrillReport): readonly DrillLine[] => [
  ledgerLine(report),
  ...(report.damagedPages === 0
    ? []
    : [finding(`De kopie is beschadigd: van ${report.damagedPages} pagina's klopt het controlegetal niet.`)]),
  ...report.comparisons.map(comparisonLine),
  ...(report.comparisons.length === 0
    ? [finding('Buiten de database is niets over dit logboek bekend: of er regels missen is niet te zeggen.')]
    : []),
  registerLine(report),
  ...report.lost.map(lostLine),
  ...(report.refused === 0
    ? []
    : [finding(`${report.refused} bestanden in de map met bewijzen zijn geen ontvangstbewijs van ons.`)]),
  ...(report.missing === 0
    ? []
    : [
        finding(
          `Er missen ${report.missing} regels; van ${report.unclaimed} daarvan bracht niemand een kopie. Wie daarin iets stopte, heeft dat hier niet gestopt.`,
        ),
      ]),
  keysLine(report),
];

const fine = (sentence: string): DrillLine => ({ isFinding: false, sentence });
const finding = (sentence: string): DrillLine => ({ isFinding: true, sentence });

const ledgerLine = ({ verification, size }: DrillReport): DrillLine =>
  verification.fault === undefined
    ? fine(`Het teruggezette logboek klopt: ${size} regels.`)
    : finding(`Het teruggezette logboek (${size} regels) klopt niet. ${faultInDutch(verification)}`);

function comparisonLine(compared: Comparison): DrillLine {
  const { who } = compared;
  switch (compared.kind) {
    case 'equal':
      return fine(`Gelijk aan wat bekend is bij ${who}.`);
    case 'ahead':
      return fine(`Begint met wat bekend is bij ${who}, en is ${compared.entries} regels verder.`);
    case 'behind':
      return finding(`Loopt ${compared.entries} regels achter op wat bekend is bij ${who}.`);
    case 'another-history':
      return finding(`Heeft een andere geschiedenis dan wat bekend is bij ${who}.`);
    case 'says-nothing':
      return finding(`Van ${who} is niets te horen over dit logboek.`);
  }
}

const registerLine = ({ unregistered }: DrillReport): DrillLine =>
  unregistered === 0
    ? fine('Elk besluit in het logboek staat ook in het register.')
    : finding(`${unregistered} besluiten staan in het logboek en niet in het register.`);

const OUTCOMES: Readonly<Record<LostDecision['outcome'], string>> = {
  closed: 'opnieuw toegepast: de toestemming is beëindigd',
  stood: 'er stond geen ja meer open',
  unknown: 'de toestemming zelf is ook van na de kopie en bestaat hier niet',
  left: 'niet teruggebracht: een ja wordt opnieuw gevraagd',
};

const lostLine = ({ consent, receipt, decision, outcome }: LostDecision): DrillLine =>
  finding(
    `Van na de kopie: bewijs ${receipt}, toestemming ${consent}, besluit ${decision}; ${OUTCOMES[outcome]}.`,
  );

function keysLine({ keys: { keys, destroyed, sealed, opened } }: DrillReport): DrillLine {
  if (opened > 0)
    return finding(
      `Van ${destroyed} vernietigde sleutels gaan toch ${opened} regels open: wissen is niet gelukt.`,
    );
  return fine(
    `Van ${destroyed} van de ${keys} sleutels van bewoners is de helft in de kluis weg; hun ${sealed} verzegelde regels gaan niet open.`,
  );
}
