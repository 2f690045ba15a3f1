import { DAY_MS, HOUR_MS } from './duration.ts';

/** Four different requests: none of them is another (AVG 7(3), 16, 18, 17). */
export type NoticeRequest = 'stop' | 'correct' | 'restrict' | 'erase';

/** Where a message stands. `unconfirmed` is said honestly: we do not know what the recipient did. */
export type NoticeState = 'queued' | 'sent' | 'received' | 'done' | 'refused' | 'unconfirmed';
export type NoticeAct = 'deliver' | 'fetch' | 'do' | 'refuse' | 'give-up';

const ANSWERS = { do: 'done', refuse: 'refused' } as const;
const NEXT: Readonly<Record<NoticeState, Readonly<Partial<Record<NoticeAct, NoticeState>>>>> = {
  queued: { deliver: 'sent', fetch: 'received', 'give-up': 'unconfirmed', ...ANSWERS },
  sent: { fetch: 'received', 'give-up': 'unconfirmed', ...ANSWERS },
  received: { fetch: 'received', 'give-up': 'unconfirmed', ...ANSWERS },
  // Late is better than never.
  unconfirmed: { fetch: 'unconfirmed', ...ANSWERS },
  done: {},
  refused: { do: 'done' },
};

/** The state after an act, or nothing when that cannot happen from here. */
export const noticeAfter = (state: NoticeState, act: NoticeAct): NoticeState | undefined => NEXT[state][act];

/** How long a recipient has before the officer hears of it. */
export const ANSWER_WITHIN_MS = 5 * DAY_MS;

/** How long to wait after this many failed attempts: a minute, then twice as long each time, at most a day. */
export const waitAfter = (attempts: number): number => Math.min(60_000 * 2 ** (attempts - 1), 24 * HOUR_MS);

/** What a recipient can say it did; one word per request. */
export const DONE: Readonly<Record<NoticeRequest, string>> = {
  stop: 'gestopt',
  correct: 'verbeterd',
  restrict: 'beperkt',
  erase: 'gewist',
};
/** Why a recipient may refuse. A closed list: no free text about anybody travels back. */
export const REFUSED_BECAUSE: readonly string[] = [
  'wettelijke_bewaarplicht',
  'rechtsvordering',
  'nooit_ontvangen',
  'niet_meer_aanwezig',
];

/** What a recipient signs: which message, what was done or why not, and when. */
export interface NoticeAnswer {
  readonly bericht: string;
  readonly gedaan: string;
  readonly op: string;
}

/** What an answer means for this request, or nothing when it is no answer to it. */
export function actOf(request: NoticeRequest, { gedaan }: NoticeAnswer): 'do' | 'refuse' | undefined {
  if (gedaan === DONE[request]) return 'do';
  return REFUSED_BECAUSE.includes(gedaan) ? 'refuse' : undefined;
}
