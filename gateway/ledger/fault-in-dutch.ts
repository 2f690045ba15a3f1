import type { LedgerFault } from './ledger-fault.ts';
import type { Verification } from './verify.ts';

/** What is wrong with the log, as a sentence. */
export function faultInDutch({ fault, within }: Verification): string {
  if (fault === undefined) return '';
  return within === undefined
    ? SENTENCES[fault.kind](fault)
    : `${SENTENCES[fault.kind](fault)} ${among(within)}`;
}

/** One fault, as a sentence. */
export const faultSentence = (fault: LedgerFault): string => SENTENCES[fault.kind](fault);

const among = ({ begin, end }: { readonly begin: number; readonly end: number }): string =>
  end - begin === 1
    ? `Het gaat om regel ${begin}.`
    : `Welke regel het is, is niet te zeggen; het is er een van ${begin} tot en met ${end - 1}.`;

type Sentence = (fault: LedgerFault) => string;

const SENTENCES: Readonly<Record<LedgerFault['kind'], Sentence>> = {
  missing: ({ index }) => `Regel ${index} ontbreekt.`,
  altered: ({ index }) => `Regel ${index} is veranderd.`,
  appended: ({ index }) => `Regel ${index} is er buiten de poort om bij gezet.`,
  'personal-part-altered': ({ index }) =>
    `Van regel ${index} is veranderd over wie hij gaat of wie er handelde.`,
  'tile-altered': ({ index }) => `Regel ${index} klopt, maar zijn bewaarde hash is veranderd.`,
  'head-differs': () => 'De regels zijn samen niet meer het logboek dat is bijgehouden.',
  'checkpoint-differs': ({ index }) => `De eerste ${index} regels zijn niet de regels die zijn ondertekend.`,
  reordered: fault =>
    fault.kind === 'reordered'
      ? `Regel ${fault.index} staat niet op zijn plaats: hier staat nu de regel van plaats ${fault.belongsAt}.`
      : '',
};
