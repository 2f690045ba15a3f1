import type { NoticeState } from '../../consent/notice.ts';
import type { Paint } from './narrate.ts';
import type { PietsStory } from './piet-withdraws.ts';

const STATES: Readonly<Record<NoticeState, string>> = {
  queued: 'nog niet bezorgd',
  sent: 'bezorgd, nog geen antwoord',
  received: 'opgehaald, nog geen antwoord',
  done: 'ondertekend antwoord',
  refused: 'ondertekende weigering',
  unconfirmed: 'niet bevestigd: dit weten wij niet',
};

/** Tells what happened when Piet stopped: who had it, who was told, and what each of them signed. */
export function narratePiet(
  number: number,
  { before, after, notices, decisions, isExportValid }: PietsStory,
  partnerName: (id: string) => string,
  paint: Paint,
): string {
  const mark = (isGood: boolean): string => (isGood ? paint.green('✓') : paint.red('✗'));
  return [
    '',
    paint.bold(`${number}. Piet zegt stop`),
    `   Piet liet de kliniek het nummer van zijn team geven aan ${before.map(partnerName).join(', ')}.`,
    '   Nu zegt hij stop, één keer. Wie het al had krijgt bericht, en antwoordt ondertekend.',
    '',
    ...notices.map(
      ({ recipient, state, answeredWith }) =>
        `   ${mark(state === 'done' || state === 'refused')} ${partnerName(recipient).padEnd(36)} ${STATES[state]}${answeredWith === undefined ? '' : `: ${answeredWith}`}`,
    ),
    `   ${mark(after.length === 0)} ${'Wie kan het nu nog krijgen?'.padEnd(36)} ${after.length === 0 ? 'niemand' : after.map(partnerName).join(', ')}`,
    `   ${mark(isExportValid)} ${'Piets eigen uitdraai'.padEnd(36)} ${decisions} besluiten, ${isExportValid ? 'geldig' : 'niet geldig'} volgens ISO/IEC TS 27560 (DPV)`,
  ].join('\n');
}

/** Whether it went as it should: three had it, three signed, nobody gets it, and the export holds. */
export const wentWell = ({ before, after, notices, isExportValid }: PietsStory): boolean =>
  before.length === 3 &&
  after.length === 0 &&
  notices.length === 3 &&
  notices.every(({ state }) => state === 'done' || state === 'refused') &&
  isExportValid;
