import type { LedgerQuestion, Place } from '../../../ledger/ledger-question.ts';
import { momentIn } from './local-moment.ts';

/** The words of a filter in an address. */
export const FILTERS = [
  'van',
  'tot',
  'partner',
  'doel',
  'gebeurtenis',
  'veld',
  'versie',
  // Of something that was found: nobody's own number ever stands in an address.
  'zaak',
  'wie',
] as const;
export type Said = Readonly<Partial<Record<(typeof FILTERS)[number] | 'na', string>>>;

/** What was said, by name; anything else in the address is not. */
export const saidIn = (source: Readonly<Record<string, unknown>>): Said =>
  Object.fromEntries(
    [...FILTERS, 'na'].flatMap(name => {
      const said = source[name];
      return typeof said === 'string' && said !== '' && said.length <= 80 ? [[name, said]] : [];
    }),
  );

const DAY_MS = 86_400_000;
const USUAL_DAYS = 31;
const MOST_DAYS = 366;

export interface Bounded {
  readonly question: LedgerQuestion;
  /** What was done when more was asked than is looked through at once. */
  readonly bound: string | undefined;
}

/** The question, never over everything: without a beginning a month back, and never more than a year at once. */
export function questionFrom(said: Said, now: Date): Bounded {
  const end = momentIn(said.tot === undefined ? undefined : `${said.tot}T00:00`);
  const until = end === undefined ? now : new Date(end.getTime() + DAY_MS);
  const asked = momentIn(said.van === undefined ? undefined : `${said.van}T00:00`);
  const furthest = new Date(until.getTime() - MOST_DAYS * DAY_MS);
  const from = asked ?? new Date(until.getTime() - USUAL_DAYS * DAY_MS);
  const isTooFar = from < furthest;
  const question = {
    partner: said.partner,
    purpose: said.doel,
    event: said.gebeurtenis,
    field: said.veld,
    policyVersion: said.versie,
    after: placeIn(said.na),
    from: isTooFar ? furthest : from,
    until,
  };
  return {
    question: Object.fromEntries(Object.entries(question).filter(([, value]) => value !== undefined)),
    bound: isTooFar
      ? 'U vroeg om meer dan een jaar. Wij zochten in het laatste jaar daarvan; vraag de rest apart.'
      : asked === undefined
        ? 'Zonder begindatum zoeken wij een maand terug. Vul een begindatum in om verder terug te gaan.'
        : undefined,
  };
}

/** Where a page went on, as it stands in an address. */
export const placeText = ({ at, index }: Place): string => `${String(at.getTime())}-${String(index)}`;

function placeIn(text: string | undefined): Place | undefined {
  const [, at, index] = /^(\d{1,14})-(\d{1,15})$/.exec(text ?? '') ?? [];
  return at === undefined || index === undefined
    ? undefined
    : { at: new Date(Number(at)), index: Number(index) };
}

/** The address of a page with this filter. */
export const addressOf = (said: Said): string => {
  const words = new URLSearchParams(said).toString();
  return words === '' ? '/werk/logboek' : `/werk/logboek?${words}`;
};
