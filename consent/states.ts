/** What the newest event of a consent record says: the states of ISO/IEC TS 27560:2023. */
export type ConsentState =
  | 'Requested'
  | 'RequestDeferred'
  | 'Refused'
  | 'ConsentGiven'
  | 'RenewedConsentGiven'
  | 'Withdrawn'
  | 'Expired'
  | 'Terminated'
  | 'Invalidated';

/** What can happen to a record. */
export type ConsentAct =
  'request' | 'defer' | 'refuse' | 'give' | 'renew' | 'withdraw' | 'expire' | 'terminate' | 'invalidate';

/** Who can make something happen. A beneficiary is the one who would receive; the clock is nobody. */
export type Decider = 'resident' | 'representative' | 'beneficiary' | 'other-partner' | 'officer' | 'clock';

const AFTER_YES = {
  renew: 'RenewedConsentGiven',
  withdraw: 'Withdrawn',
  expire: 'Expired',
  terminate: 'Terminated',
  invalidate: 'Invalidated',
} as const;
const BEFORE_ANSWER = {
  defer: 'RequestDeferred',
  refuse: 'Refused',
  give: 'ConsentGiven',
  expire: 'Expired',
  terminate: 'Terminated',
  invalidate: 'Invalidated',
} as const;
const AFTER_NO = {
  request: 'Requested',
  give: 'ConsentGiven',
  terminate: 'Terminated',
  invalidate: 'Invalidated',
} as const;

/** Every transition there is; `Unknown` is a record of which nothing happened yet. */
const NEXT: Readonly<Record<ConsentState | 'Unknown', Readonly<Partial<Record<ConsentAct, ConsentState>>>>> =
  {
    Unknown: { request: 'Requested', defer: 'RequestDeferred', refuse: 'Refused', give: 'ConsentGiven' },
    Requested: BEFORE_ANSWER,
    RequestDeferred: BEFORE_ANSWER,
    Refused: AFTER_NO,
    ConsentGiven: AFTER_YES,
    RenewedConsentGiven: AFTER_YES,
    Withdrawn: AFTER_NO,
    Expired: AFTER_NO,
    Terminated: { invalidate: 'Invalidated' },
    Invalidated: {},
  };

/** The state after an act, or nothing when that cannot happen from here. A state that nobody knows leads nowhere. */
export const stateAfter = (state: string, act: ConsentAct): ConsentState | undefined =>
  Object.hasOwn(NEXT, state) ? NEXT[state as ConsentState][act] : undefined;

/** Only these two are a yes; everything else, also what nobody ever heard of, is a no. */
export const isYes = (state: unknown): boolean => state === 'ConsentGiven' || state === 'RenewedConsentGiven';

/** The state after these acts in their order. One that cannot happen makes the whole unclear, and unclear is no. */
export function stateOf(acts: readonly ConsentAct[]): ConsentState | 'Unknown' {
  let state: ConsentState | 'Unknown' = 'Unknown';
  for (const act of acts) {
    const next = stateAfter(state, act);
    if (next === undefined) return 'Unknown';
    state = next;
  }
  return state;
}

const DECISIONS: readonly Decider[] = ['resident', 'representative'];
const ALLOWED: Readonly<Record<ConsentAct, readonly Decider[]>> = {
  request: ['beneficiary', 'other-partner', 'resident', 'representative'],
  // The resident asks for time; or the officer looks first, because the resident opposes who speaks for them.
  defer: [...DECISIONS, 'officer'],
  refuse: DECISIONS,
  give: DECISIONS,
  // Only the resident extends: nobody gains time by sending the same again.
  renew: DECISIONS,
  withdraw: DECISIONS,
  expire: ['clock'],
  terminate: ['officer', 'clock'],
  invalidate: ['officer'],
};

export const mayDecide = (who: Decider, act: ConsentAct): boolean => ALLOWED[act].includes(who);
