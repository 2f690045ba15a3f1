import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  isYes,
  mayDecide,
  stateAfter,
  stateOf,
  type ConsentAct,
  type ConsentState,
  type Decider,
} from '../../consent/states.ts';

const STATES = [
  'Unknown',
  'Requested',
  'RequestDeferred',
  'Refused',
  'ConsentGiven',
  'RenewedConsentGiven',
  'Withdrawn',
  'Expired',
  'Terminated',
  'Invalidated',
] as const satisfies readonly (ConsentState | 'Unknown')[];
const ACTS = [
  'request',
  'defer',
  'refuse',
  'give',
  'renew',
  'withdraw',
  'expire',
  'terminate',
  'invalidate',
] as const satisfies readonly ConsentAct[];

/** Written by hand, act by act, in the order of ACTS; `-` is: cannot happen. */
const TABLE: Readonly<Record<(typeof STATES)[number], string>> = {
  Unknown: 'Requested RequestDeferred Refused ConsentGiven - - - - -',
  Requested: '- RequestDeferred Refused ConsentGiven - - Expired Terminated Invalidated',
  RequestDeferred: '- RequestDeferred Refused ConsentGiven - - Expired Terminated Invalidated',
  Refused: 'Requested - - ConsentGiven - - - Terminated Invalidated',
  ConsentGiven: '- - - - RenewedConsentGiven Withdrawn Expired Terminated Invalidated',
  RenewedConsentGiven: '- - - - RenewedConsentGiven Withdrawn Expired Terminated Invalidated',
  Withdrawn: 'Requested - - ConsentGiven - - - Terminated Invalidated',
  Expired: 'Requested - - ConsentGiven - - - Terminated Invalidated',
  Terminated: '- - - - - - - - Invalidated',
  Invalidated: '- - - - - - - - -',
};

const cells = STATES.flatMap(state =>
  TABLE[state].split(' ').map((after, column) => [state, ACTS[column] ?? 'give', after] as const),
);

describe('a consent record in any state, to which anything happens', () => {
  it.each(cells)('%s, %s: %s', (state, act, after) => {
    expect(stateAfter(state, act) ?? '-').toBe(after);
  });

  it('counts as a yes in two states only', () => {
    expect(STATES.filter(isYes)).toEqual(['ConsentGiven', 'RenewedConsentGiven']);
  });

  it.each([[undefined], [null], [''], ['consentgiven'], ['Given'], [true], ['__proto__'], ['toString']])(
    'counts %p as a no',
    state => {
      expect(isYes(state)).toBe(false);
    },
  );

  it('goes nowhere from a state that nobody knows', () => {
    expect(ACTS.map(act => stateAfter('toString', act))).toEqual(ACTS.map(() => undefined));
  });
});

describe('a resident who says yes, stops, and says yes again', () => {
  it('has a yes in force at the end, and none in between', () => {
    expect(isYes(stateOf(['give', 'withdraw']))).toBe(false);
    expect(isYes(stateOf(['give', 'withdraw', 'give']))).toBe(true);
  });

  it('has none once the record was declared invalid, whatever is said afterwards', () => {
    expect(stateOf(['give', 'invalidate', 'give'])).toBe('Unknown');
  });
});

describe('any history at all', () => {
  it('is a yes only when the last act was a yes', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ACTS), { maxLength: 12 }), acts => {
        const last = acts.at(-1);
        return !isYes(stateOf(acts)) || last === 'give' || last === 'renew';
      }),
    );
  });

  it('can be stopped by the resident whenever it is a yes', () => {
    const yes = STATES.filter(isYes);
    expect(yes.map(state => stateAfter(state, 'withdraw'))).toEqual(['Withdrawn', 'Withdrawn']);
  });
});

describe('somebody who wants a yes to last longer', () => {
  it.each<[Decider, boolean]>([
    ['resident', true],
    ['representative', true],
    ['beneficiary', false],
    ['other-partner', false],
    ['officer', false],
    ['clock', false],
  ])('%s: %s', (who, may) => {
    expect(mayDecide(who, 'renew')).toBe(may);
    expect(mayDecide(who, 'give')).toBe(may);
  });

  it('may ask, when it is the one who would receive', () => {
    expect(mayDecide('beneficiary', 'request')).toBe(true);
  });
});
